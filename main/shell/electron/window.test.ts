import { beforeEach, expect, test } from 'vitest';
import type { WindowState } from '../shell.ts';
import { recorder } from '../testing/recorder.ts';
import { electronWindow, type WindowParts } from './window.ts';

/** What a window says of itself, and what was done to it. */
const facts = { focused: true, shown: true, minimised: false, fullScreen: false, destroyed: false };
let done: string[];
let leaving: boolean;
let wayBack: boolean;
let events: ReturnType<typeof recorder>;

function window(dock?: WindowParts['dock']) {
  const act = (name: string) => () => void done.push(name);
  return electronWindow({
    window: {
      on: events.on,
      once: events.on,
      isDestroyed: () => facts.destroyed,
      isFocused: () => {
        if (facts.destroyed) throw new TypeError('Object has been destroyed');
        return facts.focused;
      },
      isVisible: () => facts.shown,
      isMinimized: () => facts.minimised,
      isFullScreen: () => facts.fullScreen,
      show: act('show'),
      hide: act('hide'),
      focus: act('focus'),
      minimize: act('minimise'),
      restore: act('restore'),
      flashFrame: (on: boolean) => void done.push(on ? 'flash' : 'no flash'),
      setFullScreen: act('leave full screen'),
    } as never,
    dock,
    place: act('place'),
    hasWayBack: () => wayBack,
    isLeaving: () => leaving,
    quit: act('quit'),
  });
}

function close(): boolean {
  let prevented = false;
  events.call('close', {
    preventDefault() {
      prevented = true;
    },
  });
  return prevented;
}

beforeEach(() => {
  Object.assign(facts, { focused: true, shown: true, minimised: false, fullScreen: false, destroyed: false });
  done = [];
  leaving = false;
  wayBack = true;
  events = recorder();
});

test('closing hides only what can be brought back, and only if that was decided', () => {
  const port = window();
  expect([close(), ...done]).toEqual([true, 'quit']);
  port.onCloseRequest(() => 'hide');
  expect([close(), ...done]).toEqual([true, 'quit', 'hide']);
  wayBack = false;
  expect([close(), ...done]).toEqual([true, 'quit', 'hide', 'quit']);
  wayBack = true;
  port.onCloseRequest(() => 'close');
  expect([close(), ...done]).toEqual([true, 'quit', 'hide', 'quit', 'quit']);
});

test('once Electron is leaving, nothing holds the window up', () => {
  window().onCloseRequest(() => 'hide');
  leaving = true;
  expect([close(), ...done]).toEqual([false]);
});

test('of a window that is gone nobody is told that it is there, and what is asked of it is nothing', () => {
  const port = window();
  expect([port.isFocused(), port.isVisible()]).toEqual([true, true]);
  facts.destroyed = true;
  expect([port.isFocused(), port.isVisible()]).toEqual([false, false]);
  done = [];
  port.show();
  port.focus();
  port.hide();
  port.attract(false);
  port.setTitle('Kith');
  port.reload();
  expect(done).toEqual([]);
});

test('without a tray it is minimised; out of full screen it comes first', () => {
  const port = window();
  wayBack = false;
  port.hide();
  wayBack = true;
  facts.fullScreen = true;
  port.hide();
  expect(done).toEqual(['minimise', 'leave full screen']);
  events.call('leave-full-screen');
  expect(done.at(-1)).toBe('hide');
});

test('a minimised window is not visible, and each change is told once', () => {
  const port = window();
  const seen: WindowState[] = [];
  port.onChange((state) => seen.push(state));
  events.call('focus');
  Object.assign(facts, { focused: false, minimised: true });
  events.call('blur');
  events.call('minimize');
  expect(seen).toEqual([{ focused: false, visible: false }]);
  expect(port.isVisible()).toBe(false);
  port.focus();
  expect(done).toEqual(['restore', 'show', 'focus']);
});

test('a hidden window is brought to a screen that is there before it is shown', () => {
  const port = window();
  facts.shown = false;
  port.show();
  expect(done).toEqual(['place', 'show']);
});

test('it calls at the task bar, and at the dock with bounces that are taken back', () => {
  expect([window().attract(true), window().attract(false), ...done]).toEqual(['done', 'done', 'flash', 'no flash']);
  done = [];
  let id = 0;
  const port = window({
    bounce(kind) {
      done.push(`bounce ${kind}`);
      id += 1;
      return id;
    },
    cancelBounce: (which) => void done.push(`cancel ${which}`),
  });
  for (const on of [true, true, false, false]) port.attract(on);
  expect(done).toEqual(['bounce informational', 'cancel 1', 'bounce informational', 'cancel 2']);
});
