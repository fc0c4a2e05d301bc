/** The rows of the list of requests. */

import { Check, Undo2, X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import type { BareJid } from '../../../app/jid.ts';
import { askerName } from '../../../app/requests/answer.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { CountBadge } from '../../ui/CountBadge.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { lastWords } from '../chat/ConversationRow.tsx';
import type { Conversation } from '../chat/conversations.ts';
import { useRosterActions } from '../roster/actions.ts';
import { type Answered, dismissAnswers, type Received } from './requests.ts';
import './RequestRows.css';

interface ReceivedRowProps {
  readonly received: Received;
  readonly checked: boolean;
  readonly onCheck: (received: Received) => void;
}

export const ReceivedRow = memo(function ReceivedRow({ received, checked, onCheck }: ReceivedRowProps) {
  const { t, listTime } = useI18n();
  const now = useNow();
  const { request, contact } = received;
  const name = askerName(request, contact);
  return (
    <Row
      account={request.account}
      jid={request.from}
      name={name}
      first={name}
      second={request.from}
      time={listTime(request.at, now)}
      end={
        <input
          type="checkbox"
          className="request-row-check"
          tabIndex={-1}
          aria-label={t('requests.select', { name })}
          checked={checked}
          onChange={() => onCheck(received)}
        />
      }
    />
  );
});

export const SentRow = memo(function SentRow({ contact }: { readonly contact: Contact }) {
  const t = useT();
  const actions = useRosterActions();
  const name = contactName(contact);
  return (
    <Row
      account={contact.account}
      jid={contact.jid}
      name={name}
      first={name}
      second={contact.jid}
      end={
        <IconButton
          label={t('requests.sent.cancel', { name })}
          icon={<Undo2 />}
          size="small"
          onClick={() => void actions.subscription(contact, 'cancel')}
        />
      }
    />
  );
});

export const AnswerRow = memo(function AnswerRow({ answered }: { readonly answered: Answered }) {
  const { t, listTime } = useI18n();
  const now = useNow();
  const { answer, contact } = answered;
  const name = contactName(contact ?? answer);
  return (
    <Row
      account={answer.account}
      jid={answer.jid}
      name={name}
      first={t(`requests.answer.${answer.answer}`, { name })}
      second={answer.jid}
      time={listTime(answer.at, now)}
      end={
        <IconButton
          label={t('requests.answer.dismiss')}
          icon={answer.answer === 'accepted' ? <Check /> : <X />}
          size="small"
          onClick={() => void dismissAnswers([answer])}
        />
      }
    />
  );
});

export const StrangerRow = memo(function StrangerRow({ conversation }: { readonly conversation: Conversation }) {
  const { t, listTime } = useI18n();
  const now = useNow();
  const { account, peer, last, lastAt, unread } = conversation.row;
  return (
    <Row
      account={account}
      jid={peer}
      name={conversation.name}
      // In full: a name can be anybody's.
      first={peer}
      second={last === undefined ? '' : lastWords(t, last)}
      time={listTime(lastAt, now)}
      end={<CountBadge count={unread} quiet label={t('common.unread', { count: unread })} />}
    />
  );
});

interface RowProps {
  readonly account: BareJid;
  readonly jid: BareJid;
  readonly name: string;
  readonly first: string;
  readonly second: string;
  readonly time?: string;
  readonly end: ReactNode;
}

function Row({ account, jid, name, first, second, time, end }: RowProps) {
  return (
    <div className="ui-list-line request-row">
      <PersonAvatar account={account} jid={jid} name={name} />
      <span className="ui-list-words request-row-words">
        <span className="request-row-first">
          <span className="one-line" lang={scriptLanguage(first)}>
            {first}
          </span>
          {time !== undefined && <span className="request-row-time quiet tabular">{time}</span>}
        </span>
        <span className="one-line quiet">{second}</span>
      </span>
      {end}
    </div>
  );
}
