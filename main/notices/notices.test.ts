import { beforeEach, describe, expect, it } from 'vitest';
import { createTranslator } from '../../app/i18n/translator.ts';
import { bareJid } from '../../app/jid.ts';
import type { NoticeFacts } from '../../app/notices/facts.ts';
import { defaultSettings } from '../../app/settings/settings.ts';
import { type TestClock, testClock } from '../clock.testing.ts';
import { createNotices, type Notices } from './notices.ts';

const account = bareJid('ann@example.org');
const peer = bareJid('ben@example.org');
const told = { account, peer, name: 'Ben', muted: false } as const;
const message = (at: number): NoticeFacts => ({ kind: 'message', ...told, text: 'hello', what: 'text', unread: 1, at });
const reaction: NoticeFacts = { kind: 'reaction', ...told, emoji: '\u{1F44D}', text: 'Lunch?' };

/** What is on the screen: with sound, or silently. */
let shown = new Map<string, 'sound' | 'silent'>();
/** Each call to the desktop. */
let calls: { readonly title: string; readonly body: string; readonly silent: boolean }[] = [];
let clock: TestClock;
let notices: Notices;
beforeEach(() => {
  shown = new Map();
  calls = [];
  clock = testClock();
  notices = createNotices({
    notifications: {
      capabilities: () => Promise.reject(new Error('nobody asks')),
      async show({ id, title, body, silent }) {
        calls.push({ title, body, silent });
        shown.set(id, silent ? 'silent' : 'sound');
        return 'shown';
      },
      remove: (id) => void shown.delete(id),
      onEvent: () => () => undefined,
    },
    settings: () => ({ ...defaultSettings, noticeLevel: 'text', noticeSound: true }),
    translator: () => createTranslator('en'),
    availability: () => 'online',
    inView: () => undefined,
    onOpen: () => undefined,
    onAnswer: () => undefined,
    onReply: () => undefined,
    onRead: () => undefined,
    clock,
    log: { info: () => undefined, warn: () => undefined },
  });
});
const sounds = () => [...shown.values()];

describe('what is told of a conversation', () => {
  it('is one notification of its messages, and a quiet one of reactions', () => {
    notices.stored([reaction]);
    expect(sounds()).toEqual(['silent']);
    notices.stored([message(1), message(2)]);
    expect(sounds()).toHaveLength(2);
  });

  it('goes when it was read, here or elsewhere', () => {
    notices.stored([message(1), reaction]);
    notices.stored([{ kind: 'message-gone', account, peer }]);
    expect(sounds()).toEqual(['silent']);
    notices.stored([message(1)]);
    notices.read([{ account, peer }]);
    expect(sounds()).toEqual([]);
  });

  it('goes when the message that it shows was taken back, not another one', () => {
    notices.stored([message(1), message(2)]);
    notices.stored([{ kind: 'message-gone', account, peer, at: 1 }]);
    expect(sounds()).toEqual(['sound']);
    notices.stored([{ kind: 'message-gone', account, peer, at: 2 }]);
    expect(sounds()).toEqual([]);
  });

  it('is not told when it was taken back before it could be', () => {
    notices.stored([1, 2, 3, 4, 5].map(message));
    for (const at of [1, 2, 3, 4, 5]) notices.stored([message(at)]);
    const before = calls.length;
    notices.stored([message(6)]);
    notices.stored([{ kind: 'message-gone', account, peer, at: 6 }]);
    clock.pass(20_000);
    expect(calls.slice(before)).toEqual([]);
  });

  it('of reactions goes when the conversation is looked at', () => {
    notices.stored([message(1), reaction]);
    notices.seen({ account, peer });
    expect(sounds()).toEqual(['sound']);
  });
});

describe('many at once', () => {
  const from = (n: number, at = 1): NoticeFacts =>
    ({ ...message(at), peer: bareJid(`p${n}@example.org`), name: `P${n}` }) as NoticeFacts;
  const crowd = (count: number, first = 0) => Array.from({ length: count }, (_, index) => from(first + index));

  it('are told one by one up to a handful, more of them as one', () => {
    notices.stored(crowd(5));
    expect(calls.map(({ title }) => title)).toEqual(['P0', 'P1', 'P2', 'P3', 'P4']);
    clock.pass(60_000);
    calls = [];
    notices.stored(crowd(50, 10));
    expect(calls).toEqual([{ title: 'New messages', body: 'In 50 chats', silent: false }]);
  });

  it('ring once', () => {
    notices.stored(crowd(3));
    expect(calls.map(({ silent }) => silent)).toEqual([false, true, true]);
  });

  it('of one person that go on and on are told once a second, and ring once a minute', () => {
    for (let tenth = 0; tenth < 1200; tenth++) {
      notices.stored([from(1, tenth)]);
      clock.pass(100);
    }
    expect(calls.length).toBeLessThan(130);
    expect(calls.filter(({ silent }) => !silent).length).toBeLessThanOrEqual(4);
  });

  it('of many that go on and on are told every ten seconds; the last ones are not left out', () => {
    for (let second = 0; second < 120; second++) {
      notices.stored(crowd(20, second));
      clock.pass(1000);
    }
    expect(calls.length).toBeLessThan(15);
    expect(calls.filter(({ silent }) => !silent).length).toBeLessThanOrEqual(3);
    calls = [];
    notices.stored([from(3)]);
    clock.pass(10_000);
    expect(calls).toHaveLength(1);
    calls = [];
    clock.pass(60_000);
    notices.stored([from(4)]);
    expect(calls).toMatchObject([{ title: 'P4', silent: false }]);
  });

  it('leave the desktop when the last of them was read, and are not told afterwards', () => {
    notices.stored(crowd(6));
    for (let n = 0; n < 5; n++) notices.read([{ account, peer: bareJid(`p${n}@example.org`) }]);
    expect(sounds()).toEqual(['sound']);
    notices.read([{ account, peer: bareJid('p5@example.org') }]);
    expect(sounds()).toEqual([]);
    notices.stored(crowd(6, 10));
    for (let n = 10; n < 16; n++) notices.read([{ account, peer: bareJid(`p${n}@example.org`) }]);
    clock.pass(10_000);
    expect(sounds()).toEqual([]);
  });

  it('of requests are told for themselves, without a name', () => {
    const requests = Array.from(
      { length: 30 },
      (_, n): NoticeFacts => ({
        kind: 'request',
        account,
        peer: bareJid(`asker${n}@example.org`),
        name: `asker${n}`,
        text: 'hi',
      }),
    );
    notices.stored([...requests, message(1)]);
    expect(calls.map(({ title }) => title)).toEqual(['Ben', 'News from 30 people about adding you']);
  });
});
