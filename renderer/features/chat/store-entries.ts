/**
 * Takes entries from main into the log: each once, in the server's order, with what follows from them for the
 * conversation (newest line, unread count, how far was read). Runs inside the writer's transaction, for many entries at
 * once: a few index look-ups and two bulk writes, whatever their number.
 */
import type { Entry, ErrorEntry, MessageEntry } from '../../../app/chat/entry.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import { Conversations } from './changed-conversations.ts';
import { type ArchiveIds, Known } from './known-entries.ts';
import type { EntryRow, LastLine } from './table.ts';

/** The least difference of two orders; a double keeps it beside epoch ms. */
export const ORDER_STEP = 1 / 1024;

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
  const told = new Map<BareJid, MessageEntry>();

  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'error') storeError(entry, known);
    else if (entry.kind !== 'message') {
      if (!known.isStored(entry)) added.push(storeMark(entry, known, conversations));
    } else {
      const twin = known.twinOf(entry);
      const row = twin === undefined ? storeMessage(entry, entries.length - index, conversations) : undefined;
      if (twin !== undefined) known.merge(twin, entry);
      if (row === undefined) continue;
      known.add(row);
      added.push(row);
      if (!entry.own && entry.origin !== 'backfill') told.set(entry.peer, entry);
    }
  }

  await db.entries.bulkAdd(added);
  await known.save(db);
  await conversations.save(db);
  await savePosition(db, account, entries, position);
  return notices(db, account, told, conversations);
}

/** The row of a message that was not stored yet; nothing when its conversation was cleared past it. */
function storeMessage(entry: MessageEntry, fromEnd: number, conversations: Conversations): EntryRow | undefined {
  const { peer } = entry;
  const conversation = conversations.of(peer);
  // A page of the archive stands before what is stored with the same time: Prosody's stamps are whole seconds.
  const order =
    entry.origin === 'backfill'
      ? Math.min(entry.at, conversations.oldestBefore(peer)) - fromEnd * ORDER_STEP
      : Math.max(entry.at, conversation.lastOrder + ORDER_STEP);
  if (order <= conversation.clearedOrder) return undefined;
  const isNewest = conversation.last === undefined || entry.at >= conversation.lastAt;
  const read = entry.own || entry.origin === 'backfill';
  conversations.change(peer, {
    listed: 1,
    firstOrder: Math.min(conversation.firstOrder ?? order, order),
    lastOrder: Math.max(conversation.lastOrder, order),
    ...(isNewest ? { lastAt: entry.at, last: lastLineOf(entry) } : {}),
    ...(entry.own ? { wrote: 1 } : entry.archiveId === undefined ? { unarchived: 1 } : {}),
    ...(read ? { readOrder: Math.max(conversation.readOrder, order) } : {}),
    ...(entry.own && entry.origin !== 'backfill' ? { unread: 0 } : {}),
    ...(!read && order > conversation.readOrder ? { unread: conversation.unread + 1 } : {}),
  });
  return { ...entry, order };
}

function storeMark(
  entry: Exclude<Entry, MessageEntry | ErrorEntry>,
  known: Known,
  conversations: Conversations,
): EntryRow {
  const target = known.messageOf(entry.peer, entry.target);
  if (entry.kind === 'displayed' && target !== undefined) {
    const conversation = conversations.of(entry.peer);
    if (entry.own) conversations.read(entry.peer, target.order);
    else if (target.own) {
      conversations.change(entry.peer, { readByPeer: Math.max(conversation.readByPeer, target.order) });
    }
  }
  return { ...entry, order: entry.at };
}

/** An error belongs on the own message that it is about; one about anything else changes nothing. */
function storeError(entry: ErrorEntry, known: Known): void {
  const target = known.messageOf(entry.peer, entry.target);
  if (target?.own === true) known.change(target, { outbox: 'failed', failure: entry.fault });
}

type Told = Pick<MessageEntry, 'own' | 'type' | 'body'> &
  Partial<Pick<MessageEntry, 'subject' | 'encryption' | 'invitation'>>;

export function lastLineOf(entry: Told): LastLine {
  const kind =
    entry.encryption !== undefined
      ? 'encrypted'
      : entry.invitation !== undefined
        ? 'invitation'
        : entry.type === 'headline'
          ? 'headline'
          : 'text';
  const text = entry.subject !== undefined && entry.body === '' ? entry.subject : entry.body;
  return { own: entry.own, kind, text: text.slice(0, 300) };
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

/** One a conversation, about its newest message: a person is told once, not once a line. */
async function notices(
  db: KithDatabase,
  account: BareJid,
  told: ReadonlyMap<BareJid, MessageEntry>,
  conversations: Conversations,
): Promise<NoticeFacts[]> {
  const unread = [...told.values()].filter((entry) => conversations.of(entry.peer).unread > 0);
  const names = await db.namesOf(
    account,
    unread.map((entry) => entry.peer),
  );
  return unread.map((entry, index) => {
    const { peer, at } = entry;
    const { unread, muted, level } = conversations.of(peer);
    const line = lastLineOf(entry);
    return {
      kind: 'message',
      account,
      peer,
      name: names[index] ?? peer,
      text: line.text,
      what: line.kind,
      unread,
      muted,
      ...(level === undefined ? {} : { level }),
      at,
    };
  });
}
