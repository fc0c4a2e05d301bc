import { useDeferredValue, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { BareJid } from '../../../app/jid.ts';
import { matcherOf } from '../../../app/roster/filter.ts';
import { contactName } from '../../../app/roster/name.ts';
import { type OutlineRow, outlineOf } from '../../../app/roster/outline.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAccounts } from '../account/store.ts';
import { groupsByAccount, useContacts, useGroupStates, useSortedByName } from './contacts.ts';
import { isAvailable, usePresenceStore } from './presence-store.ts';

interface Outline {
  readonly rows: readonly OutlineRow[];
  /** Every group, also those that the filter leaves out; sorted. */
  readonly groups: ReadonlyMap<BareJid, readonly string[]>;
  /** Whether there is anybody at all, filter or not. */
  readonly isEmpty: boolean;
}

/** The rows of the list; undefined until the database has answered. */
export function useOutline(filter: string): Outline | undefined {
  const { tag } = useI18n();
  const accounts = useAccounts(useShallow((state) => [...state.accounts.keys()]));
  const contacts = useContacts();
  const sorted = useSortedByName(contacts, tag);
  const groups = useGroupStates();
  // Deferred, so that a thousand arrivals one after the other make a few new orders and not a thousand.
  const arrivals = useDeferredValue(usePresenceStore((state) => state.arrivals));
  const query = useDeferredValue(filter.trim());

  const named = useMemo(() => groupsByAccount(sorted, groups ?? [], tag), [sorted, groups, tag]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: who is available is in the presence store, which `arrivals` counts
  return useMemo(() => {
    if (contacts === undefined || groups === undefined) return undefined;
    const matches = matcherOf(query);
    const rows = outlineOf({
      accounts,
      contacts: sorted,
      groups,
      isAvailable: ({ account, jid }) => isAvailable(account, jid),
      ...(query === '' ? {} : { matches: (contact) => matches(`${contactName(contact)} ${contact.jid}`) }),
      compareNames: new Intl.Collator(tag, { numeric: true }).compare,
    });
    return { rows, groups: named, isEmpty: contacts.length === 0 && !groups.some((group) => group.made) };
  }, [accounts, contacts, sorted, groups, named, arrivals, query, tag]);
}
