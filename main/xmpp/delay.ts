/** XEP-0203 Delayed Delivery, version 2.0. */
import type { Element } from '@xmpp/xml';

const NS = 'urn:xmpp:delay';
/** Jabber began in 1999: what says that it is older was stamped by a clock that nobody had set. */
const BEGINNING = Date.UTC(1999, 0);

/** When the stanza was first sent, in epoch ms; nothing when it was not delayed or the stamp can't be read. */
export function readDelay(parent: Element): number | undefined {
  const stamp = parent.getChild('delay', NS)?.attrs.stamp;
  const at = stamp === undefined ? Number.NaN : Date.parse(stamp);
  return at >= BEGINNING ? at : undefined;
}

/** The same of a stanza whose stamp anybody may have written: nothing was sent after it came here. */
export function sentAt(stanza: Element, now: number): number {
  return Math.min(readDelay(stanza) ?? now, now);
}
