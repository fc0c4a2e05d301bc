/** XEP-0334 Message Processing Hints, version 1.0.0. `no-copy` is for servers: nothing here sends copies. */
import { type Element, xml } from '@xmpp/xml';

export const HINTS = 'urn:xmpp:hints';

/** "store": the archive and the other devices need it though it has no body; "no-store": it is worth nothing later. */
export function writeHint(hint: 'store' | 'no-store'): Element {
  return xml(hint, { xmlns: HINTS });
}

/**
 * Sections 4.1 and 4.2: whoever gets it "shouldn't store the message in any permanent or semi-permanent public or private
 * archive". Hints in an error "SHOULD be ignored" (section 5): what came back is not read with this.
 */
export function isNotToBeKept(message: Element): boolean {
  return ['no-permanent-store', 'no-store'].some((hint) => message.getChild(hint, HINTS) !== undefined);
}
