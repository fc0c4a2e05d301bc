/** The conversations with the people in them, by live query. */
import Dexie from 'dexie';
import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import { db } from '../../data/link.ts';
import { steadyQuery } from '../../data/steady-query.ts';
import { useAccounts } from '../account/store.ts';
import type { ContactRow } from '../roster/table.ts';
import { useSettings } from '../settings/store.ts';
import type { ConversationId } from './parts.ts';
import { isStranger, strangersAmong } from './stranger.ts';
import type { ConversationRow } from './table.ts';

export interface Conversation {
  readonly row: ConversationRow;
  /** Null: not in the roster. */
  readonly contact: ContactRow | null;
  readonly name: string;
  /** Something that was written there did not get out. */
  readonly failed: boolean;
}

export function conversationKey({ account, peer }: ConversationId): string {
  return `${account} ${peer}`;
}

const listed = steadyQuery({ read: listedRows });

/** Those in the list, over all accounts, newest first; undefined until the database has answered. */
export function useConversations(): readonly Conversation[] | undefined {
  const rows = useSyncExternalStore(listed.subscribe, listed.current);
  const accounts = useAccounts((state) => state.accounts);
  const contacts = useContactsOf(rows);
  const failures = useMemo(() => steadyQuery({ read: () => failedKeys(accounts) }), [accounts]);
  const failed = useSyncExternalStore(failures.subscribe, failures.current);
  const known = useRef<ReadonlyMap<string, Conversation>>(new Map());
  return useMemo(() => {
    if (rows === undefined || contacts === undefined) return undefined;
    const conversations = rows.map((row) => {
      const now = conversationOf(row, contacts.get(conversationKey(row)), failed?.has(conversationKey(row)) ?? false);
      const before = known.current.get(conversationKey(row));
      return before !== undefined && isSame(before, now) ? before : now;
    });
    known.current = new Map(conversations.map((each) => [conversationKey(each.row), each]));
    return conversations;
  }, [rows, contacts, failed]);
}

/** Reactions aside: of those that failed nothing is shown. */
async function failedKeys(accounts: ReadonlyMap<BareJid, unknown>): Promise<ReadonlySet<string>> {
  const rows = await db.entries
    .where('[account+outbox]')
    .anyOf([...accounts.keys()].map((account) => [account, 'failed']))
    .filter((row) => row.kind !== 'reactions')
    .toArray();
  return new Set(rows.map(conversationKey));
}

function listedRows(): Promise<ConversationRow[]> {
  return db.conversations.where('[listed+lastAt]').between([1, Dexie.minKey], [1, Dexie.maxKey]).reverse().toArray();
}

/** Those that stand in the list of chats; those of strangers may be kept among the requests. */
export async function shownRows(): Promise<readonly ConversationRow[]> {
  const rows = await listedRows();
  if (useSettings.getState().strangers === 'all') return rows;
  const aside = new Set(await strangersAmong(db, rows));
  return rows.filter((row) => !aside.has(row));
}

/** Read anew when a contact changes or another conversation comes, not with every message. */
function useContactsOf(rows: readonly ConversationRow[] | undefined): ReadonlyMap<string, ContactRow> | undefined {
  const wanted = rows?.map(conversationKey).sort().join('\n');
  return useLiveQuery(async () => {
    if (rows === undefined) return undefined;
    const found = await db.contacts.bulkGet(rows.map((row): [BareJid, BareJid] => [row.account, row.peer]));
    return new Map(
      found.flatMap((contact) => (contact === undefined ? [] : [[`${contact.account} ${contact.jid}`, contact]])),
    );
  }, [wanted]);
}

/** Those that the person does not want among the others; undefined until the database has answered. */
export function useStrangers(): readonly Conversation[] | undefined {
  const conversations = useConversations();
  const isAside = useIsAside();
  return useMemo(() => conversations?.filter(isAside), [conversations, isAside]);
}

export function useIsAside(): (conversation: Conversation) => boolean {
  const rule = useSettings((settings) => settings.strangers);
  return useCallback(({ row, contact }) => rule !== 'all' && isStranger(row, contact ?? undefined), [rule]);
}

/** One conversation; `row` is undefined while nothing was ever written in it. Undefined until the database has answered. */
export function useConversation({ account, peer }: ConversationId) {
  return useLiveQuery(async () => {
    const [row, contact] = await Promise.all([db.conversations.get([account, peer]), db.contacts.get([account, peer])]);
    return { row, contact: contact ?? null, name: contactName(contact ?? { jid: peer }), failed: false };
  }, [account, peer]);
}

function conversationOf(row: ConversationRow, contact: ContactRow | undefined, failed: boolean): Conversation {
  return { row, contact: contact ?? null, name: contactName(contact ?? { jid: row.peer }), failed };
}

/** The database gives new objects for the same rows: what did not change stays the same to React. */
function isSame(before: Conversation, now: Conversation): boolean {
  return JSON.stringify(before) === JSON.stringify(now);
}
