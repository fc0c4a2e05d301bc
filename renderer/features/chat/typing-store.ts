/** Who is writing to us right now. Live: it goes by itself when no more is heard. */
import { create } from 'zustand';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { BareJid } from '../../../app/jid.ts';

/** A client that stopped telling is taken to have stopped writing after this long (ms). */
const EXPIRES = 30_000;

const useTyping = create<{ readonly peers: ReadonlySet<string> }>(() => ({ peers: new Set() }));
const timers = new Map<string, number>();

const keyOf = (account: BareJid, peer: BareJid) => `${account} ${peer}`;

export function applyToTyping(event: LiveEvent): void {
  if (event.type === 'chat/state') set(keyOf(event.account, event.peer), event.state === 'composing');
  // Whoever is gone does not write, and without a session nobody is heard of.
  else if (event.type === 'presence/unknown') {
    for (const key of useTyping.getState().peers) if (key.startsWith(`${event.account} `)) set(key, false);
  } else if (event.type === 'presence/changed') {
    for (const { jid, resources } of event.contacts) if (resources.length === 0) set(keyOf(event.account, jid), false);
  }
}

function set(key: string, typing: boolean): void {
  window.clearTimeout(timers.get(key));
  timers.delete(key);
  if (typing)
    timers.set(
      key,
      window.setTimeout(() => set(key, false), EXPIRES),
    );
  const { peers } = useTyping.getState();
  if (peers.has(key) === typing) return;
  const next = new Set(peers);
  if (typing) next.add(key);
  else next.delete(key);
  useTyping.setState({ peers: next });
}

export function useIsTyping(account: BareJid, peer: BareJid): boolean {
  return useTyping((state) => state.peers.has(keyOf(account, peer)));
}
