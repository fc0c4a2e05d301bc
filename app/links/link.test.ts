import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareOf } from '../jid.ts';
import { readXmppLink } from './link.ts';

describe('what a link asks for', () => {
  test.each([
    ['xmpp:ben@example.org', { action: 'message', jid: 'ben@example.org' }],
    ['XMPP:Ben@Example.ORG?message', { action: 'message', jid: 'ben@example.org' }],
    [
      'xmpp:ben@example.org?message;body=Tea%20at%20five%3F%0ACome!',
      { action: 'message', jid: 'ben@example.org', body: 'Tea at five?\nCome!' },
    ],
    ['xmpp:ben@example.org/phone?message;subject=x', { action: 'message', jid: 'ben@example.org' }],
    [
      'xmpp://ann@example.org/ben@example.com?message',
      { action: 'message', jid: 'ben@example.com', account: 'ann@example.org' },
    ],
    ['xmpp:ben@example.org?subscribe', { action: 'subscribe', jid: 'ben@example.org' }],
    [
      'xmpp:ben@example.org?roster;name=Ben%20C.;group=Friends',
      { action: 'subscribe', jid: 'ben@example.org', name: 'Ben C.', group: 'Friends' },
    ],
    ['xmpp:tea@rooms.example.org?join;password=x', { action: 'join', jid: 'tea@rooms.example.org' }],
    ['xmpp:ben@example.org?remove', { action: 'other', jid: 'ben@example.org' }],
    ['xmpp:ben@example.org?constructor', { action: 'other', jid: 'ben@example.org' }],
    ['xmpp:n%C3%A4h@example.org#part', { action: 'message', jid: 'näh@example.org' }],
    // Not the body of somebody else's action, not two, not what is no UTF-8.
    ['xmpp:ben@example.org?subscribe;body=x', { action: 'subscribe', jid: 'ben@example.org' }],
    [
      'xmpp:ben@example.org?message;body=first;body=second',
      { action: 'message', jid: 'ben@example.org', body: 'first' },
    ],
    ['xmpp:ben@example.org?message;body=%FF', { action: 'message', jid: 'ben@example.org' }],
    // Words that turn around or hide what stands beside them.
    [
      'xmpp:ben@example.org?roster;name=%E2%80%AEneB%00%0Ax',
      { action: 'subscribe', jid: 'ben@example.org', name: 'neB x' },
    ],
  ])('%s', (text, wanted) => {
    expect(readXmppLink(text)).toEqual(wanted);
  });

  test.each([
    'https://example.org',
    'xmpp:',
    'xmpp:?message',
    'xmpp:@example.org',
    'xmpp:%FF@example.org',
    'xmpp:ben@exa mple.org',
    'xmpp://ann@example.org',
    'xmpp:///ben@example.org',
    `xmpp:${'a'.repeat(9000)}@example.org`,
  ])('%s is none', (text) => {
    expect(readXmppLink(text)).toBeUndefined();
  });
});

describe('whatever it is given', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'ben',
          '@',
          'example.org',
          '/',
          '//',
          '?',
          ';',
          '=',
          '#',
          '%',
          '%0A',
          'message',
          'body',
          'roster',
          'name',
        ),
      )
      .map((parts) => parts.join('')),
  );

  test('it never throws, and what it gives is an address as everywhere else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const link = readXmppLink(`xmpp:${text}`);
        if (link === undefined) return;
        expect(bareOf(link.jid)).toBe(link.jid);
        for (const word of [link.name, link.group]) if (word !== undefined) expect(word).not.toMatch(/[\p{Cc}\u202e]/u);
        expect(link.body ?? '').not.toMatch(/[^\P{Cc}\n]/u);
      }),
      { numRuns: 2_000 },
    );
  });

  test('words come through as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }), (words) => {
        fc.pre(words.trim() !== '' && !/\p{C}/u.test(words));
        const link = readXmppLink(`xmpp:ben@example.org?message;body=${encodeURIComponent(words)}`);
        expect(link?.body).toBe(words.trim());
      }),
    );
  });
});
