import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { addressWords } from '../../../app/i18n/fault-words.ts';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { type BareJid, isJidProblem, typedAddress } from '../../../app/jid.ts';
import { matcherOf } from '../../../app/roster/filter.ts';
import { contactName } from '../../../app/roster/name.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useContacts, useSortedByName } from '../roster/contacts.ts';
import { PersonRow } from './PersonRow.tsx';

interface RecipientsProps {
  readonly account: BareJid | undefined;
  readonly recipients: readonly BareJid[];
  readonly onChange: (recipients: readonly BareJid[]) => void;
  /** Enter in an empty field: there is nobody to add any more. */
  readonly onDone: () => void;
}

const SHOWN = 50;

/** Whom a message goes to: chosen from the contacts, or typed as an address. */
export function Recipients({ account, recipients, onChange, onDone }: RecipientsProps) {
  const { t, tag } = useI18n();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [isChecked, setIsChecked] = useState(false);
  const contacts = useSortedByName(useContacts(), tag);
  const people = useMemo(() => {
    const matches = matcherOf(text);
    const own = contacts.filter((contact) => contact.account === account && !recipients.includes(contact.jid));
    return own.filter((contact) => matches(contactName(contact)) || matches(contact.jid)).slice(0, SHOWN);
  }, [contacts, account, recipients, text]);
  const typed = typedAddress(text);
  const problem = isChecked && text.trim() !== '' && isJidProblem(typed) ? addressWords(t, typed) : undefined;

  function add(jid: BareJid): void {
    if (!recipients.includes(jid)) onChange([...recipients, jid]);
    setText('');
    setActive(0);
    setIsChecked(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      const person = people[active];
      if (text.trim() === '' && recipients.length > 0) onDone();
      else if (!isJidProblem(typed)) add(typed);
      else if (person !== undefined) add(person.jid);
      else setIsChecked(true);
    } else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, people.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Backspace' && text === '') onChange(recipients.slice(0, -1));
    else return;
    event.preventDefault();
  }

  const nameOf = (jid: BareJid) => contactName(contacts.find((contact) => contact.jid === jid) ?? { jid });
  return (
    <div className="recipients">
      <label htmlFor={id} className="ui-field-label">
        {t('chat.newDialog.to')}
      </label>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the field leads into it; the keyboard is there already */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div
        className="recipients-field"
        data-invalid={problem !== undefined || undefined}
        onClick={() => field.current?.focus()}
      >
        {recipients.map((jid) => (
          <span key={jid} className="recipient" title={jid}>
            <span className="one-line" lang={scriptLanguage(nameOf(jid))}>
              {nameOf(jid)}
            </span>
            <button
              type="button"
              aria-label={t('chat.newDialog.remove', { name: nameOf(jid) })}
              onClick={() => onChange(recipients.filter((other) => other !== jid))}
            >
              <X size="0.875rem" aria-hidden />
            </button>
          </span>
        ))}
        <input
          ref={field}
          id={id}
          role="combobox"
          aria-expanded={people.length > 0}
          aria-controls={`${id}-people`}
          aria-activedescendant={people[active] === undefined ? undefined : `${id}-${active}`}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setIsChecked(false);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            // Another window is in front for a while: what is half typed goes on after that.
            if (!document.hasFocus()) return;
            if (!isJidProblem(typed)) add(typed);
            else setIsChecked(true);
          }}
        />
      </div>
      <p
        id={`${id}-hint`}
        className={problem === undefined ? 'ui-field-hint' : 'ui-field-error'}
        role={problem && 'alert'}
      >
        {problem === undefined ? t('chat.newDialog.toHint') : `${problem.title} ${problem.advice}`}
      </p>
      <div id={`${id}-people`} role="listbox" aria-label={t('chat.newDialog.people')} className="recipients-people">
        {people.map((contact, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard chooses in the field
          // biome-ignore lint/a11y/useFocusableInteractive: the same
          <div
            key={contact.jid}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="recipients-person"
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              add(contact.jid);
              field.current?.focus();
            }}
          >
            <PersonRow contact={contact} />
          </div>
        ))}
      </div>
    </div>
  );
}
