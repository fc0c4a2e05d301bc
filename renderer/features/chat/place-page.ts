/**
 * Places of a page of what was missed: it has the archive's own order. What is stored of it already says where the rest
 * belongs; and where that was stored in another order (a resumed stream of ejabberd 23.01 swaps stanzas), as little as can
 * be moves.
 */
import Dexie from 'dexie';
import type { Entry, WrittenEntry } from '../../../app/chat/entry.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { BEHIND_GAP, hasRoom, type Placed, spread, staying } from './archive-order.ts';
import type { Conversations } from './changed-conversations.ts';
import { isFromHere, isWritten, isWrittenRow, type Known } from './known-entries.ts';
import { isForReading, type WrittenRow } from './table.ts';

export interface Page {
  readonly entries: readonly Entry[];
  /** The gap of the account's archive, if there is one. */
  readonly gap: string | undefined;
  /** `behind`: after the gap; `in`: it fills the gap. */
  readonly side: 'behind' | 'in' | undefined;
}

/** `order` of each entry that is new; one without was cleared. Rows that stand in another order are moved. */
export async function placePage(
  db: KithDatabase,
  page: Page,
  conversations: Conversations,
  known: Known,
): Promise<ReadonlyMap<Entry, number>> {
  const of = new Map<BareJid, (WrittenEntry | WrittenRow)[]>();
  for (const entry of page.entries) {
    if (!isWritten(entry)) continue;
    const list = of.get(entry.peer) ?? [];
    of.set(entry.peer, list);
    const twin = known.twinOf(entry);
    if (twin === undefined || !list.includes(twin)) list.push(twin ?? entry);
  }
  const places = new Map<Entry, number>();
  for (const [peer, list] of of) {
    const { clearedOrder } = conversations.of(peer);
    for (const [item, order] of await placeConversation(db, peer, list, page, conversations)) {
      if (isStored(item)) move(item, order, conversations, known);
      else if (order > clearedOrder) places.set(item, order);
    }
  }
  return places;
}

async function placeConversation(
  db: KithDatabase,
  peer: BareJid,
  items: readonly (WrittenEntry | WrittenRow)[],
  { gap, side }: Page,
  conversations: Conversations,
): Promise<Map<WrittenEntry | WrittenRow, number>> {
  const { island: last, lastOrder, readOrder } = conversations.of(peer);
  const island = gap !== undefined && last?.gap === gap ? last : undefined;
  const [any] = items;
  // What the stream brought again of what was missing stands behind the gap; its place is in it.
  const ceiling =
    side === 'in' && island !== undefined && any !== undefined
      ? await neighbour(db, any, island.low, 'after', items)
      : undefined;
  const anchors = anchorsIn(
    items.filter((item) => !isStored(item) || item.order < (ceiling ?? Number.POSITIVE_INFINITY)),
    readOrder,
  );
  const [first] = anchors;
  const moving = items.filter((item) => !anchors.has(item as WrittenRow) && !(isStored(item) && isFromHere(item)));
  const begin = async (): Promise<number> => {
    if (side === 'in' && island !== undefined && island.low < (first?.order ?? Number.POSITIVE_INFINITY))
      return island.low;
    if (first === undefined) return lastOrder;
    return (await neighbour(db, first, first.order, 'before', moving)) ?? first.order - BEHIND_GAP;
  };

  let low = await begin();
  let room = 0;
  if (side === 'behind' && gap !== undefined && island === undefined) {
    conversations.change(peer, { island: { gap, low } });
    // What is missing has to fit in between; where something stands there already, there is what room there is.
    if (first === undefined) room = BEHIND_GAP;
  }
  const places = new Map<WrittenEntry | WrittenRow, number>();
  let waiting: (WrittenEntry | WrittenRow)[] = [];
  const placeBefore = (high: number) => {
    const times = waiting.map(({ at }, index) => at + (index === 0 ? room : 0));
    const orders = spread(times, low + room, high);
    for (const [index, item] of waiting.entries()) places.set(item, orders[index] ?? low);
    low = orders.at(-1) ?? low;
    waiting = [];
  };
  for (const item of items) {
    if (isStored(item) && anchors.has(item) && item.order > low && hasRoom(waiting.length, low, item.order)) {
      placeBefore(item.order);
      low = item.order;
    } else if (!isStored(item) || !isFromHere(item)) waiting.push(item);
  }
  const [rest] = waiting;
  if (rest !== undefined) {
    const isEnd = first === undefined && (island === undefined || side === 'behind');
    const next = isEnd ? undefined : await neighbour(db, rest, low, 'after', [...moving, ...waiting]);
    // Behind everything that the server has given, it is also behind what was written here meanwhile.
    if (next === undefined) low = Math.max(low, lastOrder);
    placeBefore(next ?? Number.POSITIVE_INFINITY);
  }
  if (side === 'in' && island !== undefined && low > island.low) {
    conversations.change(peer, { island: { ...island, low } });
  }
  return places;
}

/**
 * The rows that keep their places, in the page's order. What was written on this device stands where the person wrote it,
 * though the server may have had it long after that and much may stand in between; so it says nothing of where others belong.
 */
function anchorsIn(items: readonly (WrittenEntry | WrittenRow)[], readOrder: number): ReadonlySet<WrittenRow> {
  const stored = items.filter(isStored).filter((row) => !isFromHere(row));
  const weighed = stored.map((row) => ({ row, order: row.order, weight: weightOf(row, readOrder) }));
  return new Set(staying<Placed & { row: WrittenRow }>(weighed).map(({ row }) => row));
}

/** What was read moves least. */
function weightOf(row: WrittenRow, readOrder: number): number {
  return row.order <= readOrder ? 1000 : 999;
}

function isStored(item: WrittenEntry | WrittenRow): item is WrittenRow {
  return 'order' in item;
}

function move(row: WrittenRow, order: number, conversations: Conversations, known: Known): void {
  const { peer } = row;
  const { readOrder, lastOrder } = conversations.of(peer);
  const wasUnread = isForReading(row) && row.order > readOrder;
  known.change(row, { order });
  conversations.change(peer, { lastOrder: Math.max(lastOrder, order) });
  if (wasUnread && order <= readOrder) conversations.unreadFrom(peer, order);
  else conversations.recount(peer);
  conversations.retell(peer);
}

/** `order` of the next row that the server had, but for those that move. */
async function neighbour(
  db: KithDatabase,
  { account, peer }: WrittenEntry,
  order: number,
  direction: 'before' | 'after',
  moving: readonly (WrittenEntry | WrittenRow)[],
): Promise<number | undefined> {
  const ids = new Set(moving.flatMap((item) => (isStored(item) ? item.id : [])));
  const orders = db.entries.where('[account+peer+order]');
  const rows =
    direction === 'before'
      ? orders.between([account, peer, Dexie.minKey], [account, peer, order], true, false).reverse()
      : orders.between([account, peer, order], [account, peer, Dexie.maxKey], false, true);
  const found = await rows.filter((row) => isWrittenRow(row) && !isFromHere(row) && !ids.has(row.id)).first();
  return found?.order;
}
