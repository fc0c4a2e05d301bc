import type { WrittenEntry } from '../../../app/chat/entry.ts';
import type { Conversations } from './changed-conversations.ts';

/** The least difference of two orders; a double keeps it beside epoch ms. */
export const ORDER_STEP = 1 / 1024;

/**
 * Where a new entry stands (table.ts, `order`); nothing when its conversation was cleared past it. `fromEnd`: how many
 * entries of the same batch stand behind it, and itself.
 */
export function placeOf(entry: WrittenEntry, fromEnd: number, conversations: Conversations): number | undefined {
  const conversation = conversations.of(entry.peer);
  // A page of the archive stands before what is stored with the same time: Prosody's stamps are whole seconds.
  const order =
    entry.origin === 'backfill'
      ? Math.min(entry.at, conversations.oldestBefore(entry.peer)) - fromEnd * ORDER_STEP
      : Math.max(entry.at, conversation.lastOrder + ORDER_STEP);
  return order <= conversation.clearedOrder ? undefined : order;
}
