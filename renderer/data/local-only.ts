/**
 * What no server has: drafts, messages that wait to be sent, what the person set for a conversation, and what they
 * deleted here. It is taken from a database that is given up, as far as it can be read, and put into the one after it.
 */
import type { BareJid } from '../../app/jid.ts';
import { type ConversationRow, type EntryRow, newConversation } from '../features/chat/table.ts';
import type { GroupRow } from '../features/roster/table.ts';
import type { KithDatabase } from './db.ts';

export interface Local {
  readonly conversations: readonly ConversationRow[];
  readonly outgoing: readonly EntryRow[];
  readonly groups: readonly GroupRow[];
}

/** Never rejects: what can't be read is not there. */
export async function readLocal(db: KithDatabase): Promise<Local> {
  const [conversations, outgoing, groups] = await Promise.all([
    readable(() => db.conversations.toArray()),
    readable(() => db.entries.where('[account+outbox]').above([]).toArray()),
    readable(() => db.groups.toArray()),
  ]);
  return { conversations: conversations.map(onlyLocal).filter((row) => row !== undefined), outgoing, groups };
}

async function readable<T>(read: () => PromiseLike<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    console.warn('a part of the database could not be read', error);
    return [];
  }
}

/** The settings of a conversation without its messages; nothing where it has none. */
function onlyLocal(row: ConversationRow): ConversationRow | undefined {
  const { account, peer, kind, muted, mutedUntil, level, draft, clearedOrder, lastAt } = row;
  if (!muted && level === undefined && draft === undefined && clearedOrder === 0) return undefined;
  return {
    ...newConversation(account, peer),
    kind,
    muted,
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
    clearedOrder,
    ...(level === undefined ? {} : { level }),
    ...(draft === undefined ? {} : { draft, listed: 1, lastAt }),
  };
}

/** Puts it into a database that began anew, and notes that the whole archive of each account is wanted. */
export async function carryOver(db: KithDatabase, accounts: readonly BareJid[], local?: Local): Promise<void> {
  const known = new Set(accounts);
  const ofKnown = <T extends { readonly account: BareJid }>(rows: readonly T[] = []) =>
    rows.filter((row) => known.has(row.account));
  await db.transaction('rw', [db.conversations, db.entries, db.groups, db.archives], async () => {
    await db.archives.bulkPut(accounts.map((account) => ({ account, refill: {} })));
    await db.conversations.bulkPut(ofKnown(local?.conversations));
    await db.groups.bulkPut(ofKnown(local?.groups));
    for (const { id: _, ...row } of ofKnown(local?.outgoing)) await addOutgoing(db, row as EntryRow);
  });
}

async function addOutgoing(db: KithDatabase, row: EntryRow): Promise<void> {
  const { account, peer, order, at } = row;
  await db.entries.add(row);
  const conversation = (await db.conversations.get([account, peer])) ?? newConversation(account, peer);
  await db.conversations.put({
    ...conversation,
    listed: 1,
    lastAt: Math.max(at, conversation.lastAt),
    firstOrder: Math.min(conversation.firstOrder ?? order, order),
    wrote: 1,
    ...(row.kind === 'message' ? { last: { own: true, kind: 'text', text: row.body.slice(0, 300) } } : {}),
  });
}
