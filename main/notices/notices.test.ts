import { beforeEach, describe, expect, it } from 'vitest';
import { createTranslator } from '../../app/i18n/translator.ts';
import { bareJid } from '../../app/jid.ts';
import type { NoticeFacts } from '../../app/notices/facts.ts';
import { defaultSettings } from '../../app/settings/settings.ts';
import { createNotices, type Notices } from './notices.ts';

const account = bareJid('ann@example.org');
const peer = bareJid('ben@example.org');
const told = { account, peer, name: 'Ben', muted: false } as const;
const message = (at: number): NoticeFacts => ({ kind: 'message', ...told, text: 'hello', what: 'text', unread: 1, at });
const reaction: NoticeFacts = { kind: 'reaction', ...told, emoji: '\u{1F44D}', text: 'Lunch?' };

/** What is on the screen: with sound, or silently. */
let shown = new Map<string, 'sound' | 'silent'>();
let notices: Notices;
beforeEach(() => {
  shown = new Map();
  notices = createNotices({
    notifications: {
      capabilities: () => Promise.reject(new Error('nobody asks')),
      async show({ id, silent }) {
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
    log: { info: () => undefined, warn: () => undefined },
  });
});
const sounds = () => [...shown.values()];

describe('what is told of a conversation', () => {
  it('is one notification of its messages, and a quiet one of reactions', () => {
    notices.stored([message(1), message(2), reaction]);
    expect(sounds()).toEqual(['sound', 'silent']);
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

  it('of reactions goes when the conversation is looked at', () => {
    notices.stored([message(1), reaction]);
    notices.seen({ account, peer });
    expect(sounds()).toEqual(['sound']);
  });
});
