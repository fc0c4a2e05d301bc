/** An entry as the store has it: with its place in the conversation and, for own ones, what is known of sending it. */
import type { Fault } from '../fault.ts';
import { type BareJid, toBare } from '../jid.ts';
import type { Entry } from './entry.ts';

export type LoggedEntry = Entry & {
  /** Given by the store; entries of the same order stand in the order of their ids. */
  readonly id?: number;
  readonly order: number;
  readonly outbox?: 'queued' | 'failed';
  readonly failure?: Fault;
  /** A correction whose message is not stored: it is shown as a message of its own, so that nothing is lost. */
  readonly alone?: 1;
  /** UTF-16 units that its text had, which its author took back (XEP-0424): nothing of it is kept. */
  readonly erased?: number;
};

export type Logged<K extends Entry['kind']> = Extract<LoggedEntry, { kind: K }>;

/** What is shown in a place of its own. */
export type LoggedMessage = Logged<'message'> | Logged<'correction'>;

export function inOrder(a: LoggedEntry, b: LoggedEntry): number {
  return a.order - b.order || (a.id ?? 0) - (b.id ?? 0) || compare(keyOf(a), keyOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same for the same entry, over every fold. */
export function keyOf(entry: LoggedEntry): string {
  if (entry.id !== undefined) return String(entry.id);
  const { kind, peer, from, archiveId = '' } = entry;
  const ids = 'target' in entry ? entry.target : '';
  const stanzaId = 'stanzaId' in entry ? (entry.stanzaId ?? '') : '';
  const text = 'body' in entry ? entry.body : 'reactions' in entry ? entry.reactions.join(' ') : '';
  return [kind, peer, from, archiveId, stanzaId, ids, text].join(' ');
}

/** What an id names within one conversation. */
export function idIn(peer: BareJid, stanzaId: string): string {
  return `${peer} ${stanzaId}`;
}

/**
 * XEP-0308 section 4 and XEP-0424 section 5: "both the original message and the retraction request are received from
 * the same bare-JID". Both stand in the same conversation, too.
 */
export function hasSameAuthor(a: Entry, b: Entry): boolean {
  return a.account === b.account && a.peer === b.peer && a.own === b.own && toBare(a.from) === toBare(b.from);
}
