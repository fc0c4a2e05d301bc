import { expect, it } from 'vitest';
import { BEHIND_GAP, ORDER_STEP, spread, staying } from './archive-order.ts';

const noon = Date.UTC(2026, 0, 1, 12);

it('places messages at their times where there is room', () => {
  expect(spread([10_000, 20_000], 0, 100_000)).toEqual([10_000, 20_000]);
  expect(spread([10, 20], 0, Number.POSITIVE_INFINITY)).toEqual([10, 20]);
});

it('keeps the order where the times do not', () => {
  const places = spread([noon, noon, noon - 5000, noon], noon, Number.POSITIVE_INFINITY);
  expect(places).toEqual([1, 2, 3, 4].map((n) => noon + n * ORDER_STEP));
});

it('fits thousands with the same stamp as what comes after the gap', () => {
  let low = noon - 60_000;
  const high = noon + BEHIND_GAP;
  let before = low;
  for (let page = 0; page < 100; page++) {
    for (const place of spread(Array<number>(250).fill(noon), low, high)) {
      expect(place).toBeGreaterThan(before);
      before = place;
    }
    low = before;
  }
  expect(low).toBeLessThan(high);
});

it('finds room where there is hardly any', () => {
  const places = spread([noon, noon, noon], noon, noon + 2 * ORDER_STEP);
  expect(new Set([noon, ...places, noon + 2 * ORDER_STEP]).size).toBe(5);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});

it('moves as little as can be, and rather what nobody has read', () => {
  const of = (...list: [order: number, weight?: number][]) =>
    staying(list.map(([order, weight = 1]) => ({ order, weight }))).map(({ order }) => order);
  expect(of([1], [2], [3])).toEqual([1, 2, 3]);
  expect(of([5], [1], [2], [3], [4])).toEqual([1, 2, 3, 4]);
  expect(of([2], [3], [4], [1])).toEqual([2, 3, 4]);
  expect(of([2, 999], [1, 1000])).toEqual([1]);
  expect(of([2, 1000], [1, 999])).toEqual([2]);
});
