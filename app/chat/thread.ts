/** Folds the log of a conversation into the messages that are shown. Pure, and the same whatever the order of the log. */
import type { Fault } from '../fault.ts';
import { type BareJid, type Jid, toBare } from '../jid.ts';
import type { Entry, MessageType, RoomInvitation } from './entry.ts';

/** An entry with its place in the conversation and, for own messages, what is known of sending it. */
export type LoggedEntry = Entry & {
  /** Given by the store; entries of the same order stand in the order of their ids. */
  readonly id?: number;
  readonly order: number;
  readonly outbox?: 'queued' | 'failed';
  readonly failure?: Fault;
};

/** How far an own message got; each state includes those before it, but for the last. */
export type SendState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

export interface ThreadMessage {
  /** The same over every fold. */
  readonly key: string;
  readonly order: number;
  readonly own: boolean;
  readonly from: Jid;
  /** Epoch ms. */
  readonly at: number;
  readonly type: MessageType;
  readonly body: string;
  readonly stanzaId?: string;
  /** Own messages only. */
  readonly state?: SendState;
  /** Why it failed. */
  readonly fault?: Fault;
  readonly subject?: string;
  readonly encryption?: string;
  readonly invitation?: RoomInvitation;
}

type Logged<K extends Entry['kind']> = Extract<LoggedEntry, { kind: K }>;

/** What the other side said about own messages of one conversation. */
interface Said {
  readonly received: ReadonlySet<string>;
  readonly displayed: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, Logged<'error'>>;
}

/** `readByPeer`: the `order` up to which the other side displayed own messages, from before these entries. */
export function fold(entries: readonly LoggedEntry[], readByPeer = 0): ThreadMessage[] {
  const messages = entries.filter((entry) => entry.kind === 'message').sort(inOrder);
  const said = whatPeersSaid(entries);
  const readUpTo = new Map<BareJid, number>();
  for (const message of messages) {
    if (!message.own || message.stanzaId === undefined) continue;
    const { peer, order } = message;
    if (said.displayed.has(about(peer, message.stanzaId))) {
      readUpTo.set(peer, Math.max(order, readUpTo.get(peer) ?? 0));
    }
  }
  return messages.map((message) =>
    shown(message, said, Math.max(readByPeer, readUpTo.get(message.peer) ?? Number.NEGATIVE_INFINITY)),
  );
}

function inOrder(a: LoggedEntry, b: LoggedEntry): number {
  return a.order - b.order || (a.id ?? 0) - (b.id ?? 0) || (keyOf(a) < keyOf(b) ? -1 : 1);
}

function keyOf(entry: LoggedEntry): string {
  if (entry.id !== undefined) return String(entry.id);
  return entry.kind === 'message' ? `${entry.stanzaId ?? ''} ${entry.archiveId ?? ''} ${entry.body}` : entry.target;
}

/** Only the one whom a message was sent to can say that it arrived, was read or could not be taken. */
function whatPeersSaid(entries: readonly LoggedEntry[]): Said {
  const received = new Set<string>();
  const displayed = new Set<string>();
  const refused = new Map<string, Logged<'error'>>();
  for (const entry of entries) {
    if (entry.kind === 'message' || entry.own || toBare(entry.from) !== entry.peer) continue;
    const target = about(entry.peer, entry.target);
    if (entry.kind === 'receipt') received.add(target);
    else if (entry.kind === 'displayed') displayed.add(target);
    else {
      const before = refused.get(target);
      if (before === undefined || inOrder(before, entry) > 0) refused.set(target, entry);
    }
  }
  return { received, displayed, refused };
}

function about(peer: BareJid, stanzaId: string): string {
  return `${peer} ${stanzaId}`;
}

function shown(message: Logged<'message'>, said: Said, readUpTo: number): ThreadMessage {
  const { order, own, from, at, type, body, stanzaId, subject, encryption, invitation } = message;
  return {
    key: keyOf(message),
    order,
    own,
    from,
    at,
    type,
    body,
    ...(stanzaId === undefined ? {} : { stanzaId }),
    ...(subject === undefined ? {} : { subject }),
    ...(encryption === undefined ? {} : { encryption }),
    ...(invitation === undefined ? {} : { invitation }),
    ...(own ? progress(message, said, readUpTo) : {}),
  };
}

/** Word from the other side that it has the message outweighs an error: one device may refuse what another took. */
function progress(message: Logged<'message'>, said: Said, readUpTo: number): Pick<ThreadMessage, 'state' | 'fault'> {
  const target = about(message.peer, message.stanzaId ?? '');
  if (said.displayed.has(target)) return { state: 'read' };
  if (said.received.has(target)) return { state: message.order <= readUpTo ? 'read' : 'delivered' };
  if (message.outbox === 'queued') return { state: 'waiting' };
  const refusal = said.refused.get(target);
  if (message.outbox === 'failed' || refusal !== undefined) {
    return { state: 'failed', fault: message.failure ?? refusal?.fault ?? { kind: 'internal' } };
  }
  return { state: message.order <= readUpTo ? 'read' : 'sent' };
}
