import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('the longest wait doubles up to a minute', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 5000].map((failures) => backoff(failures, () => 1 - Number.EPSILON));
  expect(longest).toEqual([999, 1999, 3999, 7999, 15999, 31999, 59999, 59999, 59999]);
});

test('the wait is spread over the whole range, but never nothing', () => {
  expect([0, 0.1, 0.5].map((n) => backoff(3, () => n))).toEqual([200, 800, 4000]);
});
