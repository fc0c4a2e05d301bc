import type { Element } from '@xmpp/xml';

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 section 2.2 forbids exactly these
const UNSENDABLE = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/**
 * An element as text that a server can read. Characters that XML can't carry (pasted control characters, half of a
 * surrogate pair) are left out or replaced: sent as they are they would end the stream, at every retry again.
 */
export function serialize(element: Element): string {
  return element.toString().replace(UNSENDABLE, '').toWellFormed();
}
