import { expect, it } from 'vitest';
import { beginningOf } from './beginning.ts';

it('leaves what is not long as it is', () => {
  expect(beginningOf('')).toBeUndefined();
  expect(beginningOf('x'.repeat(4000))).toBeUndefined();
  expect(beginningOf('line\n'.repeat(59))).toBeUndefined();
});

it('ends after whole lines', () => {
  expect(beginningOf('line\n'.repeat(100))).toBe('line\n'.repeat(30).trimEnd());
});

it('ends after a word', () => {
  const text = 'some words '.repeat(1000);
  const beginning = beginningOf(text) ?? '';
  expect(beginning.length).toBeGreaterThan(1900);
  expect(text.startsWith(`${beginning} `)).toBe(true);
});

it('ends between characters where there are no words', () => {
  const family = '👩‍👩‍👧';
  const beginning = beginningOf(`.${family.repeat(2000)}`) ?? '';
  expect(beginning.length).toBeGreaterThan(1900);
  expect((beginning.length - 1) % family.length).toBe(0);
  expect(beginningOf('x'.repeat(200_000))).toHaveLength(2000);
});
