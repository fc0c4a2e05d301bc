/** The stored contacts and groups, by live query. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useSyncExternalStore } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact, GroupState } from '../../../app/roster/outline.ts';
import { db } from '../../data/link.ts';
import { steadyQuery } from '../../data/steady-query.ts';
import { useI18n } from '../../i18n/i18n.tsx';

let known: ReadonlyMap<string, Contact> = new Map();

/** Thousands may change one after the other, and all are read each time. */
const all = steadyQuery({
  async read(): Promise<readonly Contact[]> {
    const rows = (await db.contacts.toArray()).map((row) => unchanged(known.get(keyOf(row)), row));
    known = new Map(rows.map((row) => [keyOf(row), row]));
    return rows;
  },
});

/** Every contact of every account; undefined until the database has answered. */
export function useContacts(): readonly Contact[] | undefined {
  return useSyncExternalStore(all.subscribe, all.current);
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

/** The groups of each account, those with contacts and those made here, sorted. */
export function groupsByAccount(
  contacts: readonly Contact[],
  states: readonly GroupState[],
  language: string,
): ReadonlyMap<BareJid, readonly string[]> {
  const names = new Map<BareJid, Set<string>>();
  const add = (account: BareJid, name: string) => names.set(account, (names.get(account) ?? new Set()).add(name));
  for (const { account, groups } of contacts) for (const name of groups) add(account, name);
  for (const { account, name, made } of states) if (made) add(account, name);
  const { compare } = new Intl.Collator(language, { numeric: true });
  return new Map([...names].map(([account, set]) => [account, [...set].sort(compare)]));
}

export function useGroupNames(account: BareJid | undefined): readonly string[] {
  const { tag } = useI18n();
  const contacts = useContacts();
  const states = useGroupStates();
  return useMemo(
    () => (account === undefined ? [] : (groupsByAccount(contacts ?? [], states ?? [], tag).get(account) ?? [])),
    [account, contacts, states, tag],
  );
}
