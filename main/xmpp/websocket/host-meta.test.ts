import { expect, test } from 'vitest';
import { linksInJson, linksInXml, webSocketUrl } from './host-meta.ts';

test('links to WebSockets, and no others', () => {
  const xml = `<?xml version='1.0' encoding='utf-8'?>
<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>
  <Link rel="urn:xmpp:alt-connections:xbosh" href="https://web.example.org:5280/bosh"/>
  <Link rel="urn:xmpp:alt-connections:websocket" href="wss://web.example.org/ws?a=1&amp;b=2"/>
  <Link xmlns='elsewhere' rel="urn:xmpp:alt-connections:websocket" href="wss://elsewhere.example/ws"/>
</XRD>`;
  expect(linksInXml(xml)).toEqual(['wss://web.example.org/ws?a=1&b=2']);
  const json = {
    links: [
      { rel: 'urn:xmpp:alt-connections:xbosh', href: 'https://web.example.org:5280/bosh' },
      { rel: 'urn:xmpp:alt-connections:websocket', href: 'wss://web.example.org/ws' },
      { rel: 'urn:xmpp:alt-connections:websocket', href: 7 },
      { template: 'https://example.org/{uri}' },
    ],
  };
  expect(linksInJson(JSON.stringify(json))).toEqual(['wss://web.example.org/ws']);
});

test.each(['', '{}', '[]', '{"links":[1]}', '{'])('host-meta that is %s is an error', (text) => {
  expect(() => linksInJson(text)).toThrow();
});

test('a document type in host-meta is an error', () => {
  expect(() => linksInXml('<!DOCTYPE XRD [<!ENTITY a "b">]><XRD/>')).toThrow();
});

test.each([
  ['wss://web.example.org/ws', true],
  ['wss://[2001:db8::1]:5443/ws', true],
  ['ws://web.example.org/ws', false],
  ['https://web.example.org/ws', false],
  ['wss://ann:secret@web.example.org/ws', false],
  ['wss://web.example.org/ws#part', false],
  ['wss://', false],
  ['/ws', false],
])('%s is safe: %s', (text, safe) => {
  expect(webSocketUrl(text) !== undefined).toBe(safe);
});
