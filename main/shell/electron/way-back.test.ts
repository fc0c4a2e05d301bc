import { beforeEach, expect, test } from 'vitest';
import { testClock } from '../../clock.testing.ts';
import { listeners } from '../listeners.ts';
import { keepWayBack } from './way-back.ts';

let done: string[];
const state = { visible: false, minimised: false, available: true, shown: true };
let panel: ReturnType<typeof listeners<boolean>>;
let clock: ReturnType<typeof testClock>;

function wayBack(platform: NodeJS.Platform = 'linux') {
  const act = (name: string) => () => void done.push(name);
  return keepWayBack({
    window: {
      isDestroyed: () => false,
      isVisible: () => state.visible,
      isMinimized: () => state.minimised,
      minimize() {
        done.push('minimise');
        state.minimised = true;
      },
      hide: act('hide'),
      showInactive: act('show'),
    },
    tray: { available: () => state.available, onAvailable: panel.add, isShown: () => state.shown },
    platform,
    after: clock.after,
  });
}

beforeEach(() => {
  done = [];
  Object.assign(state, { visible: false, minimised: false, available: true, shown: true });
  panel = listeners();
  clock = testClock();
});

test('there is a way back with a tray icon, and always on macOS', () => {
  expect(wayBack().exists()).toBe(true);
  state.shown = false;
  expect([wayBack().exists(), wayBack('win32').exists(), wayBack('darwin').exists()]).toEqual([false, false, true]);
});

test('with a tray a hidden start stays hidden', () => {
  wayBack().startHidden();
  panel.tell(true);
  expect(done).toEqual([]);
});

test('without a tray it is minimised, and goes to the tray when the panel comes', () => {
  state.available = false;
  wayBack().startHidden();
  expect(done).toEqual(['show', 'minimise']);
  panel.tell(true);
  panel.tell(true);
  expect(done).toEqual(['show', 'minimise', 'hide']);
});

test('a window that the person had up meanwhile stays', () => {
  state.available = false;
  wayBack().startHidden();
  state.minimised = false;
  panel.tell(true);
  expect(done).toEqual(['show', 'minimise']);
});

test('a hidden window comes when the tray stays away, not when the panel only restarts', () => {
  wayBack();
  panel.tell(false);
  clock.pass(9_000);
  panel.tell(true);
  clock.pass(60_000);
  expect(done).toEqual([]);
  panel.tell(false);
  clock.pass(10_000);
  expect(done).toEqual(['show']);
});

test('a window that is there anyway is left alone', () => {
  wayBack();
  state.visible = true;
  panel.tell(false);
  clock.pass(10_000);
  expect(done).toEqual([]);
});
