/** What main tells of the roster beside presence: who is blocked, how far a long change is, why there is no roster. */
import { create } from 'zustand';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { Fault } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';

interface RosterLive {
  /** By account; absent: the server does not block, or was not asked yet. */
  readonly blocked: ReadonlyMap<BareJid, ReadonlySet<BareJid>>;
  /** A change of many contacts that is under way. */
  readonly progress: ReadonlyMap<BareJid, { readonly done: number; readonly total: number }>;
  readonly refused: ReadonlyMap<BareJid, Fault>;
}

export const useRosterLive = create<RosterLive>(() => ({
  blocked: new Map(),
  progress: new Map(),
  refused: new Map(),
}));

function withEntry<V>(map: ReadonlyMap<BareJid, V>, account: BareJid, value: V | undefined): ReadonlyMap<BareJid, V> {
  const next = new Map(map);
  if (value === undefined) next.delete(account);
  else next.set(account, value);
  return next;
}

export function applyToRoster(event: LiveEvent): void {
  const { blocked, progress, refused } = useRosterLive.getState();
  switch (event.type) {
    case 'blocking/list':
      useRosterLive.setState({ blocked: withEntry(blocked, event.account, new Set(event.jids)) });
      return;
    case 'roster/progress': {
      const { done, total } = event;
      const going = done < total ? { done, total } : undefined;
      useRosterLive.setState({ progress: withEntry(progress, event.account, going) });
      return;
    }
    case 'roster/refused':
      useRosterLive.setState({ refused: withEntry(refused, event.account, event.fault) });
      return;
    case 'presence/unknown':
      // The session ended: a change that was under way is over, whatever became of it.
      useRosterLive.setState({ progress: withEntry(progress, event.account, undefined) });
      return;
    case 'account/changed':
      if (event.info.connection.phase === 'connecting') {
        useRosterLive.setState({ refused: withEntry(refused, event.info.account, undefined) });
      }
  }
}

export function useIsBlocked(account: BareJid, jid: BareJid): boolean {
  return useRosterLive((state) => state.blocked.get(account)?.has(jid) === true);
}

export function isBlocked(account: BareJid, jid: BareJid): boolean {
  return useRosterLive.getState().blocked.get(account)?.has(jid) === true;
}
