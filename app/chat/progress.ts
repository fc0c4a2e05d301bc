/** How far own messages got, by what the store knows and what the other side said. */
import type { Fault } from '../fault.ts';
import { type BareJid, toBare } from '../jid.ts';
import type { Changes } from './changes.ts';
import { idIn, inOrder, type Logged, type LoggedEntry, type LoggedMessage } from './logged.ts';

/** Each state includes those before it, but for the last. */
export type SendState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

export interface Progress {
  readonly state: SendState;
  /** Why it failed. */
  readonly fault?: Fault;
  /** It is a correction or a retraction of the message that waits or failed, not the message: this is its own id. */
  readonly change?: { readonly kind: 'correction' | 'retraction'; readonly originId: string };
}

/** What the other side said about own messages. */
export interface Said {
  readonly received: ReadonlySet<string>;
  readonly displayed: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, Logged<'error'>>;
  /** The `order` up to which a conversation was displayed. */
  readonly readUpTo: ReadonlyMap<BareJid, number>;
}

/** Only the one whom a message was sent to can say that it arrived, was read or could not be taken. */
export function whatPeersSaid(entries: readonly LoggedEntry[]): Said {
  const received = new Set<string>();
  const displayed = new Set<string>();
  const refused = new Map<string, Logged<'error'>>();
  for (const entry of entries) {
    if (!(entry.kind === 'receipt' || entry.kind === 'displayed' || entry.kind === 'error')) continue;
    if (entry.own || toBare(entry.from) !== entry.peer) continue;
    const target = idIn(entry.peer, entry.target);
    if (entry.kind === 'receipt') received.add(target);
    else if (entry.kind === 'displayed') displayed.add(target);
    else {
      const before = refused.get(target);
      if (before === undefined || inOrder(before, entry) > 0) refused.set(target, entry);
    }
  }
  const readUpTo = new Map<BareJid, number>();
  for (const entry of entries) {
    if (!(entry.kind === 'message' || entry.kind === 'correction') || !entry.own || entry.stanzaId === undefined)
      continue;
    const { peer, order } = entry;
    if (displayed.has(idIn(peer, entry.stanzaId))) readUpTo.set(peer, Math.max(order, readUpTo.get(peer) ?? 0));
  }
  return { received, displayed, refused, readUpTo };
}

/**
 * Word from the other side that it has the message outweighs an error: one device may refuse what another took. A change
 * that did not get out outweighs that: what is shown here is not what is shown there.
 */
export function progress(message: LoggedMessage, changes: Changes, said: Said, readByPeer: number): Progress {
  return pendingChange(changes, said) ?? ofMessage(message, said, readByPeer);
}

function ofMessage(message: LoggedMessage, said: Said, readByPeer: number): Progress {
  const target = idIn(message.peer, message.stanzaId ?? '');
  const readUpTo = Math.max(readByPeer, said.readUpTo.get(message.peer) ?? Number.NEGATIVE_INFINITY);
  if (said.displayed.has(target)) return { state: 'read' };
  if (said.received.has(target)) return { state: message.order <= readUpTo ? 'read' : 'delivered' };
  if (message.outbox === 'queued') return { state: 'waiting' };
  return failure(message, said) ?? { state: message.order <= readUpTo ? 'read' : 'sent' };
}

/** The newest of the changes, if it waits or failed. */
function pendingChange({ corrections, retractions }: Changes, said: Said): Progress | undefined {
  const newest = retractions.at(-1) ?? corrections.at(-1);
  if (newest?.stanzaId === undefined) return undefined;
  const change = { kind: newest.kind, originId: newest.stanzaId };
  const failed = failure(newest, said);
  if (failed !== undefined && !said.received.has(idIn(newest.peer, newest.stanzaId))) return { ...failed, change };
  return newest.outbox === 'queued' ? { state: 'waiting', change } : undefined;
}

function failure(entry: LoggedEntry & { readonly stanzaId?: string }, said: Said): Progress | undefined {
  const refusal = said.refused.get(idIn(entry.peer, entry.stanzaId ?? ''));
  if (entry.outbox !== 'failed' && refusal === undefined) return undefined;
  return { state: 'failed', fault: entry.failure ?? refusal?.fault ?? { kind: 'internal' } };
}
