import { expect, test } from 'vitest';
import { inTurn, ratioOf, spreadOf } from './figure.ts';
import { jsonOf, tableOf } from './table.ts';

test('the median of an even number of runs is between the middle two', () => {
  expect(spreadOf([9, 1, 3])).toEqual({ min: 1, median: 3, max: 9 });
  expect(spreadOf([4, 1, 2, 9])).toEqual({ min: 1, median: 3, max: 9 });
});

test('the ratio is of each run with its own baseline, or with their median where there are fewer', () => {
  expect(ratioOf([2, 9], [1, 3])).toEqual({ min: 2, median: 2.5, max: 3 });
  expect(ratioOf([2, 4, 6], [2])).toEqual({ min: 1, median: 2, max: 3 });
});

test('everything is measured in turn, and the first round is thrown away', async () => {
  const calls: string[] = [];
  let now = 0;
  const measure = (name: string) => async () => {
    calls.push(name);
    now += 1;
    return now;
  };
  expect(await inTurn(2, { kith: measure('kith'), bare: measure('bare') })).toEqual({ kith: [3, 5], bare: [4, 6] });
  expect(calls).toEqual(['kith', 'bare', 'kith', 'bare', 'kith', 'bare']);
});

test('the table and the JSON say each figure with its baselines', () => {
  const figures = [
    { name: 'a row', unit: 'ms', runs: [20, 40], beside: [{ name: 'nothing', runs: [10, 10] }] },
  ] as const;
  const table = tableOf([{ bench: 'start', figures }]);
  expect(table).toMatch(/a row +20 ms +30 ms +40 ms$/m);
  expect(table).toMatch(/beside: nothing +10 ms +10 ms +10 ms +3 \(2 to 4\)$/m);
  const { figures: written } = JSON.parse(jsonOf([{ bench: 'start', figures }], {})) as { figures: unknown[] };
  expect(written).toMatchObject([{ bench: 'start', median: 30, beside: [{ ratio: { min: 2, median: 3, max: 4 } }] }]);
});
