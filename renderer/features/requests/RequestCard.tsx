/** One request: who asks, in their words, and the answers. */

import { useState } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import type { BareJid } from '../../../app/jid.ts';
import { askerName, canAddBack } from '../../../app/requests/answer.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { CollapsibleHeader } from '../../ui/Collapsible.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useHasSeveralAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { CopyAddress } from '../roster/CopyAddress.tsx';
import { useGroupNames } from '../roster/contacts.ts';
import { GroupsField } from '../roster/GroupsField.tsx';
import { AnswerChoices } from './AnswerChoices.tsx';
import { type AnswerOptions, useAnswers } from './answering.ts';
import { type Received, requestKey } from './requests.ts';
import './RequestCard.css';

interface RequestCardProps {
  readonly received: Received;
  /** The name stands in the heading above already. */
  readonly headless?: boolean;
}

/** Give it the request as `key`. */
export function RequestCard({ received, headless = false }: RequestCardProps) {
  const { t, listTime } = useI18n();
  const now = useNow();
  const answers = useAnswers();
  const several = useHasSeveralAccounts();
  const { request, contact } = received;
  const name = askerName(request, contact);
  const [options, setOptions] = useState<AnswerOptions>({
    name: contact?.name ?? request.nick ?? '',
    groups: contact?.groups ?? [],
  });
  return (
    // Not a button has the focus at first: a key that was meant for the request before must not answer this one.
    <article className="request-card" aria-label={t('requests.wants', { name })} tabIndex={-1} data-pane-focus>
      <header className="request-card-head">
        <PersonAvatar account={request.account} jid={request.from} name={name} size={3.5} unknown />
        <div className="request-card-who">
          {!headless && (
            <h2 className="break-anywhere" lang={scriptLanguage(name)}>
              {name}
            </h2>
          )}
          <CopyAddress address={request.from} />
          <p className="quiet">{t('requests.at', { time: listTime(request.at, now) })}</p>
        </div>
      </header>
      <Facts received={received} name={name} />
      {several && <p className="quiet break-anywhere">{t('requests.toAccount', { account: request.account })}</p>}
      {request.note !== undefined && (
        <blockquote
          className="request-card-note selectable break-anywhere"
          aria-label={t('requests.note')}
          lang={scriptLanguage(request.note)}
        >
          {request.note}
        </blockquote>
      )}
      {canAddBack(contact) && <AddAs received={received} options={options} onChange={setOptions} />}
      <AnswerChoices
        key={requestKey(request)}
        contact={contact}
        onAnswer={(answer) => answers.one(received, answer, options)}
      />
    </article>
  );
}

function Facts({ received, name }: { readonly received: Received; readonly name: string }) {
  const { t } = useI18n();
  const { request, contact } = received;
  const lines = [t('requests.wants.detail')];
  if (contact !== undefined) lines.push(t('requests.inContacts', { name: contact.name || contact.jid }));
  if (contact?.asking) lines.push(t('requests.youAsked', { name }));
  if (request.nick !== undefined && request.nick !== name) {
    lines.push(t('requests.callsThemself', { nick: request.nick }));
  }
  return (
    <div>
      {lines.map((line) => (
        <p key={line} className="break-anywhere">
          {line}
        </p>
      ))}
    </div>
  );
}

interface AddAsProps {
  readonly received: Received;
  readonly options: AnswerOptions;
  readonly onChange: (options: AnswerOptions) => void;
}

/** How they are kept when they are added back; folded, since most answers need none of it. */
function AddAs({ received, options, onChange }: AddAsProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <div className="request-card-add">
      <CollapsibleHeader title={t('requests.addAs')} open={open} onOpenChange={setOpen} />
      {open && (
        <div className="request-card-fields">
          <TextField
            label={t('common.name')}
            hint={t('roster.add.name.hint')}
            maxLength={1000}
            value={options.name}
            onValueChange={(name) => onChange({ ...options, name })}
          />
          <AddToGroups account={received.request.account} options={options} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

interface AddToGroupsProps extends Omit<AddAsProps, 'received'> {
  readonly account: BareJid;
}

/** Apart, as the groups of thousands of contacts are not read while nobody asks for them. */
function AddToGroups({ account, options, onChange }: AddToGroupsProps) {
  const t = useT();
  return (
    <GroupsField
      label={t('roster.page.groups')}
      known={useGroupNames(account)}
      value={options.groups}
      onValueChange={(groups) => onChange({ ...options, groups })}
    />
  );
}
