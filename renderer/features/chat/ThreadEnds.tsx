/** The upper end of a thread: what is being fetched, what went wrong, or that this is where it begins. */
import { type ComponentProps, forwardRef } from 'react';
import type { ContextProp } from 'react-virtuoso';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useLongerThan } from '../../ui/Skeleton.tsx';
import { GapLine } from './GapLine.tsx';
import type { ThreadState } from './thread-window.ts';

export interface ThreadContext {
  readonly state: ThreadState;
  readonly name: string;
  readonly onRetry: () => void;
}

export function ThreadEnd({ context }: { readonly context: ThreadContext }) {
  const t = useT();
  const { state, name, onRetry } = context;
  const slow = useLongerThan(300, state.fetching);
  const isEmpty = state.messages?.length === 0;
  return (
    <div className="thread-end" data-empty={isEmpty || undefined} role="status">
      {state.fault !== null ? (
        <>
          <span>
            {t('chat.fetchFailed')} {faultLine(t, state.fault)}
          </span>
          <Button look="quiet" size="small" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </>
      ) : state.fetching || state.hasOlder ? (
        slow && t('chat.fetching')
      ) : isEmpty ? (
        t('chat.noMessages')
      ) : (
        t('chat.beginning', { name })
      )}
    </div>
  );
}

/** The lower end, where something may be missing behind everything that is stored of this conversation. */
export function ThreadFoot({ context }: { readonly context: ThreadContext }) {
  const { gap, messages, hasNewer } = context.state;
  const last = messages?.at(-1);
  return gap !== undefined && !hasNewer && (last?.order ?? 0) <= gap.order ? <GapLine account={gap.account} /> : null;
}

type ListProps = ComponentProps<'ol'> & Partial<ContextProp<ThreadContext>>;

/**
 * Virtuoso hides its rows until timers of its own are over, some ten frames after they stand where they should. Thread.css
 * hides them for the few that it takes.
 */
export const ThreadList = forwardRef<HTMLOListElement, ListProps>(function ThreadList(
  { context: _, style, ...props },
  ref,
) {
  return <ol {...props} style={{ ...style, visibility: 'visible' }} ref={ref} />;
});

type ItemProps = ComponentProps<'li'> & Partial<ContextProp<ThreadContext>> & { readonly item?: unknown };

export function ThreadItem({ context: _, item: _item, ...props }: ItemProps) {
  return <li {...props} />;
}
