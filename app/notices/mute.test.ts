import { expect, it } from 'vitest';
import { muteEnd } from './mute.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).getTime();

it.each([
  ['hour', at(3, 14, 30), at(3, 15, 30)],
  ['hours', at(3, 22), at(4, 6)],
  ['tomorrow', at(3, 14, 30), at(4, 8)],
  // Who has not slept yet means the morning after.
  ['tomorrow', at(3, 1), at(3, 8)],
  ['tomorrow', at(3, 5), at(4, 8)],
  ['tomorrow', at(31, 23, 59), new Date(2026, 3, 1, 8).getTime()],
  ['forever', at(3, 14), undefined],
] as const)('%s', (span, now, end) => {
  expect(muteEnd(span, now)).toBe(end);
});
