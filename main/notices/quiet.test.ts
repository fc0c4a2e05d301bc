import { expect, test } from 'vitest';
import { LONGEST_QUIET } from '../../app/notices/quiet.ts';
import { defaultSettings, type Settings } from '../../app/settings/settings.ts';
import { testClock } from '../clock.testing.ts';
import { createQuiet, type Quiet } from './quiet.ts';

const HOUR = 3_600_000;

function begun(quietUntil: (now: number) => number | null) {
  const clock = testClock();
  const kept: (number | null)[] = [];
  let settings: Settings = { ...defaultSettings, quietUntil: quietUntil(clock.now()) };
  const quiet: Quiet = createQuiet({
    settings: {
      current: () => settings,
      async change(changes) {
        settings = { ...settings, quietUntil: changes.quietUntil ?? null };
        kept.push(settings.quietUntil);
        quiet.look();
      },
    },
    clock,
    log: { info: () => undefined, warn: () => undefined },
  });
  quiet.look();
  return { quiet, clock, kept };
}

test('a pause ends by itself, and the setting with it', () => {
  const { quiet, clock, kept } = begun(() => null);
  expect([quiet.isOn(), quiet.until(), clock.pending()]).toEqual([false, undefined, []]);
  const end = clock.now() + HOUR;
  quiet.set(end);
  clock.pass(HOUR - 1);
  expect([quiet.isOn(), quiet.until()]).toEqual([true, end]);
  clock.pass(1);
  expect([quiet.isOn(), quiet.until()]).toEqual([false, undefined]);
  expect(kept).toEqual([end, null]);
});

test('another choice takes the place of the first; it can be ended', () => {
  const { quiet, clock, kept } = begun(() => null);
  quiet.set(clock.now() + HOUR);
  quiet.set(clock.now() + 3 * HOUR);
  expect(clock.pending()).toEqual([3 * HOUR]);
  quiet.set(undefined);
  expect([quiet.isOn(), clock.pending(), kept.at(-1)]).toEqual([false, [], null]);
});

test('it goes on over a restart, and is over if it ended in between', () => {
  expect(begun((now) => now + HOUR).quiet.isOn()).toBe(true);
  const late = begun((now) => now - 1);
  expect([late.quiet.isOn(), late.kept]).toEqual([false, [null]]);
  // The computer's clock was years ahead when it was chosen.
  const wrong = begun((now) => now + LONGEST_QUIET + 1);
  expect([wrong.quiet.isOn(), wrong.kept]).toEqual([false, [null]]);
});

test('a disk that refuses is asked once', async () => {
  const clock = testClock();
  const settings: Settings = { ...defaultSettings, quietUntil: clock.now() - 1 };
  let asked = 0;
  const quiet: Quiet = createQuiet({
    settings: {
      current: () => settings,
      async change() {
        asked += 1;
        if (asked > 5) return;
        // As the store does when it takes a change back.
        await Promise.resolve();
        quiet.look();
        throw new Error('full');
      },
    },
    clock,
    log: { info: () => undefined, warn: () => undefined },
  });
  quiet.look();
  await new Promise((resolve) => setImmediate(resolve));
  expect([asked, quiet.isOn()]).toEqual([1, false]);
});

test('once stopped, nothing waits', () => {
  const { quiet, clock } = begun((now) => now + HOUR);
  quiet.stop();
  expect(clock.pending()).toEqual([]);
});
