import { beforeEach, describe, expect, it } from 'vitest';
import { createTranslator } from '../../app/i18n/translator.ts';
import { bareJid } from '../../app/jid.ts';
import type { NoticeFacts } from '../../app/notices/facts.ts';
import type { NoticeSound } from '../../app/notices/health.ts';
import { defaultSettings, type Settings } from '../../app/settings/settings.ts';
import { type TestClock, testClock } from '../clock.testing.ts';
import { type Listeners, listeners } from '../shell/listeners.ts';
import type { NotificationEvent } from '../shell/shell.ts';
import type { KeptNotice } from './kept.ts';
import { createNotices, type Notices } from './notices.ts';

const account = bareJid('ann@example.org');
const peer = bareJid('ben@example.org');
const told = { account, peer, name: 'Ben', muted: false } as const;
const message = (at: number): NoticeFacts => ({ kind: 'message', ...told, text: 'hello', what: 'text', unread: 1, at });
const reaction: NoticeFacts = { kind: 'reaction', ...told, emoji: '\u{1F44D}', text: 'Lunch?' };

/** What is on the screen: with sound, or silently. */
let shown = new Map<string, NoticeSound | 'silent'>();
/** Each call to the desktop. */
let calls: { readonly id: string; readonly title: string; readonly body: string; readonly silent: boolean }[] = [];
/** The ways to answer the last one. */
let offered: string[] = [];
let done: unknown[][] = [];
let wanted: Partial<Settings> = {};
let events: Listeners<NotificationEvent>;
let kept: readonly KeptNotice[] = [];
let clock: TestClock;
let notices: Notices;
beforeEach(() => {
  shown = new Map();
  calls = [];
  offered = [];
  done = [];
  wanted = {};
  clock = testClock();
  kept = [];
  begin();
});

/** As at a start of Kith. */
function begin({ earlier = [], outlives = false }: { earlier?: readonly KeptNotice[]; outlives?: boolean } = {}): void {
  events = listeners();
  notices = createNotices({
    notifications: {
      outlives,
      begin: () => undefined,
      remove: (id) => void shown.delete(id),
      onEvent: events.add,
    },
    kept: {
      earlier,
      keep(next) {
        kept = next;
      },
    },
    async show({ id, title, body, sound, actions, replyPlaceholder }) {
      calls.push({ id, title, body, silent: sound === undefined });
      offered = [...actions.map((action) => action.id), ...(replyPlaceholder === undefined ? [] : ['reply'])];
      shown.set(id, sound ?? 'silent');
      return 'shown';
    },
    settings: () => ({ ...defaultSettings, ...wanted }),
    translator: () => createTranslator('en'),
    availability: () => 'online',
    inView: () => undefined,
    onOpen: (route) => done.push(['open', route]),
    onAnswer: (_, from, answer) => done.push([answer, from]),
    onReply: (_, to, text) => done.push(['reply', to, text]),
    onRead: (_, of) => done.push(['read', of]),
    clock,
  });
}
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
    expect(sounds()).toEqual(['message']);
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
    expect(sounds()).toEqual(['message']);
  });
});

const request: NoticeFacts = { kind: 'request', account, peer, name: 'Ben', text: 'it is me' };

describe('answers', () => {
  const last = () => calls.at(-1)?.id ?? '';

  it('to a message are words, or that it was read; it goes with either', () => {
    notices.stored([message(1)]);
    expect(offered).toEqual(['read', 'reply']);
    events.tell({ kind: 'reply', id: last(), text: 'Yes' });
    notices.stored([message(2)]);
    events.tell({ kind: 'action', id: last(), action: 'read' });
    notices.stored([message(3)]);
    events.tell({ kind: 'click', id: last() });
    expect(done).toEqual([
      ['reply', peer, 'Yes'],
      ['read', peer],
      ['open', { to: 'conversation', account, peer }],
    ]);
    expect(sounds()).toEqual([]);
  });

  it('to a request are yes and no', () => {
    notices.stored([request]);
    expect(offered).toEqual(['accept', 'decline']);
    events.tell({ kind: 'action', id: last(), action: 'decline' });
    expect(done).toEqual([['decline', peer]]);
  });

  it('are not there below something that does not say whom it is about', () => {
    wanted = { noticeLevel: 'anonymous' };
    notices.stored([message(1)]);
    expect([calls.at(-1)?.title, offered]).toEqual(['Kith', []]);
    notices.stored([request]);
    expect(offered).toEqual([]);
    notices.stored([{ ...message(2), level: 'name' } as NoticeFacts]);
    expect([calls.at(-1)?.title, offered]).toEqual(['Ben', ['read', 'reply']]);
  });

  it('to one that is not known, or gone, do nothing', () => {
    events.tell({ kind: 'action', id: 'somebody else’s', action: 'accept' });
    notices.stored([request]);
    events.tell({ kind: 'closed', id: last() });
    events.tell({ kind: 'action', id: last(), action: 'accept' });
    expect(done).toEqual([]);
  });
});

describe('where notifications stay when Kith ends', () => {
  const left: KeptNotice = { id: 'from before', kind: 'message', account, peer };

  it('they are left there, and known at the next start by nothing but whom they are about', () => {
    begin({ outlives: true });
    notices.stored([message(1), request]);
    const before = [...shown.keys()];
    notices.stop();
    expect([...shown.keys()]).toEqual(before);
    expect(kept.map(({ id, kind, peer: of }) => [id, kind, of])).toEqual([
      [before[0], 'message', peer],
      [before[1], 'request', peer],
    ]);
  });

  it('a press on one of before leads to its chat, and a newer message takes its place', () => {
    begin({ outlives: true, earlier: [left] });
    notices.stored([message(1)]);
    expect(calls).toMatchObject([{ id: left.id }]);
    begin({ outlives: true, earlier: [left] });
    events.tell({ kind: 'click', id: left.id });
    expect(done).toEqual([['open', { to: 'conversation', account, peer }]]);
    expect(kept).toEqual([]);
  });

  it('one of before goes when its chat was read, or its account is gone', () => {
    for (const end of [() => notices.read([{ account, peer }]), () => notices.accountRemoved(account)]) {
      begin({ outlives: true, earlier: [left] });
      shown.set(left.id, 'silent');
      end();
      expect([shown.size, kept]).toEqual([0, []]);
    }
  });

  it('a press on one that nobody knows brings the window', () => {
    events.tell({ kind: 'click', id: '' });
    expect(done).toEqual([['open', undefined]]);
  });
});

it('what is shown goes with Kith where nobody could answer a press', () => {
  notices.stored([message(1), request]);
  notices.stop();
  expect(shown.size).toBe(0);
});

describe('sounds', () => {
  it('are one for messages and one for requests, each by its own setting', () => {
    notices.stored([message(1)]);
    clock.pass(60_000);
    notices.stored([request]);
    expect(sounds()).toEqual(['message', 'request']);
    wanted = { noticeSound: false };
    clock.pass(60_000);
    notices.stored([message(2)]);
    clock.pass(60_000);
    notices.stored([request]);
    expect(sounds()).toEqual(['silent', 'request']);
    wanted = { requestSound: false };
    clock.pass(60_000);
    notices.stored([request]);
    expect(sounds()).toEqual(['silent', 'silent']);
  });
});

it('the system learns nothing but the words that it shows', () => {
  wanted = { noticeLevel: 'anonymous' };
  notices.stored([message(1), request]);
  for (const { id, title, body } of calls) expect(`${id} ${title} ${body}`).not.toMatch(/ben|hello|example/i);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
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
    expect(calls).toMatchObject([{ title: 'New messages', body: 'In 50 chats', silent: false }]);
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
    expect(sounds()).toEqual(['message']);
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
