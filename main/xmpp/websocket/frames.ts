/** RFC 7395: each WebSocket message is one element by itself, and the stream is opened and closed by elements. */
import { Element, escapeXML } from '@xmpp/xml';
import type { Framing, FramingParser } from '../stream/framing.ts';
import { createParser, type ParserLimits, type ParserListener } from '../stream/parser.ts';
import { serialize } from '../stream/serialize.ts';
import { STREAM_ERRORS_NS, STREAM_NS } from '../stream/stream-end.ts';
import { XmlError } from '../stream/xml-error.ts';

export const FRAMING_NS = 'urn:ietf:params:xml:ns:xmpp-framing';

export const WEBSOCKET_FRAMING: Framing = {
  open(to, from) {
    const sender = from === undefined ? '' : ` from='${escapeXML(from)}'`;
    return `<open xmlns='${FRAMING_NS}' to='${escapeXML(to)}'${sender} version='1.0' xml:lang='en'/>`;
  },
  isOpen: (element) => element.is('open', FRAMING_NS),
  // Section 3.3.3: "each frame ... MUST be parsable on its own", so what a stream header would have declared goes with each.
  element: (element) => serialize(element.attrs.xmlns === undefined ? declared(element) : element),
  error: (condition) =>
    `<stream:error xmlns:stream='${STREAM_NS}'><${condition} xmlns='${STREAM_ERRORS_NS}'/></stream:error>`,
  end: `<close xmlns='${FRAMING_NS}'/>`,
  parts: (said) => said,
  parser: createFrameParser,
};

function declared({ name, attrs, children }: Element): Element {
  const copy = new Element(name, { xmlns: 'jabber:client', ...attrs });
  // Not appended: the children stay those of the element that they were given to.
  copy.children.push(...children);
  return copy;
}

const BEFORE = Buffer.from(`<frame xmlns='jabber:client' xmlns:stream='${STREAM_NS}'>`);
const AFTER = Buffer.from('</frame>');

function createFrameParser(first: ParserLimits, listener: ParserListener): FramingParser {
  let limits = first;
  let stopped = false;
  return {
    write(message) {
      if (stopped) return;
      if (typeof message !== 'string') throw new XmlError('bad-format', 'a message that is no text');
      const element = readFrame(message, limits);
      if (element === undefined) return;
      if (element.is('open', FRAMING_NS)) listener.start(element);
      else if (element.is('close', FRAMING_NS)) listener.end();
      else listener.element(element);
    },
    allow(other) {
      limits = other;
    },
    stop() {
      stopped = true;
    },
  };
}

/** The one element of a message; undefined for white space, which some send to keep a connection alive. */
function readFrame(message: string, limits: ParserLimits): Element | undefined {
  const elements: Element[] = [];
  let ended = false;
  const parser = createParser(limits, {
    start() {},
    element: (element) => void elements.push(element),
    end() {
      ended = true;
    },
  });
  parser.write(BEFORE);
  parser.write(Buffer.from(message));
  const early = ended;
  parser.write(AFTER);
  const [element, second] = elements;
  if (element === undefined && message.trim() === '') return undefined;
  if (early || !ended || element === undefined || second !== undefined) {
    throw new XmlError('not-well-formed', 'a message that is not one element');
  }
  return element;
}
