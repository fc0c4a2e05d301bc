import { expect, it } from 'vitest';
import { NOTHING, renumber } from './steady-index.ts';

const numbers = ({ keys, first }: ReturnType<typeof renumber>) =>
  Object.fromEntries(keys.map((key, place) => [key, first + place]));

it('keeps the number of every row that stays, whatever comes and goes at the ends', () => {
  const one = renumber(NOTHING, ['c', 'd', 'e']);
  const two = renumber(one, ['a', 'b', 'c', 'd']);
  const three = renumber(two, ['d', 'x', 'y']);
  expect(numbers(two).c).toBe(numbers(one).c);
  expect(numbers(three).d).toBe(numbers(one).d);
  expect(three.generation).toBe(one.generation);
});

it('keeps them when the first row itself is deleted', () => {
  const one = renumber(NOTHING, ['a', 'b', 'c']);
  expect(numbers(renumber(one, ['b', 'c'])).b).toBe(numbers(one).b);
});

it('begins anew when nothing stayed', () => {
  const one = renumber(NOTHING, ['a', 'b']);
  expect(renumber(one, ['y', 'z']).generation).toBe(one.generation + 1);
});
