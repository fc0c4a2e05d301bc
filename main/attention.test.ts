import { expect, test } from 'vitest';
import { watchAttention } from './attention.ts';
import { testClock } from './clock.testing.ts';
import type { WindowState } from './shell/shell.ts';

function watched() {
  const clock = testClock();
  const state = { focused: true, visible: true };
  let seconds: number | undefined | 'fails' = 0;
  let listener: (state: WindowState) => void = () => {};
  const changes: boolean[] = [];
  const attention = watchAttention({
    window: {
      isVisible: () => state.visible,
      onChange(added) {
        listener = added;
        return () => {
          listener = () => {};
        };
      },
    },
    power: { idleSeconds: async () => (seconds === 'fails' ? Promise.reject(new Error('no bus')) : seconds) },
    clock,
    log: { info: () => {}, warn: () => {} },
    onChange: (attended) => void changes.push(attended),
  });
  return {
    attention,
    changes,
    clock,
    show(next: Partial<WindowState>) {
      Object.assign(state, next);
      listener(state);
    },
    async idleFor(next: typeof seconds, ms: number) {
      seconds = next;
      clock.pass(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('a window that is hidden or minimised is not looked at', () => {
  const { attention, changes, show } = watched();
  show({ focused: false });
  expect(changes).toEqual([]);
  show({ visible: false });
  show({ visible: true });
  expect(changes).toEqual([false, true]);
  expect(attention.attended()).toBe(true);
});

test('nor is one before which nobody sits; who comes back is seen within seconds', async () => {
  const { changes, idleFor } = watched();
  await idleFor(299, 60_000);
  expect(changes).toEqual([]);
  await idleFor(300, 60_000);
  expect(changes).toEqual([false]);
  await idleFor(2, 5000);
  expect(changes).toEqual([false, true]);
});

test('a focus says at once that somebody is there', async () => {
  const { changes, idleFor, show } = watched();
  await idleFor(1000, 60_000);
  show({ focused: true });
  expect(changes).toEqual([false, true]);
});

test.each([undefined, 'fails'] as const)(
  'a desktop that does not tell the idle time (%s) leaves it to the window',
  async (answer) => {
    const { changes, idleFor } = watched();
    await idleFor(answer, 60_000);
    expect(changes).toEqual([]);
  },
);

test('once stopped it asks and tells no more', async () => {
  const { attention, changes, clock, idleFor, show } = watched();
  attention.stop();
  show({ visible: false });
  await idleFor(1000, 120_000);
  expect(changes).toEqual([]);
  expect(clock.pending()).toEqual([]);
});
