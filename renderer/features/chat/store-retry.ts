/**
 * Queues again what failed. Inside a transaction over conversations, entries and what is known of the archive.
 *
 * What came back had been sent: the archive may have it, and copies of it may come at any time. It goes as if it had just
 * been written, under another id, so that nothing of the first attempt proves the next one. Whatever else failed was
 * refused before it was sent, as far as anybody knows; it keeps its id, by which whoever has it already knows it again.
 */
import Dexie from 'dexie';
import type { OutgoingEntry } from '../../../app/chat/entry.ts';
import type { KithDatabase } from '../../data/db.ts';
import { isFromHere, isWrittenRow } from './known-entries.ts';
import { outgoingOf } from './outgoing-rows.ts';
import type { ConversationId } from './parts.ts';
import { newestArchived, ownRows } from './store-own.ts';
import type { WrittenRow } from './table.ts';

/** What waits to be sent now, in its order, by the id that it had. */
export type Retried = ReadonlyMap<string, OutgoingEntry>;

export async function storeRetry(
  db: KithDatabase,
  of: ConversationId,
  originId: string,
  newId: () => string,
): Promise<Retried> {
  const [row] = (await ownRows(db, of, originId)).filter(isFailed);
  if (row === undefined) return new Map();
  const [renewed] = [...(await messageOf(db, row)), row].filter(cameBack);
  if (renewed !== undefined) return renew(db, renewed, newId);
  const { failure: _, ...kept } = row;
  return put(db, new Map([[originId, { ...kept, outbox: 'queued' }]]));
}

function isFailed(row: WrittenRow): boolean {
  return row.outbox === 'failed' && outgoingOf(row) !== undefined;
}

/** Only an error stanza refuses like that: main answers before any server is asked. */
function cameBack(row: WrittenRow): boolean {
  return row.failure?.kind === 'refused';
}

/** What nobody has can't be changed: where it failed, it goes first. */
async function messageOf(db: KithDatabase, row: WrittenRow): Promise<WrittenRow[]> {
  if (row.kind !== 'correction' && row.kind !== 'reactions') return [];
  return (await ownRows(db, row, row.target)).filter(isFailed);
}

/** With what was said here about it, of which nobody can tell any more what it is about; and what answers it names it anew. */
async function renew(db: KithDatabase, row: WrittenRow, newId: () => string): Promise<Retried> {
  const { account, peer, stanzaId: former = '', order } = row;
  const place = await newestArchived(db, account);
  const stanzaId = newId();
  const anew = (each: WrittenRow, id: string): WrittenRow => {
    const { archiveId: _archiveId, failure: _failure, after: _after, ...kept } = each;
    return { ...kept, stanzaId: id, outbox: 'queued', ...place };
  };
  const renewed = new Map([[former, anew(row, stanzaId)]]);

  const changes = await db.entries.where('[account+target]').equals([account, former]).sortBy('order');
  for (const each of changes) {
    if (!isWrittenRow(each) || each.kind === 'message' || !isFromHere(each)) continue;
    if (each.peer !== peer || each.stanzaId === undefined) continue;
    const change = { ...each, target: stanzaId };
    // To take it back failed: whether it is still wanted, the person says.
    if (change.kind === 'retraction' && change.outbox === 'failed') await db.entries.put(change);
    else renewed.set(each.stanzaId, anew(change, newId()));
  }
  await db.entries
    .where('[account+peer+order]')
    .between([account, peer, order], [account, peer, Dexie.maxKey], false, true)
    .filter((each) => each.own)
    .modify((each) => {
      if ('reply' in each && each.reply?.target === former) Object.assign(each.reply, { target: stanzaId });
    });
  await db.conversations
    .where('[account+peer]')
    .equals([account, peer])
    .modify((conversation) => {
      Object.assign(conversation, { formerIds: [...(conversation.formerIds ?? []), ...renewed.keys()] });
    });
  return put(db, renewed);
}

async function put(db: KithDatabase, rows: ReadonlyMap<string, WrittenRow>): Promise<Retried> {
  await db.entries.bulkPut([...rows.values()]);
  const retried = new Map<string, OutgoingEntry>();
  for (const [id, row] of rows) {
    const entry = outgoingOf(row);
    if (entry !== undefined) retried.set(id, entry);
  }
  return retried;
}
