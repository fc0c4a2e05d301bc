import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

const rolls = (n: number) => () => n;

test('the longest wait doubles up to a minute', () => {
  const backoff = createBackoff(rolls(1 - Number.EPSILON));
  const longest = Array.from({ length: 9 }, () => backoff.next());
  expect(longest).toEqual([999, 1999, 3999, 7999, 15999, 31999, 59999, 59999, 59999]);
  for (let n = 0; n < 5000; n += 1) backoff.next();
  expect(backoff.next()).toBe(59999);
});

test('the wait is spread over the whole range, but never nothing', () => {
  const dice = [0.5, 0.5, 0.5, 0, 0.1];
  const backoff = createBackoff(() => dice.shift() ?? 0);
  expect(Array.from({ length: 5 }, () => backoff.next())).toEqual([500, 1000, 2000, 200, 1600]);
});

test('a link that breaks every half minute is tried again soon, also after a long row', () => {
  const backoff = createBackoff(rolls(1 - Number.EPSILON));
  for (let n = 0; n < 8; n += 1) backoff.next();
  const waits = Array.from({ length: 6 }, () => {
    backoff.worked(30_000);
    return backoff.next();
  });
  expect(waits).toEqual([15_999, 3999, 1999, 1999, 1999, 1999]);
});

test('one that breaks every ten seconds is waited for longer and longer; a minute, or the person, begins anew', () => {
  const backoff = createBackoff(rolls(1 - Number.EPSILON));
  for (let n = 0; n < 8; n += 1) {
    backoff.worked(10_000);
    backoff.next();
  }
  expect(backoff.next()).toBe(59_999);
  backoff.worked(60_000);
  expect(backoff.next()).toBe(999);
  backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(999);
});
