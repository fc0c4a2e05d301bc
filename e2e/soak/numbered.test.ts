import { expect, test } from 'vitest';
import { compare, numbered, numberIn } from './numbered.ts';
import { seeded } from './random.ts';

test('what is lost, doubled and out of order is found', () => {
  expect(compare([1, 2, 3, 4, 5, 6], [1, 3, 2, 3, 6, 6, 6])).toEqual({
    lost: [4, 5],
    doubled: [3, 6, 6],
    disordered: [2],
  });
  expect(compare([1, 2], [1, 2])).toEqual({ lost: [], doubled: [], disordered: [] });
});

test('a number is read from its own direction only, wherever the text has other things around it', () => {
  const text = numbered('out', 17, seeded(1));
  expect(numberIn('out', text)).toBe(17);
  expect(numberIn('in', text)).toBeUndefined();
  expect(numberIn('out', `09:30 ${text} ✓`)).toBe(17);
});

test('the same seed gives the same chances', () => {
  const row = (seed: number) => Array.from({ length: 50 }, seeded(seed).next);
  expect(row(7)).toEqual(row(7));
  expect(row(7)).not.toEqual(row(8));
  expect(Math.max(...row(7))).toBeLessThan(1);
  expect(Math.min(...row(7))).toBeGreaterThanOrEqual(0);
});
