/**
 * Takes entries from main into the log: each once, in the server's order, with what follows from them for the
 * conversation (newest line, unread count, how far was read). Runs inside the writer's transaction, for many entries at
 * once: a few index look-ups and two bulk writes, whatever their number.
 */
import type { Entry, ErrorEntry, MarkerEntry, ReceiptEntry } from '../../../app/chat/entry.ts';
import { CLOCKS_APART } from '../../../app/clocks.ts';
import type { ChatDurable } from '../../../app/contract/chat.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import { Conversations } from './changed-conversations.ts';
import { type ArchiveIds, type ChangeRow, isWritten, Known } from './known-entries.ts';
import { lastLineOf } from './last-line.ts';
import { News } from './news.ts';
import { placeOf } from './place-of-entry.ts';
import { type Page, placePage } from './place-page.ts';
import { applyChange, applyRetractions, applySent, applyWaiting } from './store-change.ts';
import { type EntryRow, type GapRow, isForReading, isShown, type MessageRow, type ShownRow } from './table.ts';

/** Rows that are handed to the database in one go: it takes copies of them meanwhile, and the page does nothing else. */
const AT_ONCE = 250;

export type EntriesEvent = Extract<ChatDurable, { type: 'chat/entries' }>;

/** A page of what was missed, in the archive's order. It is stored by itself, as what stands around it has to be read. */
export function isPage({ entries }: EntriesEvent): boolean {
  return entries[0]?.origin === 'catch-up';
}

export async function storeEntries(
  db: KithDatabase,
  account: BareJid,
  events: readonly EntriesEvent[],
  ids: ArchiveIds,
): Promise<NoticeFacts[]> {
  const all = events.flatMap((event) => event.entries);
  const gap = await db.gaps.get(account);
  const conversations = await Conversations.load(db, account, all);
  const entries = all.filter((entry) => !isFormer(entry, conversations));
  const known = await Known.load(db, account, entries, conversations, ids);
  const added: EntryRow[] = [];
  const news = new News();
  const page = pageOf(events, entries, gap);
  const places = page === undefined ? undefined : await placePage(db, page, conversations, known);

  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'error') storeError(entry, known);
    else if (!isWritten(entry)) {
      if (known.isStored(entry)) continue;
      const mark = storeMark(entry, known, conversations);
      // The archive's page and the live stream may both have it, in one batch.
      known.add(mark);
      added.push(mark);
    } else {
      const twin = known.twinOf(entry);
      if (twin !== undefined) {
        known.merge(twin, entry);
        if (twin.outbox === undefined) applySent(twin, known);
        continue;
      }
      const order =
        places === undefined ? placeOf(entry, entries.length - index, conversations, gap?.gap) : places.get(entry);
      if (order === undefined) continue;
      const { readOrder, lastOrder } = conversations.of(entry.peer);
      const row =
        entry.kind === 'message'
          ? storeMessage({ ...entry, order }, known, conversations)
          : storeChange({ ...entry, order }, known, conversations, news);
      added.push(row);
      if ('noStore' in row) conversations.change(row.peer, { noStore: 1 });
      const { readElsewhere } = conversations.of(row.peer);
      if (readElsewhere !== undefined && readElsewhere === row.archiveId) conversations.read(row.peer, order);
      if (!isShown(row)) continue;
      if (order > lastOrder) news.message(row);
      // Who has read what stands behind a gap has done with what was in it. Nothing else passes for read before it came.
      const isLate = isForReading(row) && row.origin !== 'backfill' && order <= readOrder;
      if (isLate && page?.side !== 'in') conversations.unreadFrom(row.peer, order);
    }
  }

  for (let from = 0; from < added.length; from += AT_ONCE) {
    await db.entries.bulkAdd(added.slice(from, from + AT_ONCE));
  }
  await known.save(db);
  await conversations.save(db);
  await saveReach(db, account, events, gap);
  return news.facts(db, account, conversations);
}

/** A copy of an attempt that came back: it says nothing of the one that was made since (store-retry.ts). */
function isFormer(entry: Entry, conversations: Conversations): boolean {
  if (!isWritten(entry) || !entry.own || entry.stanzaId === undefined) return false;
  return conversations.of(entry.peer).formerIds?.includes(entry.stanzaId) === true;
}

function storeMessage(row: MessageRow, known: Known, conversations: Conversations): MessageRow {
  known.add(row);
  applyWaiting(row, row, known, conversations);
  show(row, conversations);
  return row;
}

/** Only what nobody has to read for itself; a correction of something unknown is a message like any other. */
function storeChange(row: ChangeRow, known: Known, conversations: Conversations, news: News): ChangeRow {
  const { peer, own, order, origin, archiveId } = row;
  known.add(row);
  const changed = applyChange(row, known, conversations);
  news.change(row, changed);
  if (row.kind === 'correction' && changed === undefined) {
    known.change(row, { alone: 1 });
    applyRetractions(row, known, conversations);
    show({ ...row, alone: 1 }, conversations);
    return row;
  }
  const { lastOrder } = conversations.of(peer);
  if (origin !== 'backfill') conversations.change(peer, { lastOrder: Math.max(lastOrder, order) });
  if (!own && archiveId === undefined) conversations.change(peer, { unarchived: 1 });
  return row;
}

/** What follows for the conversation from a message that is new in it. */
function show(row: ShownRow, conversations: Conversations): void {
  const { peer, own, order, origin, at, archiveId } = row;
  const conversation = conversations.of(peer);
  const isLast = order > conversation.lastOrder;
  const { last, lastAt } = conversation;
  // A time ahead of the clock was a wrong one: what comes would be older for as long.
  const isLater = at >= lastAt || lastAt > Date.now();
  const isNewest = last === undefined || (order > (last.order ?? conversation.lastOrder) && isLater);
  const read = own || origin === 'backfill';
  conversations.change(peer, {
    listed: 1,
    firstOrder: Math.min(conversation.firstOrder ?? order, order),
    lastOrder: Math.max(conversation.lastOrder, order),
    ...(isNewest ? { lastAt: at, last: lastLineOf(row) } : {}),
    ...(own ? { wrote: 1 } : archiveId === undefined ? { unarchived: 1 } : {}),
    ...(read ? { readOrder: Math.max(conversation.readOrder, order) } : {}),
    ...(own && isLast && origin !== 'backfill' ? { unread: 0 } : {}),
    ...(isForReading(row) && !read && order > conversation.readOrder ? { unread: conversation.unread + 1 } : {}),
  });
  if (own && !isLast && origin !== 'backfill') conversations.recount(peer);
  if (isNewest && row.changed === 1) conversations.retell(peer);
}

function storeMark(entry: ReceiptEntry | MarkerEntry, known: Known, conversations: Conversations): EntryRow {
  const target = known.writtenOf(entry.peer, entry.target);
  if (entry.kind === 'displayed' && target !== undefined) {
    const conversation = conversations.of(entry.peer);
    if (entry.own) conversations.read(entry.peer, target.order);
    else if (target.own) {
      conversations.change(entry.peer, { readByPeer: Math.max(conversation.readByPeer, target.order) });
    }
  }
  return { ...entry, order: entry.at };
}

/** An error belongs on what it is about, if that is our own; one about anything else changes nothing. */
function storeError(entry: ErrorEntry, known: Known): void {
  const target = known.writtenOf(entry.peer, entry.target);
  if (target?.own === true) known.change(target, { outbox: 'failed', failure: entry.fault });
}

/** Where a page stands of what was missed; nothing: these came one by one, or are from before everything that is stored. */
function pageOf(events: readonly EntriesEvent[], entries: readonly Entry[], gap: GapRow | undefined): Page | undefined {
  const [event] = events;
  if (event === undefined || !isPage(event)) return undefined;
  if (event.gap === undefined || event.gap === 'closed') return { entries, gap: gap?.gap, side: gap && 'in' };
  return { entries, gap: gap?.gap ?? ('first' in event.gap ? event.gap.first : undefined), side: 'behind' };
}

async function saveReach(
  db: KithDatabase,
  account: BareJid,
  events: readonly EntriesEvent[],
  before: GapRow | undefined,
): Promise<void> {
  const archive = await db.archives.get(account);
  let { position, time = 0, refill } = archive ?? {};
  let gap = before;
  for (const event of events) {
    if (goesFurther(event, position, gap)) time = newestTime(event, time);
    if (event.gap === 'closed') {
      position = gap?.last ?? position;
      gap = undefined;
    } else if (event.gap !== undefined && 'first' in event.gap) {
      gap = { ...event.gap, account, gap: gap?.gap ?? event.gap.first };
    } else if (event.gap !== undefined && gap !== undefined) gap = { ...gap, last: event.gap.last };
    position = event.position ?? position;
    if (event.refill !== undefined) refill = event.refill === 'complete' ? undefined : event.refill;
  }
  if (gap === undefined && before !== undefined) await db.gaps.delete(account);
  else if (gap !== undefined && gap !== before) await db.gaps.put(gap);
  if (position === archive?.position && time === (archive?.time ?? 0) && refill === archive?.refill) return;
  await db.archives.put({
    account,
    ...(position === undefined ? {} : { position }),
    time,
    ...(refill === undefined ? {} : { refill }),
  });
}

/** Whether more is stored without a hole once these are, behind the gap if there is one; where no archive is known, anything is. */
function goesFurther(event: EntriesEvent, position: string | undefined, gap: GapRow | undefined): boolean {
  if (typeof event.gap === 'object') return true;
  return gap === undefined && (position === undefined || event.position !== undefined);
}

/** Epoch ms of the newest, here or before; not of one that is ahead of the clock: it was stored while that was wrong. */
function newestTime({ entries }: EntriesEvent, before: number): number {
  let newest = 0;
  for (const { at } of entries) newest = Math.max(newest, at);
  return newest > 0 && before > Date.now() + CLOCKS_APART ? newest : Math.max(before, newest);
}
