import { afterEach, expect, it } from 'vitest';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import { bareJid } from '../../../app/jid.ts';
import {
  beginTask,
  changeWriting,
  draftSaved,
  endTask,
  forgetWritings,
  giveBack,
  takeWriting,
  writingIn,
} from './writing-store.ts';

const account = bareJid('ann@example.org');
const id = { account, peer: bareJid('ben@example.org') };
const message: ThreadMessage = { key: '1', order: 1, own: true, from: account, at: 1, type: 'chat', body: 'helo' };
const edit = { kind: 'edit', message } as const;
const reply = { kind: 'reply', message } as const;

afterEach(() => forgetWritings(account));

it('a message that is edited leaves the new one alone, and both stay when the field goes', () => {
  changeWriting(id, { draft: 'and' });
  beginTask(id, edit);
  changeWriting(id, { edited: 'hello' });
  draftSaved(id, writingIn(id));
  expect(writingIn(id)).toEqual({ task: edit, edited: 'hello' });
  expect(endTask(id)).toBe(true);
  expect(endTask(id)).toBe(false);
  expect(writingIn(id)).toEqual({ task: null, edited: '' });
});

it('what could not be sent is there again with what it was for', () => {
  changeWriting(id, { draft: '' });
  giveBack(id, { draft: 'yes', task: reply, edited: '' });
  expect(writingIn(id)).toEqual({ draft: 'yes', task: reply, edited: '' });
  takeWriting(id);
  changeWriting(id, { draft: '' });
  giveBack(id, { task: edit, edited: 'hello' });
  expect(writingIn(id)).toEqual({ draft: '', task: edit, edited: 'hello' });
});

it('what was written meanwhile is neither overwritten nor in the way', () => {
  changeWriting(id, { draft: 'no' });
  giveBack(id, { draft: 'yes', task: reply, edited: '' });
  expect(writingIn(id)).toEqual({ draft: 'yes\nno', task: reply, edited: '' });
  giveBack(id, { task: edit, edited: 'hello' });
  expect(writingIn(id)).toEqual({ draft: 'hello\nyes\nno', task: reply, edited: '' });
});

it('of one account is forgotten without that of another', () => {
  const other = { account: bareJid('ann@example.org.uk'), peer: id.peer };
  for (const each of [id, other]) changeWriting(each, { draft: 'dear' });
  forgetWritings(account);
  expect(writingIn(id)).not.toHaveProperty('draft');
  expect(takeWriting(other)).toMatchObject({ draft: 'dear' });
});
