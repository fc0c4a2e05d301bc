/** XEP-0334 Message Processing Hints, version 0.4.0. */
import { type Element, xml } from '@xmpp/xml';

export const HINTS = 'urn:xmpp:hints';

/** "store": the archive and the other devices need it though it has no body; "no-store": it is worth nothing later. */
export function writeHint(hint: 'store' | 'no-store'): Element {
  return xml(hint, { xmlns: HINTS });
}
