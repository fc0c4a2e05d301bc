/**
 * Presence of the contacts as main tells of it, live. A change wakes the rows of that contact and nobody else: a row
 * subscribes to its own entry, the order of the list to who came and who went.
 */
import { create } from 'zustand';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { BareJid } from '../../../app/jid.ts';
import { bestResource, type ContactPresence, type Show, statusOf } from '../../../app/roster/presence.ts';
import type { ShownPresence } from '../../ui/PresenceDot.tsx';

/** Changed in place: copying ten thousand entries for each presence at sign-in would cost more than everything else. */
const known = new Map<string, ContactPresence>();

interface PresenceState {
  /** Grows with every event, so that whoever subscribes looks anew. */
  readonly changes: number;
  /** Grows when somebody came online or went offline. */
  readonly arrivals: number;
}

export const usePresenceStore = create<PresenceState>(() => ({ changes: 0, arrivals: 0 }));

const keyOf = (account: BareJid, jid: BareJid) => `${account} ${jid}`;

export function applyToPresence(event: LiveEvent): void {
  if (event.type !== 'presence/changed' && event.type !== 'presence/unknown') return;
  const moved = event.type === 'presence/changed' ? applyChanges(event.account, event.contacts) : forget(event.account);
  usePresenceStore.setState(({ changes, arrivals }) => ({
    changes: changes + 1,
    arrivals: moved ? arrivals + 1 : arrivals,
  }));
}

function applyChanges(account: BareJid, contacts: readonly ContactPresence[]): boolean {
  let moved = false;
  for (const presence of contacts) {
    const key = keyOf(account, presence.jid);
    moved ||= presence.resources.length > 0 !== isThere(known.get(key));
    known.set(key, presence);
  }
  return moved;
}

function forget(account: BareJid): boolean {
  let moved = false;
  for (const [key, presence] of known) {
    if (!key.startsWith(`${account} `)) continue;
    moved ||= isThere(presence);
    known.delete(key);
  }
  return moved;
}

function isThere(presence: ContactPresence | undefined): boolean {
  return presence !== undefined && presence.resources.length > 0;
}

/** Whether any device of the contact is online, as far as is known. */
export function isAvailable(account: BareJid, jid: BareJid): boolean {
  return isThere(known.get(keyOf(account, jid)));
}

export function presenceOf(account: BareJid, jid: BareJid): ContactPresence | undefined {
  return known.get(keyOf(account, jid));
}

/** Everything that is known of one contact; renders when that changes. */
export function usePresence(account: BareJid, jid: BareJid): ContactPresence | undefined {
  return usePresenceStore(() => presenceOf(account, jid));
}

export interface PresenceLine {
  readonly presence: ShownPresence;
  /** The contact's own words. */
  readonly status: string | undefined;
}

/**
 * What is shown of a contact. With the link lost nobody's presence is known, whatever was told before; their last words
 * stay. Else it is unknown where they do not let us see, except that somebody who shows themself all the same is believed.
 */
export function shownPresence(
  presence: ContactPresence | undefined,
  { isLinked, isTold }: { readonly isLinked: boolean; readonly isTold: boolean },
): PresenceLine {
  if (!isLinked) return { presence: 'unknown', status: statusOf(presence) };
  const show: Show | undefined = bestResource(presence?.resources ?? [])?.show;
  if (show !== undefined) return { presence: show, status: statusOf(presence) };
  if (!isTold || presence?.unreachable === true) return { presence: 'unknown', status: undefined };
  return { presence: 'offline', status: statusOf(presence) };
}
