import { Copy, DoorOpen, Lock, Megaphone } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { emojiCount } from '../../../app/chat/emoji.ts';
import type { ThreadRow } from '../../../app/chat/grouping.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import { faultLine, faultWords } from '../../../app/i18n/fault-words.ts';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { copyText } from './copy-text.ts';
import { MessageMeta } from './MessageState.tsx';
import { MessageText } from './MessageText.tsx';
import './Message.css';

export interface MessageProps {
  readonly row: ThreadRow;
  /** The other side's. */
  readonly name: string;
  /** The keyboard comes here first. */
  readonly hasTabStop: boolean;
  readonly onRetry: (message: ThreadMessage) => void;
  readonly onDiscard: (message: ThreadMessage) => void;
}

/** One message with what stands above it: the day, the line before the new ones. */
export const Message = memo(function Message(props: MessageProps) {
  const { row, name, hasTabStop } = props;
  const { message } = row;
  const { t, time } = useI18n();
  const label = message.own
    ? t('chat.message.own', { time: time(message.at) })
    : t('chat.message.other', { name, time: time(message.at) });
  return (
    <div className="message-row" data-starts={row.startsGroup || undefined} data-ends={row.endsGroup || undefined}>
      {row.startsDay && <DayLine at={message.at} />}
      {row.startsUnread && (
        <div className="message-unread-line" id="chat-unread">
          <span>{t('chat.newMessages')}</span>
        </div>
      )}
      <article
        className="message"
        data-own={message.own || undefined}
        data-message={message.key}
        data-state={message.state}
        data-kind={kindOf(message)}
        aria-label={label}
        tabIndex={hasTabStop ? 0 : -1}
      >
        {message.type === 'headline' ? <Notice message={message} name={name} /> : <Bubble {...props} />}
      </article>
    </div>
  );
}, isSame);

function Bubble({ row, name, onRetry, onDiscard }: MessageProps) {
  const t = useT();
  const { message, endsGroup } = row;
  const isLoud = endsGroup || message.state === 'failed' || message.state === 'waiting';
  const isBare = kindOf(message) === 'emoji';
  return (
    <>
      <div className="message-bubble" data-bare={isBare || undefined}>
        {message.subject !== undefined && (
          <p className="message-subject" lang={scriptLanguage(message.subject)}>
            {message.subject}
          </p>
        )}
        <div className="message-body selectable">
          <Content message={message} name={name} />
          {isLoud && (
            <span className="message-meta-room" aria-hidden>
              <MessageMeta message={message} />
            </span>
          )}
        </div>
        {isLoud && <MessageMeta message={message} />}
        <div className="message-side">
          {!isLoud && <MessageMeta message={message} />}
          {message.body !== '' && (
            <IconButton
              className="message-action"
              size="small"
              label={t('chat.message.copy')}
              icon={<Copy />}
              tabIndex={-1}
              onClick={() => void copyText(t, message.body)}
            />
          )}
        </div>
      </div>
      {message.state === 'failed' && <Failure message={message} onRetry={onRetry} onDiscard={onDiscard} />}
    </>
  );
}

function Content({ message, name }: { readonly message: ThreadMessage; readonly name: string }) {
  const t = useT();
  const { encryption, invitation, own, body } = message;
  if (encryption !== undefined) {
    return (
      <Aside icon={<Lock size="1rem" aria-hidden />}>
        {encryption === '?' ? t('chat.encryptedUnknown') : t('chat.encrypted', { method: encryption })}
      </Aside>
    );
  }
  if (invitation !== undefined) {
    const { room, reason } = invitation;
    return (
      <Aside icon={<DoorOpen size="1rem" aria-hidden />}>
        <span className="message-invitation">
          {own ? t('chat.invitation.own', { room }) : t('chat.invitation', { name, room })}
        </span>
        {reason !== undefined && (
          <span className="message-words" lang={scriptLanguage(reason)}>
            {reason}
          </span>
        )}
        <span className="quiet">{t('chat.invitation.later')}</span>
      </Aside>
    );
  }
  return <MessageText body={body} />;
}

function Aside({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="message-aside">
      {icon}
      <div>{children}</div>
    </div>
  );
}

/** Written to everybody by a program: read it or not, nothing is to be answered. */
function Notice({ message, name }: { readonly message: ThreadMessage; readonly name: string }) {
  const { t, time, fullTime } = useI18n();
  return (
    <div className="message-notice selectable">
      <div className="message-notice-head">
        <Megaphone size="0.875rem" aria-hidden />
        <span>
          {t('chat.headline')} · {name}
        </span>
        <time className="tabular" dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
          {time(message.at)}
        </time>
      </div>
      {message.subject !== undefined && <p className="message-subject">{message.subject}</p>}
      <MessageText body={message.body} />
    </div>
  );
}

type FailureProps = Pick<MessageProps, 'onRetry' | 'onDiscard'> & { readonly message: ThreadMessage };

function Failure({ message, onRetry, onDiscard }: FailureProps) {
  const t = useT();
  const fault = message.fault ?? { kind: 'internal' };
  return (
    <div className="message-failure">
      <span title={faultWords(t, fault).advice}>{t('chat.failed', { reason: faultLine(t, fault) })}</span>
      <Button look="quiet" size="small" onClick={() => onRetry(message)}>
        {t('chat.message.retry')}
      </Button>
      <Button look="quiet" size="small" onClick={() => onDiscard(message)}>
        {t('chat.message.discard')}
      </Button>
    </div>
  );
}

function DayLine({ at }: { readonly at: number }) {
  const { dayLine, date } = useI18n();
  const now = useNow();
  return (
    <div className="message-day">
      <time dateTime={new Date(at).toISOString()} title={date(at)}>
        {dayLine(at, now)}
      </time>
    </div>
  );
}

function kindOf({ type, encryption, invitation, subject, body }: ThreadMessage): string {
  if (type === 'headline') return 'notice';
  if (encryption !== undefined) return 'encrypted';
  if (invitation !== undefined) return 'invitation';
  return subject === undefined && emojiCount(body) > 0 ? 'emoji' : 'text';
}

/** Every fold makes new objects; what is shown is drawn anew only where it differs. */
function isSame(before: MessageProps, now: MessageProps): boolean {
  return (
    before.name === now.name &&
    before.hasTabStop === now.hasTabStop &&
    before.onRetry === now.onRetry &&
    before.onDiscard === now.onDiscard &&
    (before.row === now.row || JSON.stringify(before.row) === JSON.stringify(now.row))
  );
}
