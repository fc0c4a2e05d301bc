import { Ban, DoorOpen, Ellipsis, Lock, Megaphone } from 'lucide-react';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { emojiCount } from '../../../app/chat/emoji.ts';
import type { ThreadRow } from '../../../app/chat/grouping.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import { faultLine, faultWords } from '../../../app/i18n/fault-words.ts';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { MessageMeta } from './MessageState.tsx';
import { MessageText } from './MessageText.tsx';
import type { MessageActions } from './message-actions.ts';
import { REACT, REPLY } from './message-menu.tsx';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import './Message.css';

export interface MessageProps {
  readonly row: ThreadRow;
  /** The other side's. */
  readonly name: string;
  /** The keyboard comes here first. */
  readonly hasTabStop: boolean;
  /** The same object over every drawing. */
  readonly actions: MessageActions;
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

function Bubble({ row, name, actions }: MessageProps) {
  const t = useT();
  const { message, endsGroup } = row;
  const isLoud = endsGroup || message.state === 'failed' || message.state === 'waiting';
  const isBare = kindOf(message) === 'emoji' && message.reply === undefined;
  const meta = <MessageMeta message={message} onHistory={(anchor) => actions.showHistory(message, anchor)} />;
  return (
    <>
      <div className="message-bubble" data-bare={isBare || undefined}>
        {message.reply !== undefined && <Quote reply={message.reply} name={name} onPress={actions.goToAnswered} />}
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
        {isLoud && meta}
        <div className="message-side">
          {!isLoud && meta}
          {[REACT, REPLY].map(
            (command) =>
              command.isFor(message) && (
                <IconButton
                  key={command.label}
                  className="message-action"
                  size="small"
                  tooltipSide="top"
                  label={t(command.label)}
                  icon={<command.Icon />}
                  tabIndex={-1}
                  onClick={(event) => command.run(actions, message, event.currentTarget)}
                />
              ),
          )}
          <IconButton
            size="small"
            tooltipSide="top"
            label={t('chat.message.actions')}
            icon={<Ellipsis />}
            tabIndex={-1}
            aria-haspopup="menu"
            onClick={openMenu}
          />
        </div>
      </div>
      <Reactions message={message} name={name} actions={actions} />
      {message.state === 'failed' && <Failure message={message} actions={actions} />}
    </>
  );
}

function Content({ message, name }: { readonly message: ThreadMessage; readonly name: string }) {
  const t = useT();
  const { encryption, invitation, own, body, retracted } = message;
  if (retracted === true) {
    return (
      <Aside icon={<Ban size="1rem" aria-hidden />}>
        <span className="quiet">{t(own ? 'chat.message.retracted.own' : 'chat.message.retracted')}</span>
      </Aside>
    );
  }
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

/** The menu of the message, where its button is. */
function openMenu(event: MouseEvent<HTMLElement>): void {
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  event.currentTarget.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  );
}

type FailureProps = Pick<MessageProps, 'actions'> & { readonly message: ThreadMessage };

function Failure({ message, actions }: FailureProps) {
  const t = useT();
  const { fault = { kind: 'internal' }, change } = message;
  const words = change === undefined ? 'chat.failed' : (`chat.failed.${change.kind}` as const);
  const drop = { correction: 'chat.message.undoCorrection', retraction: 'chat.message.undoRetraction' } as const;
  return (
    <div className="message-failure">
      <span title={faultWords(t, fault).advice}>{t(words, { reason: faultLine(t, fault) })}</span>
      <Button look="quiet" size="small" onClick={() => actions.retry(message)}>
        {t('chat.message.retry')}
      </Button>
      <Button look="quiet" size="small" onClick={() => actions.discard(message)}>
        {t(change === undefined ? 'chat.message.discard' : drop[change.kind])}
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

function kindOf({ type, encryption, invitation, subject, body, retracted }: ThreadMessage): string {
  if (retracted === true) return 'retracted';
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
    before.actions === now.actions &&
    (before.row === now.row || JSON.stringify(before.row) === JSON.stringify(now.row))
  );
}
