/** Reading is looking: what comes is read while the conversation is open and its window in front. */
import { useEffect, useRef, useState } from 'react';
import { useWindow } from '../../frame/window-store.ts';
import { markRead } from './actions.ts';
import type { ConversationRow } from './table.ts';

export function useIsThreadInFront(): boolean {
  return useWindow((state) => state.focused && state.visible && state.mainShown);
}

/** Opening a conversation reads it; what comes later is read where the person sees it, at the lower end. */
export function useReading(row: ConversationRow, following: boolean): void {
  const inFront = useIsThreadInFront();
  const wasOpened = useRef(false);
  // By the row, not by how many are unread: one may come while the one before it is being read, and they are one again.
  useEffect(() => {
    if (!inFront || (wasOpened.current && !(following && row.unread > 0))) return;
    wasOpened.current = true;
    void markRead(row);
  }, [row, inFront, following]);
}

/**
 * The `order` after which messages are shown as new: where reading ended when the conversation was opened, or when the
 * first message came that the person was not there to see.
 */
export function useUnreadLine({ unread, readOrder }: ConversationRow): number | undefined {
  const inFront = useIsThreadInFront();
  const [line, setLine] = useState(unread > 0 ? readOrder : undefined);
  const [before, setBefore] = useState(unread);
  if (unread !== before) {
    setBefore(unread);
    if (before === 0 && !inFront) setLine(readOrder);
  }
  return line;
}
