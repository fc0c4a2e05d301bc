import type { WrittenEntry } from '../../../app/chat/entry.ts';
import { BEHIND_GAP, ORDER_STEP, placeBehind } from './archive-order.ts';
import type { Conversations } from './changed-conversations.ts';

/**
 * Where a new entry stands (table.ts, `order`); nothing when its conversation was cleared past it. `fromEnd`: how many
 * entries of the same batch stand behind it, and itself. `gap`: the one that the archive has before everything new.
 */
export function placeOf(
  entry: WrittenEntry,
  fromEnd: number,
  conversations: Conversations,
  gap: string | undefined,
): number | undefined {
  const conversation = conversations.of(entry.peer);
  const beginsIsland = gap !== undefined && entry.origin !== 'backfill' && conversation.island?.gap !== gap;
  if (beginsIsland) conversations.change(entry.peer, { island: { gap, low: conversation.lastOrder } });
  const room = beginsIsland ? BEHIND_GAP : 0;
  // A page of the archive stands before what is stored with the same time: Prosody's stamps are whole seconds.
  const order =
    entry.origin === 'backfill'
      ? Math.min(entry.at, conversations.oldestBefore(entry.peer)) - fromEnd * ORDER_STEP
      : Math.max(entry.at + room, placeBehind(conversation.lastOrder + room));
  return order <= conversation.clearedOrder ? undefined : order;
}
