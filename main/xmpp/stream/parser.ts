/**
 * A stream's bytes as elements: whole UTF-8 across chunks, limits, and nothing that XMPP forbids. @xmpp/xml's own parser
 * swallows a DOCTYPE, loses split characters and throws from inside socket events (tried with 0.14.0), so it is not used;
 * its Element is.
 */
import { Element } from '@xmpp/xml';
import { createTokens } from './tokens.ts';
import { XmlError } from './xml-error.ts';

export interface ParserLimits {
  /** UTF-16 units of markup and text in one stanza. */
  readonly size: number;
  /** Elements inside elements, in one stanza. */
  readonly depth: number;
  /** Elements and attributes in one stanza: small ones weigh much more in memory than on the wire. */
  readonly nodes: number;
}

/** Before the server has proved itself it has nothing long to say. */
export const NEGOTIATION_LIMITS: ParserLimits = { size: 64 * 1024, depth: 20, nodes: 2000 };
/** A roster of 50,000 contacts comes as one stanza of about 6 MB. */
export const SESSION_LIMITS: ParserLimits = { size: 10 * 1024 * 1024, depth: 100, nodes: 1_000_000 };

export interface ParserListener {
  /** The stream header: the root, without children now and ever. */
  start(root: Element): void;
  /** A child of the root, complete. */
  element(element: Element): void;
  /** The root was closed; what follows is ignored. */
  end(): void;
}

export interface Parser {
  /** Throws XmlError (and what a listener throws); the parser is of no use after that. */
  write(bytes: Uint8Array): void;
  /** Other limits from now on. */
  allow(limits: ParserLimits): void;
  stop(): void;
}

export function createParser(first: ParserLimits, listener: ParserListener): Parser {
  // RFC 6120 section 4.9.3.22; `fatal`, as a replacement character would be a silent change of what somebody wrote.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const open: Element[] = [];
  const texts: string[] = [];
  let limits = first;
  let size = 0;
  let nodes = 0;

  const endText = () => {
    if (texts.length === 0) return;
    open.at(-1)?.children.push(texts.join(''));
    texts.length = 0;
  };
  const tokens = createTokens({
    weigh(units) {
      size += units;
      if (size > limits.size) throw new XmlError('policy-violation', `stanza larger than ${limits.size}`);
    },
    text(text) {
      if (open.length > 1) texts.push(text);
      else if (text.trim() !== '') throw new XmlError('bad-format', 'text between stanzas');
      else size = 0;
    },
    open(name, attributes) {
      endText();
      nodes += 1 + Object.keys(attributes).length;
      if (open.length > limits.depth) throw new XmlError('policy-violation', `deeper than ${limits.depth}`);
      if (nodes > limits.nodes) throw new XmlError('policy-violation', `more than ${limits.nodes} nodes`);
      const element = new Element(name, attributes);
      const parent = open.at(-1);
      // The root does not get the stanzas as its children (it would keep them all), but they get the root as their
      // parent: that is where the default namespace is declared.
      if (parent !== undefined) element.parent = parent;
      if (open.length > 1) parent?.children.push(element);
      requirePrefixes(element);
      open.push(element);
      if (parent === undefined) {
        size = 0;
        nodes = 0;
        listener.start(element);
      }
    },
    close(name) {
      endText();
      const element = open.pop();
      if (element?.name !== name) throw new XmlError('not-well-formed', 'end tag of another element');
      if (open.length > 1) return;
      size = 0;
      nodes = 0;
      if (open.length === 1) return listener.element(element);
      tokens.stop();
      listener.end();
    },
  });

  return {
    write(bytes) {
      let text: string;
      try {
        text = decoder.decode(bytes, { stream: true });
      } catch (cause) {
        throw new XmlError('unsupported-encoding', `not UTF-8 (${cause instanceof Error ? cause.name : 'unknown'})`);
      }
      tokens.write(text);
    },
    allow(other) {
      limits = other;
    },
    stop: tokens.stop,
  };
}

/** RFC 6120 section 4.9.3.2: a prefix has to be declared on the element or around it. */
function requirePrefixes(element: Element): void {
  requirePrefix(element, element.name);
  for (const name in element.attrs) requirePrefix(element, name);
}

function requirePrefix(element: Element, name: string): void {
  const colon = name.indexOf(':');
  if (colon < 0) return;
  const prefix = name.slice(0, colon);
  if (prefix === 'xml' || prefix === 'xmlns' || element.findNS(prefix) !== undefined) return;
  throw new XmlError('bad-namespace-prefix', 'undeclared prefix');
}
