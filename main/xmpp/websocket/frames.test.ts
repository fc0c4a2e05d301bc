import { xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { NEGOTIATION_LIMITS } from '../stream/parser.ts';
import { WEBSOCKET_FRAMING } from './frames.ts';

function reading(...messages: (string | Uint8Array)[]): string[] {
  const seen: string[] = [];
  const parser = WEBSOCKET_FRAMING.parser(NEGOTIATION_LIMITS, {
    start: (root) => void seen.push(`open ${root.attrs.id}`),
    element: (element) => void seen.push(`${element.getNS()} ${element.toString()}`),
    end: () => void seen.push('close'),
  });
  for (const message of messages) parser.write(message);
  return seen;
}

test('a message is an element, an opening or an end', () => {
  expect(
    reading(
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='1' version='1.0'/>",
      ' ',
      "<message xmlns='jabber:client'><body>Grüße &lt;😀&gt;</body></message>",
      '<presence/>',
      "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>",
    ),
  ).toEqual([
    'open 1',
    'jabber:client <message xmlns="jabber:client"><body>Grüße &lt;😀&gt;</body></message>',
    'jabber:client <presence/>',
    'close',
  ]);
});

test.each([
  ['half of one', '<message>'],
  ['two', '<presence/><presence/>'],
  ['text', 'hello'],
  ['an end of what it is wrapped in', '</frame>'],
  ['one that goes on behind that', '<presence/></frame><presence/>'],
  ['an XML declaration', "<?xml version='1.0'?><presence/>"],
  ['a document type', '<!DOCTYPE x><presence/>'],
  ['bytes', new Uint8Array([60, 97, 47, 62])],
  ['a stream of RFC 6120', "<stream:stream to='example.org'>"],
])('%s is refused', (_, message) => {
  expect(() => reading(message)).toThrow();
});

test('limits hold for each message', () => {
  const body = 'x'.repeat(NEGOTIATION_LIMITS.size);
  expect(() => reading(`<message><body>${body}</body></message>`)).toThrow('larger');
  expect(reading(...Array.from({ length: 40 }, () => `<a>${'x'.repeat(4000)}</a>`))).toHaveLength(40);
});

test('what is sent stands by itself, and what it is made of is left as it is', () => {
  const stanza = xml('iq', { type: 'get', id: '1' }, xml('ping', { xmlns: 'urn:xmpp:ping' }), 'a < b');
  const text = WEBSOCKET_FRAMING.element(stanza);
  expect(text).toBe('<iq xmlns="jabber:client" type="get" id="1"><ping xmlns="urn:xmpp:ping"/>a &lt; b</iq>');
  expect(stanza.attrs.xmlns).toBeUndefined();
  expect(stanza.getChild('ping')?.parent).toBe(stanza);
  expect(WEBSOCKET_FRAMING.element(xml('r', { xmlns: 'urn:xmpp:sm:3' }))).toBe('<r xmlns="urn:xmpp:sm:3"/>');
});
