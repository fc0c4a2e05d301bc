import { expect, test } from 'vitest';
import { testClock } from './clock.testing.ts';
import { createLastSeen } from './last-seen.ts';

function lastSeen() {
  const clock = testClock();
  let changes = 0;
  const seen = createLastSeen({ clock, onChange: () => void changes++ });
  return { clock, seen, changes: () => changes };
}

test('the person is there now, as long as they are', () => {
  const { clock, seen } = lastSeen();
  clock.pass(1000);
  expect(seen.at()).toBe(clock.now());
  expect(seen.awaySince()).toBeUndefined();
});

test('whoever leaves counts as away after five minutes, since when they left', () => {
  const { clock, seen, changes } = lastSeen();
  const left = clock.now();
  seen.attended(false, left);
  clock.pass(299_999);
  expect([seen.at(), seen.awaySince(), changes()]).toEqual([left, undefined, 0]);
  clock.pass(1);
  expect([seen.at(), seen.awaySince(), changes()]).toEqual([left, left, 1]);
  seen.attended(true, clock.now());
  expect([seen.at(), seen.awaySince(), changes()]).toEqual([clock.now(), undefined, 2]);
});

test('a moment away is told to nobody', () => {
  const { clock, seen, changes } = lastSeen();
  seen.attended(false, clock.now());
  clock.pass(60_000);
  seen.attended(true, clock.now());
  clock.pass(600_000);
  expect(changes()).toBe(0);
});

test('who did not touch the computer for long is away at once when that is noticed', () => {
  const { clock, seen } = lastSeen();
  const since = clock.now() - 300_000;
  seen.attended(false, since);
  clock.pass(0);
  expect(seen.awaySince()).toBe(since);
});
