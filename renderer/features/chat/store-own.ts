/**
 * Puts what this person writes into the log, and takes it out again. Inside a transaction over conversations, entries and
 * what is known of the archive.
 */
import Dexie from 'dexie';
import type { OutgoingEntry } from '../../../app/chat/entry.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { placeBehind } from './archive-order.ts';
import { Conversations } from './changed-conversations.ts';
import { type ChangeRow, isWrittenRow, Known } from './known-entries.ts';
import { lastLineOf, newestLine } from './last-line.ts';
import { rowOf } from './outgoing-rows.ts';
import type { ConversationId } from './parts.ts';
import { applyChange } from './store-change.ts';
import { type ConversationRow, type MessageRow, newConversation, type WrittenRow } from './table.ts';

/** Gives it as it is to be sent. */
export async function storeOwn(db: KithDatabase, written: OutgoingEntry): Promise<OutgoingEntry> {
  const { account, peer, at } = written;
  const outgoing: OutgoingEntry = { ...written, ...(await newestArchived(db, account)) };
  const conversation = (await db.conversations.get([account, peer])) ?? newConversation(account, peer);
  const newest = await db.entries
    .where('[account+peer+order]')
    .between([account, peer, Dexie.minKey], [account, peer, Dexie.maxKey])
    .last();
  const order = Math.max(at, placeBehind(Math.max(newest?.order ?? 0, conversation.lastOrder)));
  const row = rowOf(outgoing, order);
  await db.entries.add(row);
  if (row.kind === 'message') await db.conversations.put(afterWriting(conversation, row));
  else await withChange(db, row, applyChange);
  return outgoing;
}

/** What is written now is in the archive, if at all, behind that. */
export async function newestArchived(db: KithDatabase, account: BareJid): Promise<Pick<OutgoingEntry, 'after'>> {
  const after = (await db.gaps.get(account))?.last ?? (await db.archives.get(account))?.position;
  return after === undefined ? {} : { after };
}

function afterWriting(conversation: ConversationRow, row: MessageRow): ConversationRow {
  const { draft: _draft, marked: _marked, ...kept } = conversation;
  return {
    ...kept,
    listed: 1,
    lastAt: row.at,
    last: lastLineOf(row),
    firstOrder: Math.min(conversation.firstOrder ?? row.order, row.order),
    // Not up to this row: what was missed comes before it, from the archive, and is unread.
    readOrder: Math.max(conversation.readOrder, conversation.lastOrder),
    unread: 0,
    wrote: 1,
  };
}

/** Those of our own that have this id; more than one only by mistake. */
export async function ownRows(db: KithDatabase, of: ConversationId, originId: string): Promise<WrittenRow[]> {
  const rows = await db.entries.where('[account+stanzaId]').equals([of.account, originId]).toArray();
  return rows.filter(isWrittenRow).filter((row) => row.own && row.peer === of.peer);
}

/** Own changes of a message, not sent yet: without it there is nothing to change. */
export async function pendingChanges(db: KithDatabase, row: WrittenRow): Promise<WrittenRow[]> {
  if (row.stanzaId === undefined) return [];
  const rows = await db.entries.where('[account+target]').equals([row.account, row.stanzaId]).toArray();
  return rows.filter(isWrittenRow).filter((each) => each.own && each.peer === row.peer && each.outbox !== undefined);
}

export async function removeOwn(db: KithDatabase, row: WrittenRow): Promise<void> {
  if (row.id === undefined) return;
  await db.entries.delete(row.id);
  if (row.kind !== 'message') await withChange(db, row, takeBack);
  const { account, peer } = row;
  const line = await newestLine(db, { account, peer });
  await db.conversations
    .where('[account+peer]')
    .equals([account, peer])
    .modify((conversation) => {
      const changed = conversation as { -readonly [K in keyof ConversationRow]: ConversationRow[K] };
      if (line === undefined) delete changed.last;
      else Object.assign(changed, line);
    });
}

async function withChange(
  db: KithDatabase,
  row: ChangeRow,
  run: (row: ChangeRow, known: Known, conversations: Conversations) => unknown,
): Promise<void> {
  const conversations = await Conversations.load(db, row.account, [row]);
  const known = await Known.load(db, row.account, [row], conversations, 'assume-new');
  run(row, known, conversations);
  await known.save(db);
  await conversations.save(db);
}

function takeBack(row: ChangeRow, known: Known): void {
  if (row.kind !== 'retraction') return;
  const message = known.changedBy(row);
  if (message !== undefined && message.erased === undefined) known.drop(message, 'retracted');
}
