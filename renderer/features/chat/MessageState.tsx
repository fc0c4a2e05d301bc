import { Check, CheckCheck, CircleAlert, Clock3, type LucideIcon } from 'lucide-react';
import type { SendState } from '../../../app/chat/progress.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import { useI18n } from '../../i18n/i18n.tsx';

const ICONS: Record<SendState, LucideIcon> = {
  waiting: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

/** When it was written and how far it got. */
export function MessageMeta({ message }: { readonly message: ThreadMessage }) {
  const { t, time, fullTime } = useI18n();
  const { at, state } = message;
  const Icon = state === undefined ? undefined : ICONS[state];
  const words = state === undefined ? fullTime(at) : `${fullTime(at)} · ${t(`chat.state.${state}`)}`;
  return (
    <span className="message-meta tabular" title={words}>
      <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
      {state !== undefined && Icon !== undefined && (
        <span className="message-state" data-state={state} role="img" aria-label={t(`chat.state.${state}`)}>
          <Icon size="0.9375rem" strokeWidth={2.25} aria-hidden />
        </span>
      )}
    </span>
  );
}
