import { expect, it } from 'vitest';
import { findByTyping } from './find-by-typing.ts';

const names = ['Ann', 'Anton', 'Ben', '민지', 'Aaron'];
const find = (typed: string, from: number) => findByTyping(names, (name) => name, typed, from);

it('finds the next that begins with what was typed, round the end', () => {
  expect(find('ant', 0)).toBe(1);
  expect(find('b', 4)).toBe(2);
  expect(find('민', 0)).toBe(3);
});

it('stays where it is while more letters still fit', () => {
  expect(find('an', 0)).toBe(0);
});

it('walks on with the same letter again', () => {
  expect(find('a', 0)).toBe(1);
  expect(find('aa', 1)).toBe(4);
});

it('finds nothing where nothing fits', () => {
  expect(find('zoe', 0)).toBeUndefined();
});
