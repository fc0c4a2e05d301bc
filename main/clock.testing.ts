/** A clock that stands still until a test moves it. */
import type { Clock } from './clock.ts';

export interface TestClock extends Clock {
  /** Lets `ms` pass and calls what falls due, in order. */
  pass(ms: number): void;
  /** Somebody sets the clock: no time passes. */
  set(by: number): void;
  /** ms until each pending call, soonest first. */
  pending(): readonly number[];
}

export function testClock(start = 1_700_000_000_000): TestClock {
  let now = start;
  /** By how much it was set. */
  let off = 0;
  const timers = new Set<{ readonly due: number; readonly call: () => void }>();
  const soonest = () => [...timers].sort((a, b) => a.due - b.due);
  return {
    now: () => now + off,
    elapsed: () => now,
    after(ms, call) {
      const timer = { due: now + ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(ms) {
      const end = now + ms;
      for (let next = soonest()[0]; next !== undefined && next.due <= end; next = soonest()[0]) {
        now = next.due;
        timers.delete(next);
        next.call();
      }
      now = end;
    },
    set(by) {
      off += by;
    },
    pending: () => soonest().map(({ due }) => due - now),
  };
}
