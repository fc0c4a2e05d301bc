import { beforeEach, expect, it } from 'vitest';
import { type TestClock, testClock } from '../clock.testing.ts';
import { createStoreRetry, type StoreRetry } from './store-retry.ts';

let clock: TestClock;
let calls: string[];
let retry: StoreRetry;
beforeEach(() => {
  clock = testClock();
  calls = [];
  retry = createStoreRetry({ pause: () => calls.push('pause'), again: () => calls.push('again') }, clock);
});

it('tries again by itself, each time after a longer wait, and anew from the first once something was stored', () => {
  const waits: number[] = [];
  for (let n = 0; n < 6; n++) {
    retry.failed();
    const before = clock.now();
    while (calls.at(-1) === 'pause') clock.pass(1000);
    waits.push(clock.now() - before);
  }
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  retry.stored();
  retry.failed();
  clock.pass(5000);
  expect(calls.at(-1)).toBe('again');
});

it('tries at the next event, but a flood of them does not make a storm of tries', () => {
  retry.another();
  expect(calls).toEqual([]);
  retry.failed();
  retry.failed();
  for (let n = 0; n < 100; n++) retry.another();
  expect(calls).toEqual(['pause', 'pause']);
  clock.pass(5000);
  retry.another();
  retry.another();
  expect(calls).toEqual(['pause', 'pause', 'again']);
});

it('holds until it is told', () => {
  retry.failed();
  retry.hold();
  clock.pass(3_600_000);
  retry.another();
  expect(calls).toEqual(['pause', 'pause']);
  retry.now();
  expect(calls.at(-1)).toBe('again');
});
