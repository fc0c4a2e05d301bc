import { describe, expect, it } from 'vitest';
import { createTranslator } from '../i18n/translator.ts';
import { bareJid } from '../jid.ts';
import { decideNotice, type Situation } from './decide.ts';
import type { NoticeFacts, ToldFacts } from './facts.ts';

const { t } = createTranslator('en');
const account = bareJid('ann@example.org');
const peer = bareJid('ben@example.org');
const message = {
  kind: 'message',
  account,
  peer,
  name: 'Ben',
  text: 'hello',
  what: 'text',
  unread: 1,
  muted: false,
  at: 0,
} as const satisfies NoticeFacts;
const usual: Situation = { level: 'text', strangers: 'all', availability: 'online', inView: undefined };

describe('a message', () => {
  it.each([
    ['text', { title: 'Ben', body: 'hello' }],
    ['name', { title: 'Ben', body: 'New message' }],
    ['anonymous', { title: 'Kith', body: 'New message' }],
    ['none', undefined],
  ] as const)('at level %s', (level, words) => {
    expect(decideNotice(message, { ...usual, level }, t)).toEqual(words);
    expect(decideNotice({ ...message, level }, usual, t)).toEqual(words);
  });

  it('is not shown when muted, in view, or while the person is not to be disturbed', () => {
    expect(decideNotice({ ...message, muted: true }, usual, t)).toBeUndefined();
    expect(decideNotice(message, { ...usual, inView: { account, peer } }, t)).toBeUndefined();
    expect(decideNotice(message, { ...usual, availability: 'dnd' }, t)).toBeUndefined();
    expect(decideNotice(message, { ...usual, inView: { account, peer: account } }, t)).toBeDefined();
  });

  it('says how many more there are, and what can not be shown', () => {
    expect(decideNotice({ ...message, unread: 3 }, usual, t)?.body).toBe('hello\n+ 2 more');
    expect(decideNotice({ ...message, what: 'encrypted', text: 'ciphertext' }, usual, t)?.body).toBe(
      'An encrypted message',
    );
  });
});

describe('of a stranger', () => {
  const request = { kind: 'request', account, peer, name: 'Ben', text: '', stranger: true } as const;
  it.each([
    ['all', true, true],
    ['requests', false, true],
    ['contacts', false, false],
  ] as const)('%s: a message is told: %s, a request: %s', (strangers, ofMessage, ofRequest) => {
    const told = (facts: ToldFacts) => decideNotice(facts, { ...usual, strangers }, t) !== undefined;
    expect([told({ ...message, stranger: true }), told(request)]).toEqual([ofMessage, ofRequest]);
    const { stranger: _, ...known } = request;
    expect([told(message), told(known)]).toEqual([true, true]);
  });
});

describe('a reaction', () => {
  const { text: _, what: __, unread: ___, at: ____, ...common } = message;
  const reaction = { ...common, kind: 'reaction', emoji: '\u{1F44D}', text: 'Lunch?' } as const;

  it.each([
    ['text', { title: 'Ben', body: '\u{1F44D} to “Lunch?”' }],
    ['name', { title: 'Ben', body: 'Reacted to your message' }],
    ['anonymous', undefined],
    ['none', undefined],
  ] as const)('at level %s', (level, words) => {
    expect(decideNotice(reaction, { ...usual, level }, t)).toEqual(words);
  });

  it('is not shown when muted or in view', () => {
    expect(decideNotice({ ...reaction, muted: true }, usual, t)).toBeUndefined();
    expect(decideNotice(reaction, { ...usual, inView: { account, peer } }, t)).toBeUndefined();
  });
});

it('shows a request with the full address', () => {
  const request = { kind: 'request', account, peer, name: 'Ben', text: 'it is me' } as const;
  expect(decideNotice(request, usual, t)).toEqual({
    title: 'Ben wants to add you',
    body: 'ben@example.org\nit is me',
  });
  expect(decideNotice(request, { ...usual, level: 'anonymous' }, t)).toEqual({
    title: 'Somebody wants to add you',
    body: '',
  });
});
