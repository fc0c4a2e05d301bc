/**
 * The XML that XMPP allows (RFC 6120 section 11), read from a stream of text: tags, character data and CDATA. Strict,
 * because what is swallowed in silence makes a connection deaf; in linear time, whatever the chunks.
 */
import { FORBIDDEN, unescapeStrictly } from './references.ts';
import { XmlError } from './xml-error.ts';

export interface TokenListener {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  /** Character data, unescaped; one run of it may come in several parts. */
  text(text: string): void;
  /** UTF-16 units of markup that were read; told for every token, before it. Throws to refuse. */
  weigh(units: number): void;
}

/** UTF-16 units of one tag with its attributes. The longest seen in the wild are a few thousand. */
const TAG_LIMIT = 64 * 1024;
/** The longest reference that is not refused: `&#x10FFFF;`. */
const REFERENCE_LIMIT = 10;

const CDATA = '<![CDATA[';
const NAME = String.raw`[A-Za-z_:\u00C0-\uFFFD][-.\w:\u00B7-\uFFFD]*`;
const CLOSE_TAG = new RegExp(String.raw`^</(${NAME})\s*>$`);
const OPEN_NAME = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^<"]*)"|'([^<']*)')`, 'y');
const DELIMITER = /["'<>]/g;
const OPEN_END = /\s*(\/?)>/y;
const DECLARATION = /^<\?xml\s+version\s*=\s*(?:"1\.0"|'1\.0')[^<>]*\?>/;

export interface Tokens {
  /** Throws XmlError, and whatever the listener throws; neither leaves it usable. */
  write(text: string): void;
  /** Ignores everything from here on, also the rest of the text being read. */
  stop(): void;
}

export function createTokens(listener: TokenListener): Tokens {
  let pending = '';
  let at = 0;
  let scanned = 0;
  let quote = '';
  let begun = false;
  let inCdata = false;
  let stopped = false;
  let reading = false;

  /** Each reads one token at `at` and moves on, or answers false: the rest of it has not come yet. */
  function readDeclaration(): boolean {
    const end = pending.indexOf('?>', at);
    if (end < 0) {
      if (pending.length > TAG_LIMIT) throw new XmlError('policy-violation', 'endless XML declaration');
      return false;
    }
    const declaration = DECLARATION.exec(pending);
    if (begun || declaration === null) throw new XmlError('restricted-xml', 'processing instruction');
    // RFC 6120 section 11.6: "Implementations MUST support the UTF-8 ... and MUST NOT attempt to use any other encoding."
    const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(declaration[0])?.[1];
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
      throw new XmlError('unsupported-encoding', 'encoding declared other than UTF-8');
    }
    at = end + 2;
    return true;
  }

  function readText(): boolean {
    const markup = pending.indexOf('<', at);
    let end = markup < 0 ? pending.length : markup;
    if (markup < 0) {
      const reference = pending.lastIndexOf('&');
      const open = reference >= at && pending.indexOf(';', reference) < 0;
      if (open && pending.length - reference < REFERENCE_LIMIT) end = reference;
    }
    if (end === at) return false;
    const raw = pending.slice(at, end);
    listener.weigh(raw.length);
    listener.text(unescapeStrictly(raw));
    at = end;
    return true;
  }

  function readCdata(): boolean {
    const close = pending.indexOf(']]>', at);
    const end = close < 0 ? Math.max(at, pending.length - 2) : close;
    const raw = pending.slice(at, end);
    if (FORBIDDEN.test(raw)) throw new XmlError('not-well-formed', 'forbidden character');
    listener.weigh(raw.length);
    if (raw !== '') listener.text(raw);
    at = close < 0 ? end : close + 3;
    inCdata = close < 0;
    return close >= 0;
  }

  function readTag(): boolean {
    const end = findTagEnd();
    if (end < 0) {
      if (pending.length - at > TAG_LIMIT) throw new XmlError('policy-violation', 'tag too long');
      return false;
    }
    const tag = pending.slice(at, end + 1);
    at = end + 1;
    listener.weigh(tag.length);
    if (tag.startsWith('</')) {
      const name = CLOSE_TAG.exec(tag)?.[1];
      if (name === undefined) throw new XmlError('not-well-formed', 'malformed end tag');
      listener.close(name);
    } else readOpenTag(tag);
    return true;
  }

  /** Where the tag at `at` ends, quotes respected; goes on where the last chunk stopped. */
  function findTagEnd(): number {
    let index = Math.max(scanned, at + 1);
    while (index < pending.length) {
      if (quote !== '') {
        index = pending.indexOf(quote, index);
        if (index < 0) break;
        quote = '';
      } else {
        DELIMITER.lastIndex = index;
        const char = DELIMITER.exec(pending)?.[0];
        if (char === undefined) break;
        index = DELIMITER.lastIndex - 1;
        if (char === '<') throw new XmlError('not-well-formed', '"<" inside a tag');
        if (char === '>') {
          scanned = 0;
          return index;
        }
        quote = char;
      }
      index += 1;
    }
    scanned = pending.length;
    return -1;
  }

  function readOpenTag(tag: string): void {
    OPEN_NAME.lastIndex = 0;
    const name = OPEN_NAME.exec(tag)?.[1];
    if (name === undefined) throw new XmlError('not-well-formed', 'malformed tag');
    const attributes: Record<string, string> = {};
    let index = OPEN_NAME.lastIndex;
    for (;;) {
      ATTRIBUTE.lastIndex = index;
      const [, key, double, single] = ATTRIBUTE.exec(tag) ?? [];
      if (key === undefined) break;
      if (Object.hasOwn(attributes, key)) throw new XmlError('not-well-formed', 'attribute given twice');
      attributes[key] = unescapeStrictly((double ?? single ?? '').replace(/[\t\n\r]/g, ' '));
      index = ATTRIBUTE.lastIndex;
    }
    OPEN_END.lastIndex = index;
    const end = OPEN_END.exec(tag);
    if (end === null || OPEN_END.lastIndex !== tag.length) throw new XmlError('not-well-formed', 'malformed tag');
    listener.open(name, attributes);
    if (end[1] === '/' && !stopped) listener.close(name);
  }

  function readOne(): boolean {
    if (inCdata) return readCdata();
    if (pending.charCodeAt(at) !== 0x3c) return readText();
    if (pending.length === at + 1) return false;
    const second = pending.charAt(at + 1);
    if (second === '?') return readDeclaration();
    if (second !== '!') return readTag();
    if (pending.startsWith(CDATA, at)) {
      at += CDATA.length;
      inCdata = true;
      return true;
    }
    if (CDATA.startsWith(pending.slice(at, at + CDATA.length))) return false;
    throw new XmlError('restricted-xml', 'comment or document type declaration');
  }

  return {
    write(text) {
      if (stopped) return;
      pending += text;
      // A listener that writes to a TLS socket can be handed what came next from inside of that write: it is read when
      // its turn comes.
      if (reading) return;
      reading = true;
      at = 0;
      while (!stopped && at < pending.length && readOne()) begun = true;
      reading = false;
      pending = stopped ? '' : pending.slice(at);
      scanned = Math.max(0, scanned - at);
    },
    stop() {
      stopped = true;
    },
  };
}
