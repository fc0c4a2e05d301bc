import { Check, CheckCheck, CircleAlert, Clock3, Hourglass, type LucideIcon } from 'lucide-react';
import type { SendState } from '../../../app/chat/progress.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { useI18n } from '../../i18n/i18n.tsx';

const ICONS: Record<SendState, LucideIcon> = {
  waiting: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

interface MessageMetaProps {
  readonly message: ThreadMessage;
  /** The mark of a corrected message leads to what it said before. */
  readonly onHistory?: (anchor: Element) => void;
}

/** When it was written, whether it was changed since, and how far it got. */
export function MessageMeta({ message, onHistory }: MessageMetaProps) {
  const { t, time, fullTime } = useI18n();
  const { at, state, edited, noStore } = message;
  const Icon = state === undefined ? undefined : ICONS[state];
  const stateWords = state === undefined ? undefined : wordsOf(t, message, state);
  return (
    <span className="message-meta tabular" title={[fullTime(at), stateWords].filter(Boolean).join(' · ')}>
      {edited !== undefined && (
        <button
          type="button"
          className="message-edited"
          tabIndex={-1}
          title={fullTime(edited.at)}
          onClick={(event) => onHistory?.(event.currentTarget)}
        >
          {t('chat.message.edited')}
        </button>
      )}
      {noStore === true && (
        <span
          className="message-state"
          role="img"
          aria-label={t('chat.message.noStore')}
          title={t('chat.message.noStore')}
        >
          <Hourglass size="0.8125rem" strokeWidth={2} aria-hidden />
        </span>
      )}
      <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
      {state !== undefined && Icon !== undefined && (
        <span className="message-state" data-state={state} role="img" aria-label={stateWords}>
          <Icon size="0.9375rem" strokeWidth={2.25} aria-hidden />
        </span>
      )}
    </span>
  );
}

/** What waits or failed may be a change of the message, and not the message. */
function wordsOf(t: Translate, { change }: ThreadMessage, state: SendState): string {
  if (change === undefined || (state !== 'waiting' && state !== 'failed')) return t(`chat.state.${state}`);
  return t(`chat.state.${state}.${change.kind}`);
}
