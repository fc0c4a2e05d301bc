import { beforeEach, expect, test } from 'vitest';
import { type TestClock, testClock } from '../clock.testing.ts';
import { listeners } from '../shell/listeners.ts';
import type { WindowState } from '../shell/shell.ts';
import { type Attract, createAttract } from './attract.ts';

let clock: TestClock;
let changes: ReturnType<typeof listeners<WindowState>>;
let calls: boolean[];
let focused: boolean;
let wanted: boolean;
let attract: Attract;

beforeEach(() => {
  clock = testClock();
  changes = listeners();
  calls = [];
  focused = false;
  wanted = true;
  attract = createAttract({
    window: {
      attract(on) {
        calls.push(on);
        return 'done';
      },
      isFocused: () => focused,
      onChange: changes.add,
    },
    wanted: () => wanted,
    clock,
  });
  attract.update({ unread: 3, requests: 0 });
});

const unread = (count: number) => attract.update({ unread: count, requests: 0 });

test('what was unread before is no news; a message and a request are', () => {
  expect(calls).toEqual([]);
  unread(4);
  expect(calls).toEqual([true]);
  attract.update({ unread: 4, requests: 1 });
  expect(calls).toEqual([true, true]);
});

test('it stops when the window is looked at, once', () => {
  unread(4);
  changes.tell({ focused: false, visible: true });
  expect(calls).toEqual([true]);
  changes.tell({ focused: true, visible: true });
  changes.tell({ focused: true, visible: true });
  expect(calls).toEqual([true, false]);
  expect(clock.pending()).toEqual([]);
});

test('it stops when something is read, also elsewhere', () => {
  unread(5);
  unread(4);
  expect(calls).toEqual([true, false]);
});

test('it stops by itself, counted from the newest message', () => {
  unread(4);
  clock.pass(20_000);
  unread(5);
  clock.pass(29_999);
  expect(calls).toEqual([true, true]);
  clock.pass(1);
  expect(calls).toEqual([true, true, false]);
});

test('it stops when it is switched off, or a pause begins', () => {
  unread(4);
  wanted = false;
  attract.refresh();
  attract.refresh();
  expect(calls).toEqual([true, false]);
  unread(5);
  expect(calls).toEqual([true, false]);
});

test('who looks at the window is not called', () => {
  focused = true;
  unread(4);
  expect(calls).toEqual([]);
});

test('nothing calls any more once Kith quits', () => {
  unread(4);
  attract.stop();
  expect([calls, clock.pending()]).toEqual([[true, false], []]);
});
