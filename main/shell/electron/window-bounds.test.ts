import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testClock } from '../../clock.testing.ts';
import { keptLog } from '../testing/kept-log.ts';
import { recorder } from '../testing/recorder.ts';
import { type Cleanup, cleanup, temporaryFolder } from '../testing/surroundings.ts';
import { isOnScreen, keepBounds, readBounds, type SavedBounds } from './window-bounds.ts';

const SCREEN = { x: 0, y: 0, width: 1_920, height: 1_080 };
const THERE: SavedBounds = { x: 100, y: 50, width: 900, height: 700, maximised: true };

let clean: Cleanup;
let folder: string;
let file: string;
beforeEach(async () => {
  clean = cleanup();
  folder = await temporaryFolder(clean, 'electron');
  file = join(folder, 'window.json');
});
afterEach(() => clean.run());

test('the window comes back where it was, if that is on a screen', () => {
  const usual = readBounds(file, [SCREEN]);
  const read = (bounds: SavedBounds, screens = [SCREEN]) => {
    writeFileSync(file, JSON.stringify(bounds));
    return readBounds(file, screens);
  };
  expect(read(THERE)).toEqual(THERE);
  expect(read({ ...THERE, x: 2_500 })).toEqual(usual);
  expect(read({ ...THERE, x: 2_500 }, [SCREEN, { ...SCREEN, x: 1_920 }])).toEqual({ ...THERE, x: 2_500 });
  expect(read({ ...THERE, y: -200 })).toEqual(usual);
  expect(read({ ...THERE, width: 5 })).toEqual(usual);
  writeFileSync(file, '{"x":');
  expect(readBounds(file, [SCREEN])).toEqual(usual);
});

test('on a smaller screen it is no larger than that', () => {
  writeFileSync(file, JSON.stringify({ ...THERE, width: 2_500, height: 1_400 }));
  expect(readBounds(file, [SCREEN])).toEqual({ ...THERE, width: 1_920, height: 1_080 });
});

test('a hand’s breadth of the title bar has to be in reach', () => {
  const at = (x: number, y: number) => isOnScreen({ ...THERE, x, y }, [SCREEN]);
  expect([at(1_820, 0), at(1_821, 0), at(-800, 0), at(-801, 0), at(0, 1_030), at(0, 1_031)]).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
});

test('it is written once the person lets go of it, and at once when asked', () => {
  const clock = testClock();
  const log = keptLog();
  const { on, call } = recorder();
  let bounds = { x: 1, y: 2, width: 900, height: 700 };
  const write = keepBounds({
    window: { on: on as never, isDestroyed: () => false, getNormalBounds: () => bounds, isMaximized: () => false },
    file,
    after: clock.after,
    log,
  });
  call('move');
  clock.pass(499);
  call('resize');
  clock.pass(499);
  expect(existsSync(file)).toBe(false);
  clock.pass(1);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...bounds, maximised: false });
  // Nothing new: the disk is left in peace.
  rmSync(file);
  call('move');
  clock.pass(500);
  expect(existsSync(file)).toBe(false);
  bounds = { ...bounds, x: 3 };
  call('move');
  write();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...bounds, maximised: false });
  expect(clock.pending()).toEqual([]);
  expect(log.lines).toEqual([]);
});

test('a window that is gone is not asked where it is', () => {
  const clock = testClock();
  const { on, call } = recorder();
  const getNormalBounds = () => {
    throw new TypeError('Object has been destroyed');
  };
  let isGone = false;
  const parts = { on: on as never, isDestroyed: () => isGone, getNormalBounds, isMaximized: () => false };
  const write = keepBounds({ window: parts, file, after: clock.after, log: keptLog() });
  call('move');
  isGone = true;
  call('closed');
  expect(clock.pending()).toEqual([]);
  write();
  expect(existsSync(file)).toBe(false);
});

test('a disk that refuses is no reason to stop', () => {
  const log = keptLog();
  const parts = {
    on: (() => undefined) as never,
    isDestroyed: () => false,
    getNormalBounds: () => THERE,
    isMaximized: () => true,
  };
  keepBounds({ window: parts, file: join(folder, 'gone', 'window.json'), after: testClock().after, log })();
  expect(log.lines.map(({ event }) => event)).toEqual(['place of the window not kept']);
});
