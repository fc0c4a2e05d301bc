/** How the elements of a stream travel: RFC 6120 section 4, one long text. (websocket/frames.ts is RFC 7395's way.) */
import { type Element, escapeXML } from '@xmpp/xml';
import { createParser, type ParserLimits, type ParserListener } from './parser.ts';
import { serialize } from './serialize.ts';
import { STREAM_ERRORS_NS, STREAM_NS } from './stream-end.ts';

export interface Framing {
  /** Opens a stream, or opens it anew. */
  open(to: string, from: string | undefined): string;
  /** Whether the other side opened one. */
  isOpen(root: Element): boolean;
  element(element: Element): string;
  error(condition: string): string;
  readonly end: string;
  /** What was said in one turn, as the parts to write. */
  parts(said: readonly string[]): readonly string[];
  parser(limits: ParserLimits, listener: ParserListener): FramingParser;
}

export interface FramingParser {
  /** What the socket gave. Throws XmlError (and what the listener throws); it is of no use after that. */
  write(data: Uint8Array | string): void;
  allow(limits: ParserLimits): void;
  stop(): void;
}

export const STREAM_FRAMING: Framing = {
  open(to, from) {
    const sender = from === undefined ? '' : ` from='${escapeXML(from)}'`;
    return (
      `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='${STREAM_NS}' ` +
      `to='${escapeXML(to)}'${sender} version='1.0' xml:lang='en'>`
    );
  },
  isOpen: (root) => root.is('stream', STREAM_NS),
  element: serialize,
  error: (condition) => `<stream:error><${condition} xmlns='${STREAM_ERRORS_NS}'/></stream:error>`,
  end: '</stream:stream>',
  // A burst of receipts is hundreds of stanzas: one write, so one TLS record.
  parts: (said) => [said.join('')],
  parser: createParser,
};
