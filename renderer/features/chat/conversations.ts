/** The conversations with the people in them, by live query. */
import Dexie from 'dexie';
import { useLiveQuery } from 'dexie-react-hooks';
import { useRef } from 'react';
import { contactName } from '../../../app/roster/name.ts';
import { db } from '../../data/link.ts';
import type { ContactRow } from '../roster/table.ts';
import type { ConversationId } from './parts.ts';
import type { ConversationRow } from './table.ts';

export interface Conversation {
  readonly row: ConversationRow;
  /** Null: not in the roster. */
  readonly contact: ContactRow | null;
  readonly name: string;
}

export function conversationKey({ account, peer }: ConversationId): string {
  return `${account} ${peer}`;
}

/** Those in the list, over all accounts, newest first; undefined until the database has answered. */
export function useConversations(): readonly Conversation[] | undefined {
  const known = useRef<ReadonlyMap<string, Conversation>>(new Map());
  return useLiveQuery(async () => {
    const conversations = (await listedConversations()).map((now) => {
      const before = known.current.get(conversationKey(now.row));
      return before !== undefined && isSame(before, now) ? before : now;
    });
    known.current = new Map(conversations.map((each) => [conversationKey(each.row), each]));
    return conversations;
  });
}

export function listedConversations(): Promise<Conversation[]> {
  return db.transaction('r', [db.conversations, db.contacts], async () => {
    const rows = await db.conversations
      .where('[listed+lastAt]')
      .between([1, Dexie.minKey], [1, Dexie.maxKey])
      .reverse()
      .toArray();
    const contacts = await db.contacts.bulkGet(
      rows.map((row): [typeof row.account, typeof row.peer] => [row.account, row.peer]),
    );
    return rows.map((row, index) => conversationOf(row, contacts[index]));
  });
}

/** One conversation; `row` is undefined while nothing was ever written in it. Undefined until the database has answered. */
export function useConversation({ account, peer }: ConversationId) {
  return useLiveQuery(async () => {
    const [row, contact] = await Promise.all([db.conversations.get([account, peer]), db.contacts.get([account, peer])]);
    return { row, contact: contact ?? null, name: contactName(contact ?? { jid: peer }) };
  }, [account, peer]);
}

function conversationOf(row: ConversationRow, contact: ContactRow | undefined): Conversation {
  return { row, contact: contact ?? null, name: contactName(contact ?? { jid: row.peer }) };
}

/** The database gives new objects for the same rows: what did not change stays the same to React. */
function isSame(before: Conversation, now: Conversation): boolean {
  return JSON.stringify(before) === JSON.stringify(now);
}
