import type { Undo } from './shell.ts';

/** How often the clock is looked at and what counts as a sleep, in ms. */
const EVERY = 5_000;
const GAP = 30_000;

/** Notices a suspend afterwards: a clock that jumped while no timer ran. For systems that don't tell it themselves. */
export function onSleepGap(listener: () => void, now: () => number = Date.now): Undo {
  let before = now();
  const timer = setInterval(() => {
    const time = now();
    if (time - before > EVERY + GAP) listener();
    before = time;
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}
