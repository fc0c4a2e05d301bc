import type { Element } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { createParser, NEGOTIATION_LIMITS, type ParserLimits, SESSION_LIMITS } from './parser.ts';

const HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

function read(chunks: readonly (string | Uint8Array)[], limits: ParserLimits = SESSION_LIMITS) {
  const elements: Element[] = [];
  const seen = { elements, ends: 0, root: undefined as Element | undefined };
  const parser = createParser(limits, {
    start: (root) => {
      seen.root = root;
    },
    element: (element) => elements.push(element),
    end: () => {
      seen.ends += 1;
    },
  });
  for (const chunk of chunks) parser.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return seen;
}

test('stanzas have the namespace of the stream, their payloads their own', () => {
  const { elements, root } = read([`${HEADER}<message><body>hi</body><x xmlns='urn:x'><y/></x></message> <iq/>`]);
  expect(elements.map(String)).toEqual(['<message><body>hi</body><x xmlns="urn:x"><y/></x></message>', '<iq/>']);
  expect(elements[0]?.is('message', 'jabber:client')).toBe(true);
  expect(elements[0]?.getChild('x')?.getChild('y')?.getNS()).toBe('urn:x');
  expect(root?.children).toEqual([]);
});

test('a character split at any byte stays whole', () => {
  const bytes = Buffer.from(`${HEADER}<message id='ж'><body>Привет 😀 мир, 你好, 안녕</body></message>`);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const { elements } = read([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(elements[0]?.getChildText('body')).toBe('Привет 😀 мир, 你好, 안녕');
  }
  const { elements } = read([...bytes].map((byte) => Uint8Array.of(byte)));
  expect(elements[0]?.attrs.id).toBe('ж');
});

test('the end of the stream is told once and what follows it is ignored', () => {
  const seen = read([`${HEADER}<iq/></stream:stream><iq/><!`, '<garbage', '\u0000']);
  expect(seen.ends).toBe(1);
  expect(seen.elements).toHaveLength(1);
});

test.each([
  ['bad UTF-8', Uint8Array.of(0x3c, 0xff, 0xfe), 'unsupported-encoding'],
  ['an overlong encoding', Uint8Array.of(0xc0, 0xbc), 'unsupported-encoding'],
  ['text between stanzas', 'hello<iq/>', 'bad-format'],
  ['crossed tags', '<a><b></a></b>', 'not-well-formed'],
  ['an undeclared prefix', '<x:a/>', 'bad-namespace-prefix'],
  ['an undeclared prefix of an attribute', '<a x:b="1"/>', 'bad-namespace-prefix'],
  ['a stanza too deep', '<a>'.repeat(200), 'policy-violation'],
  ['a stanza too large', `<a>${'x'.repeat(70_000)}`, 'policy-violation'],
  ['too many nodes', `<a>${'<b/>'.repeat(3000)}`, 'policy-violation'],
])('%s is refused', (_, bad, condition) => {
  expect(() => read([HEADER, bad], { ...NEGOTIATION_LIMITS, depth: 100 })).toThrow(
    expect.objectContaining({ condition }),
  );
});

test('the limits are those of one stanza, not of the stream', () => {
  const stanza = `<a>${'x'.repeat(40_000)}</a>`;
  expect(read([HEADER, stanza.repeat(20)], NEGOTIATION_LIMITS).elements).toHaveLength(20);
});

test('a long text in small chunks takes linear time', () => {
  const part = Buffer.from('x'.repeat(1000));
  const { elements } = read([HEADER, '<a>', ...Array.from({ length: 10_000 }, () => part), '</a>']);
  expect(elements[0]?.getText()).toHaveLength(10_000_000);
});
