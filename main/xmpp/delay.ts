/** XEP-0203 Delayed Delivery, version 2.0. */
import type { Element } from '@xmpp/xml';

const NS = 'urn:xmpp:delay';

/** When the stanza was first sent, in epoch ms; nothing when it was not delayed or the stamp can't be read. */
export function readDelay(parent: Element): number | undefined {
  const stamp = parent.getChild('delay', NS)?.attrs.stamp;
  const at = stamp === undefined ? Number.NaN : Date.parse(stamp);
  return Number.isNaN(at) ? undefined : at;
}
