import { afterEach, expect, test, vi } from 'vitest';
import { isQuiet, LONGEST_QUIET, quietEnd } from './quiet.ts';

afterEach(() => vi.unstubAllEnvs());

const local = (text: string) => new Date(text).getTime();

test.each([
  ['2026-03-07T09:30:10', '2026-03-08T08:00:00'],
  ['2026-03-07T23:59:00', '2026-03-08T08:00:00'],
  ['2026-03-08T00:30:00', '2026-03-08T08:00:00'],
  ['2026-03-08T04:59:00', '2026-03-08T08:00:00'],
  ['2026-03-08T05:00:00', '2026-03-09T08:00:00'],
  ['2026-12-31T12:00:00', '2027-01-01T08:00:00'],
])('said at %s, the morning is that of %s', (now, end) => {
  expect(quietEnd('morning', local(now))).toBe(local(end));
});

test('it is eight o’clock also after a night in which the clocks changed', () => {
  vi.stubEnv('TZ', 'America/New_York');
  const end = new Date(quietEnd('morning', local('2026-03-07T20:00:00')));
  expect([end.getDate(), end.getHours()]).toEqual([8, 8]);
  expect(end.getTime() - local('2026-03-07T20:00:00')).toBe(11 * 3_600_000);
});

test('a pause ends by itself; one that nobody can have chosen is none', () => {
  const now = local('2026-03-07T09:30:00');
  expect(quietEnd('hour', now)).toBe(now + 3_600_000);
  expect(
    [null, now, now + 1, now + LONGEST_QUIET, now + LONGEST_QUIET + 1].map((until) => isQuiet(until, now)),
  ).toEqual([false, false, true, true, false]);
});
