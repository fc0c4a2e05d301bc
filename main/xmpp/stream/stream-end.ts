/** How a stream can end, and what that means for trying again (RFC 6120 section 4.9). */
import type { Element } from '@xmpp/xml';
import { type Fault, FaultError } from '../../../app/fault.ts';

export const STREAM_NS = 'http://etherx.jabber.org/streams';
export const STREAM_ERRORS_NS = 'urn:ietf:params:xml:ns:xmpp-streams';

export type StreamEnd =
  /** The server closed it without an error. */
  | { readonly how: 'closed' }
  /** The server gave an error; `otherHost` goes with see-other-host. */
  | { readonly how: 'error'; readonly condition: string; readonly text?: string; readonly otherHost?: string }
  /** The socket broke or ended. */
  | { readonly how: 'broken'; readonly reason: string }
  /** The server sent what is not XMPP. */
  | { readonly how: 'refused'; readonly condition: string; readonly reason: string }
  /** We ended it. */
  | { readonly how: 'ours'; readonly reason: string };

export class StreamEnded extends FaultError {
  readonly end: StreamEnd;
  constructor(end: StreamEnd) {
    super(faultOfEnd(end));
    this.name = 'StreamEnded';
    this.end = end;
  }
}

/** `proven`: the server's name was checked; otherwise it is not believed where it sends us (RFC 6120 section 4.9.3.19). */
export function readStreamError(error: Element, proven: boolean): StreamEnd {
  const children = error.getChildElements();
  const condition = children.find((child) => child.getNS() === STREAM_ERRORS_NS && child.getName() !== 'text');
  const text = error.getChildText('text', STREAM_ERRORS_NS);
  const name = condition?.getName() ?? 'undefined-condition';
  return {
    how: 'error',
    condition: name,
    ...(text === null ? {} : { text }),
    ...(proven && name === 'see-other-host' && condition !== undefined ? { otherHost: condition.getText() } : {}),
  };
}

/** Conditions that pass by themselves; with every other one the server means us. */
const PASSING = [
  'connection-timeout',
  'internal-server-error',
  'remote-connection-failed',
  'reset',
  'resource-constraint',
  'see-other-host',
  'system-shutdown',
  'undefined-condition',
];

export function faultOfEnd(end: StreamEnd): Fault {
  if (end.how !== 'error' || PASSING.includes(end.condition)) return { kind: 'offline' };
  if (end.condition === 'conflict') return { kind: 'replaced' };
  return { kind: 'stream', condition: end.condition, ...(end.text === undefined ? {} : { text: end.text }) };
}

/** Whether the stream-management session behind it may still be there: not after an error about what we sent. */
export function mayResumeAfter(end: StreamEnd): boolean {
  if (end.how === 'error') return ['connection-timeout', 'reset', 'system-shutdown'].includes(end.condition);
  return end.how === 'broken' || end.how === 'ours';
}

const UNREADABLE = ['not-well-formed', 'invalid-xml', 'bad-format', 'policy-violation'];

/**
 * Whether a resumed link ended because the server could not read it. Prosody 0.12.3 reads on where the link before broke
 * off: in the middle of a stanza, if it broke there. What comes after is swallowed or not well-formed to it, on every link
 * that resumes the session. `heard`: it has taken in something on this one.
 */
export function isSignOfDeafness(end: StreamEnd, heard: boolean): boolean {
  return end.how === 'error' ? UNREADABLE.includes(end.condition) : end.how === 'ours' && !heard;
}
