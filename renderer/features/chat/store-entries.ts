/**
 * Takes entries from main into the log: each once, in the server's order, with what follows from them for the
 * conversation (newest line, unread count, how far was read). Runs inside the writer's transaction, for many entries at
 * once: a few index look-ups and two bulk writes, whatever their number.
 */
import type { Entry, ErrorEntry, MarkerEntry, ReceiptEntry } from '../../../app/chat/entry.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import { Conversations } from './changed-conversations.ts';
import { type ArchiveIds, type ChangeRow, isWritten, Known } from './known-entries.ts';
import { lastLineOf } from './last-line.ts';
import { News } from './news.ts';
import { placeOf } from './place-of-entry.ts';
import { applyChange, applyWaiting } from './store-change.ts';
import { type EntryRow, isForReading, isShown, type MessageRow, type ShownRow } from './table.ts';

export async function storeEntries(
  db: KithDatabase,
  account: BareJid,
  entries: readonly Entry[],
  position: string | undefined,
  ids: ArchiveIds,
): Promise<NoticeFacts[]> {
  const conversations = await Conversations.load(db, account, entries);
  const known = await Known.load(db, account, entries, conversations, ids);
  const added: EntryRow[] = [];
  const news = new News();

  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'error') storeError(entry, known);
    else if (!isWritten(entry)) {
      if (!known.isStored(entry)) added.push(storeMark(entry, known, conversations));
    } else {
      const twin = known.twinOf(entry);
      if (twin !== undefined) {
        known.merge(twin, entry);
        continue;
      }
      const order = placeOf(entry, entries.length - index, conversations);
      if (order === undefined) continue;
      const row =
        entry.kind === 'message'
          ? storeMessage({ ...entry, order }, known, conversations)
          : storeChange({ ...entry, order }, known, conversations, news);
      known.add(row);
      added.push(row);
      if (isShown(row)) news.message(row);
    }
  }

  await db.entries.bulkAdd(added);
  await known.save(db);
  await conversations.save(db);
  await savePosition(db, account, entries, position);
  return news.facts(db, account, conversations);
}

function storeMessage(row: MessageRow, known: Known, conversations: Conversations): MessageRow {
  applyWaiting(row, row, known, conversations);
  show(row, conversations);
  return row;
}

/** Only what nobody has to read for itself; a correction of something unknown is a message like any other. */
function storeChange(row: ChangeRow, known: Known, conversations: Conversations, news: News): ChangeRow {
  const { peer, own, order, origin, archiveId } = row;
  const changed = applyChange(row, known, conversations);
  news.change(row, changed);
  const { lastOrder } = conversations.of(peer);
  if (origin !== 'backfill') conversations.change(peer, { lastOrder: Math.max(lastOrder, order) });
  if (!own && archiveId === undefined) conversations.change(peer, { unarchived: 1 });
  if (row.kind !== 'correction' || changed.length > 0) return row;
  const alone = { ...row, alone: 1 } as const;
  show(alone, conversations);
  return alone;
}

/** What follows for the conversation from a message that is new in it. */
function show(row: ShownRow, conversations: Conversations): void {
  const { peer, own, order, origin, at, archiveId } = row;
  const conversation = conversations.of(peer);
  const isNewest = conversation.last === undefined || at >= conversation.lastAt;
  const read = own || origin === 'backfill';
  conversations.change(peer, {
    listed: 1,
    firstOrder: Math.min(conversation.firstOrder ?? order, order),
    lastOrder: Math.max(conversation.lastOrder, order),
    ...(isNewest ? { lastAt: at, last: lastLineOf(row) } : {}),
    ...(own ? { wrote: 1 } : archiveId === undefined ? { unarchived: 1 } : {}),
    ...(read ? { readOrder: Math.max(conversation.readOrder, order) } : {}),
    ...(own && origin !== 'backfill' ? { unread: 0 } : {}),
    ...(isForReading(row) && !read && order > conversation.readOrder ? { unread: conversation.unread + 1 } : {}),
  });
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

async function savePosition(
  db: KithDatabase,
  account: BareJid,
  entries: readonly Entry[],
  position: string | undefined,
): Promise<void> {
  const time = Math.max(0, ...entries.map((entry) => entry.at));
  if (position === undefined && time === 0) return;
  const before = await db.archives.get(account);
  await db.archives.put({
    ...before,
    account,
    ...(position === undefined ? {} : { position }),
    time: Math.max(time, before?.time ?? 0),
  });
}
