/** Reading is looking: what comes is read while the conversation is open and its window in front. */
import { useEffect, useRef, useState } from 'react';
import { useWindow } from '../../frame/window-store.ts';
import { markRead } from './actions.ts';
import type { ConversationId } from './parts.ts';
import type { ConversationRow } from './table.ts';

export function useIsInFront(): boolean {
  return useWindow((state) => state.focused && state.visible);
}

/** Opening a conversation reads it; what comes later is read where the person sees it, at the lower end. */
export function useReading({ account, peer }: ConversationId, row: ConversationRow | undefined, following: boolean) {
  const inFront = useIsInFront();
  const wasOpened = useRef(false);
  const unread = row?.unread ?? 0;
  useEffect(() => {
    if (!inFront || (wasOpened.current && !(following && unread > 0))) return;
    wasOpened.current = true;
    void markRead({ account, peer });
  }, [account, peer, inFront, following, unread]);
}

/**
 * The `order` after which messages are shown as new: where reading ended when the conversation was opened, or when the
 * first message came that the person was not there to see.
 */
export function useUnreadLine(row: ConversationRow | undefined): number | undefined {
  const inFront = useIsInFront();
  const unread = row?.unread ?? 0;
  const readOrder = row?.readOrder ?? 0;
  const [line, setLine] = useState(unread > 0 ? readOrder : undefined);
  const [before, setBefore] = useState(unread);
  if (unread !== before) {
    setBefore(unread);
    if (before === 0 && !inFront) setLine(readOrder);
  }
  return line;
}
