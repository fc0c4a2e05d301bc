/** Characters and references of XML as XMPP allows them. */
import { XmlError } from './xml-error.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 section 2.2 forbids exactly these
export const FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** RFC 6120 section 11.1 allows the five predefined entities, and character references; a bare "&" is an error. */
export function unescapeStrictly(text: string): string {
  if (FORBIDDEN.test(text)) throw new XmlError('not-well-formed', 'forbidden character');
  if (!text.includes('&')) return text;
  return text.replace(/&([^&;]{1,8};)?/g, (_, reference: string | undefined) => {
    if (reference === undefined) throw new XmlError('not-well-formed', 'bare "&"');
    const name = reference.slice(0, -1);
    const entity = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (entity !== undefined) return entity;
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name) ?? [];
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (Number.isNaN(code)) throw new XmlError('restricted-xml', 'unknown entity');
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new XmlError('not-well-formed', 'no character');
    const char = String.fromCodePoint(code);
    if (FORBIDDEN.test(char)) throw new XmlError('not-well-formed', 'forbidden character');
    return char;
  });
}
