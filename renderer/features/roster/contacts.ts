/** The stored contacts and groups, by live query. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useRef } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact, GroupState } from '../../../app/roster/outline.ts';
import { db } from '../../data/link.ts';

/** Every contact of every account; undefined until the database has answered. */
export function useContacts(): readonly Contact[] | undefined {
  const known = useRef<ReadonlyMap<string, Contact>>(new Map());
  return useLiveQuery(async () => {
    const rows = (await db.contacts.toArray()).map((row) => unchanged(known.current.get(keyOf(row)), row));
    known.current = new Map(rows.map((row) => [keyOf(row), row]));
    return rows;
  });
}

const keyOf = (contact: Contact) => `${contact.account} ${contact.jid}`;

/** The database gives new objects for the same rows: what did not change stays the same to React. */
function unchanged(before: Contact | undefined, now: Contact): Contact {
  const same =
    before !== undefined &&
    before.name === now.name &&
    before.subscription === now.subscription &&
    before.asking === now.asking &&
    before.approved === now.approved &&
    before.groups.length === now.groups.length &&
    before.groups.every((group, index) => group === now.groups[index]);
  return same ? before : now;
}

/** In the order of their names, as the language sorts them. */
export function useSortedByName(contacts: readonly Contact[] | undefined, language: string): readonly Contact[] {
  return useMemo(() => {
    const collator = new Intl.Collator(language, { numeric: true });
    return (contacts ?? [])
      .map((contact) => ({ contact, name: contactName(contact) }))
      .sort((a, b) => collator.compare(a.name, b.name) || (a.contact.jid < b.contact.jid ? -1 : 1))
      .map(({ contact }) => contact);
  }, [contacts, language]);
}

/** `null`: not in the roster; undefined until the database has answered. */
export function useContact(account: BareJid, jid: BareJid): Contact | null | undefined {
  return useLiveQuery(async () => (await db.contacts.get([account, jid])) ?? null, [account, jid]);
}

export function useGroupStates(): readonly GroupState[] | undefined {
  return useLiveQuery(() => db.groups.toArray());
}

/** The groups of an account, those with contacts and those made here, sorted. */
export async function groupNames(account: BareJid): Promise<string[]> {
  const [contacts, states] = await Promise.all([
    db.contacts.where({ account }).toArray(),
    db.groups.where({ account }).toArray(),
  ]);
  const names = new Set(contacts.flatMap((contact) => contact.groups));
  for (const state of states) if (state.made) names.add(state.name);
  return [...names].sort(new Intl.Collator(undefined, { numeric: true }).compare);
}

export function useGroupNames(account: BareJid | undefined): readonly string[] {
  return useLiveQuery(() => (account === undefined ? [] : groupNames(account)), [account]) ?? [];
}
