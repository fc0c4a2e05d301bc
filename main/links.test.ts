import { expect, test } from 'vitest';
import { createLinkQueue } from './links.ts';
import { keptLog } from './shell/testing/kept-log.ts';

function queue() {
  const told: string[] = [];
  const log = keptLog();
  return { told, log, links: createLinkQueue((event) => told.push(event.type), log) };
}

test('links wait in their order until the page takes them, one by one', () => {
  const { told, links } = queue();
  expect(links.add(['xmpp:ben@example.org', 'xmpp:cleo@example.org?subscribe'])).toBe(true);
  expect(told).toEqual(['desktop/link-waits']);
  expect(links.next()).toEqual({ action: 'message', jid: 'ben@example.org' });
  expect(links.next()).toEqual({ action: 'subscribe', jid: 'cleo@example.org' });
  expect(links.next()).toBeUndefined();
});

test('what is none is refused, and its words are not logged', () => {
  const { told, log, links } = queue();
  expect(links.add(['xmpp:secret%FF'])).toBe(false);
  expect(told).toEqual([]);
  expect(log.lines).toEqual([{ event: 'link not understood', fields: { count: 1 } }]);
});

test('a flood ends at ten', () => {
  const { links } = queue();
  links.add(Array.from({ length: 30 }, (_, n) => `xmpp:a${n}@example.org`));
  links.add(['xmpp:late@example.org']);
  let taken = 0;
  while (links.next() !== undefined) taken += 1;
  expect(taken).toBe(10);
});
