/** When Kith looks for a newer version by itself: not while it starts, then about once a day, never without a network. */
import type { Clock } from '../clock.ts';
import type { Undo } from '../shell/shell.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** ms. Each is drawn from its range, so that not everybody asks at once when the working day begins. */
const FIRST = { from: MINUTE, to: 10 * MINUTE };
const DAILY = { from: 22 * HOUR, to: 26 * HOUR };
/** Until it is asked again whether it may look: there was no network, or the person had turned it off. */
const POSTPONED = { from: 10 * MINUTE, to: 20 * MINUTE };

export interface RegularParts {
  readonly look: () => Promise<void>;
  readonly mayLook: () => boolean;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export function lookRegularly({ look, mayLook, clock, random }: RegularParts): Undo {
  let cancel: Undo = () => undefined;
  let stopped = false;

  function wait({ from, to }: { readonly from: number; readonly to: number }): void {
    if (!stopped) cancel = clock.after(from + (to - from) * random(), due);
  }
  function due(): void {
    if (mayLook()) void look().then(() => wait(DAILY));
    else wait(POSTPONED);
  }

  wait(FIRST);
  return () => {
    stopped = true;
    cancel();
  };
}
