/** The groups of a contact: those that there are, to be switched on and off, and a field for a new one. */
import { Plus } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { typedGroup } from '../../../app/roster/groups.ts';
import { useT } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import './GroupsField.css';

interface GroupsFieldProps {
  readonly label: string;
  /** What there is to choose from. */
  readonly known: readonly string[];
  readonly value: readonly string[];
  readonly onValueChange: (value: readonly string[]) => void;
}

export function GroupsField({ label, known, value, onValueChange }: GroupsFieldProps) {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState('');
  const names = [...known, ...value.filter((name) => !known.includes(name))];

  function toggle(name: string): void {
    onValueChange(value.includes(name) ? value.filter((each) => each !== name) : [...value, name]);
  }

  function add(): void {
    const name = typedGroup(typed);
    setTyped('');
    if (name !== '' && !value.includes(name)) onValueChange([...value, name]);
  }

  function addOnEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || typedGroup(typed) === '') return;
    // Enter would send the form around it.
    event.preventDefault();
    add();
  }

  return (
    <fieldset className="groups-field" aria-labelledby={id}>
      <span id={id} className="ui-field-label">
        {label}
      </span>
      <div className="groups-field-chips">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="groups-field-chip"
            aria-pressed={value.includes(name)}
            lang={scriptLanguage(name)}
            onClick={() => toggle(name)}
          >
            <span className="one-line">{name}</span>
          </button>
        ))}
        <span className="groups-field-new">
          <input
            aria-label={t('roster.add.group.new')}
            placeholder={t('roster.add.group.new')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={addOnEnter}
            onBlur={add}
          />
          <IconButton label={t('common.add')} icon={<Plus />} size="small" onClick={add} tabIndex={-1} />
        </span>
      </div>
    </fieldset>
  );
}
