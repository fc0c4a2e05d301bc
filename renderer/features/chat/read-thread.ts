/** Reads a stretch of a conversation: the messages in it, what was said about them, and what they answer. */
import Dexie from 'dexie';
import { fold, type ThreadMessage } from '../../../app/chat/thread.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { ConversationId } from './parts.ts';
import { aboutMessages, answeredMessages } from './read-changes.ts';
import { type ConversationRow, type GapRow, isShown } from './table.ts';

/** Orders, both ends in it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface ReadThread {
  readonly messages: readonly ThreadMessage[];
  /** More is stored before or after the stretch. */
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** The archive has nothing older than what is stored. */
  readonly complete: boolean;
  /** Something is missing after this `order`. */
  readonly gapOrder: number | undefined;
}

/**
 * Costs the rows of the stretch and a look-up for each message that something was said about, that answers another one,
 * or that is our own and not known as read. Everything is read by keys of this conversation's messages, so that entries
 * of others do not wake a live query.
 */
export function readThread(db: KithDatabase, id: ConversationId, stretch: Stretch): Promise<ReadThread> {
  return db.transaction('r', [db.conversations, db.entries, db.gaps], async () => {
    const conversation = await db.conversations.get([id.account, id.peer]);
    const gap = await db.gaps.get(id.account);
    const cleared = conversation?.clearedOrder ?? 0;
    const rows = await between(db, id, Math.max(stretch.from, cleared), stretch.to, stretch.from > cleared).toArray();
    const readByPeer = conversation?.readByPeer ?? 0;
    const messages = rows.filter(isShown);
    const about = await aboutMessages(db, id.account, messages, readByPeer);
    const answered = await answeredMessages(db, id, messages, cleared);
    const newer = Number.isFinite(stretch.to)
      ? await between(db, id, stretch.to, Number.POSITIVE_INFINITY, false).filter(isShown).first()
      : undefined;
    return {
      messages: fold(messages, readByPeer, [...about, ...answered]),
      hasOlder: (conversation?.firstOrder ?? Number.POSITIVE_INFINITY) < stretch.from,
      hasNewer: newer !== undefined,
      complete: conversation?.complete ?? false,
      gapOrder: gap === undefined || conversation === undefined ? undefined : gapIn(conversation, gap),
    };
  });
}

/** Where nothing is stored behind the gap, it lies at the end. */
function gapIn({ island, lastOrder }: ConversationRow, { gap }: GapRow): number {
  return island?.gap === gap ? island.low : lastOrder;
}

/** `order` of the message that is the `count`th before (or after) a place; the outermost one there is, if there are fewer. */
export async function orderAt(
  db: KithDatabase,
  id: ConversationId,
  place: number,
  direction: 'before' | 'after',
  count: number,
): Promise<number | undefined> {
  const conversation = await db.conversations.get([id.account, id.peer]);
  const cleared = conversation?.clearedOrder ?? 0;
  const rows =
    direction === 'before'
      ? between(db, id, cleared, place, false, false).reverse()
      : between(db, id, Math.max(place, cleared), Number.POSITIVE_INFINITY, false);
  const found = await rows.filter(isShown).limit(count).toArray();
  return found.at(-1)?.order;
}

/** The id in the archive before which the next page begins. */
export async function oldestArchiveId(db: KithDatabase, id: ConversationId): Promise<string | undefined> {
  const oldest = await between(db, id, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    .filter((row) => row.archiveId !== undefined)
    .first();
  return oldest?.archiveId;
}

function between(db: KithDatabase, id: ConversationId, from: number, to: number, withFrom = true, withTo = true) {
  const { account, peer } = id;
  const orders = db.entries.where('[account+peer+order]');
  // IndexedDB throws for a range that holds nothing.
  if (from > to || (from === to && !(withFrom && withTo))) return orders.anyOf([]);
  const upper = Number.isFinite(to) ? to : Dexie.maxKey;
  return orders.between([account, peer, from], [account, peer, upper], withFrom, withTo);
}
