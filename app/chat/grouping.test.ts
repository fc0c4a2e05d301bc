import { expect, it } from 'vitest';
import { bareJid, jidOf } from '../jid.ts';
import { rowsOf } from './grouping.ts';
import type { ThreadMessage } from './thread.ts';

const ben = bareJid('ben@example.org');
const noon = new Date(2026, 0, 15, 12).getTime();
const MINUTE = 60_000;

function message(minutes: number, changes: Partial<ThreadMessage> = {}): ThreadMessage {
  const at = noon + minutes * MINUTE;
  return { key: String(at), order: at, own: false, from: ben, at, type: 'chat', body: 'text', ...changes };
}

const groups = (messages: ThreadMessage[], readOrder?: number) =>
  rowsOf(messages, readOrder)
    .map((row) => (row.startsUnread ? '!' : '') + (row.startsDay ? '#' : '') + (row.startsGroup ? '(' : '.'))
    .join(' ');

it('groups what one author wrote within five minutes', () => {
  expect(groups([message(0), message(4), message(8), message(13)])).toBe('#( . . (');
});

it('begins a group with another author, but not with another device of the same', () => {
  const phone = jidOf('ben@example.org/phone') ?? ben;
  expect(groups([message(0), message(1, { own: true }), message(2), message(3, { from: phone })])).toBe('#( ( ( .');
});

it('begins a group with a day and with the first unread message', () => {
  expect(groups([message(-1), message(12 * 60 - 1), message(12 * 60)])).toBe('#( ( #(');
  expect(groups([message(0), message(1), message(2)], noon + 1)).toBe('#( !( .');
});

it('takes no own message for unread', () => {
  expect(groups([message(0), message(1, { own: true })], noon)).toBe('#( (');
});

it('lets headlines and invitations stand by themselves', () => {
  const invitation = { room: bareJid('room@rooms.example.org') };
  expect(groups([message(0), message(1, { type: 'headline' }), message(2), message(3, { invitation })])).toBe(
    '#( ( ( (',
  );
});

it('ends a group where the next begins', () => {
  expect(rowsOf([message(0), message(1), message(9)]).map((row) => row.endsGroup)).toEqual([false, true, true]);
});
