/** The window's button in the task bar, or its icon in the dock, calls for the person; and it always stops. */
import type { Totals } from '../../app/notices/facts.ts';
import type { Clock } from '../clock.ts';
import type { Undo, WindowPort } from '../shell/shell.ts';

/** Who has not looked by then (ms) is not there, or does not want to. */
const LIMIT = 30_000;

export interface AttractParts {
  readonly window: Pick<WindowPort, 'attract' | 'isFocused' | 'onChange'>;
  /** Whether the person wants it, and may be disturbed now. */
  readonly wanted: () => boolean;
  readonly clock: Clock;
}

export interface Attract {
  update(totals: Totals): void;
  /** What was wanted may not be any more. */
  refresh(): void;
  readonly stop: Undo;
}

export function createAttract({ window, wanted, clock }: AttractParts): Attract {
  /** Unknown until the page has counted: what was there before is no news. */
  let before: number | undefined;
  let cancel: (() => void) | undefined;

  function begin(): void {
    cancel?.();
    cancel = clock.after(LIMIT, end);
    window.attract(true);
  }

  function end(): void {
    if (cancel === undefined) return;
    cancel();
    cancel = undefined;
    window.attract(false);
  }

  const undo = window.onChange(({ focused }) => {
    if (focused) end();
  });

  return {
    update({ unread, requests }) {
      const now = unread + requests;
      const grew = before !== undefined && now > before;
      // Whoever reads, here or on another device, knows.
      const shrank = before !== undefined && now < before;
      before = now;
      if (shrank) end();
      else if (grew && !window.isFocused() && wanted()) begin();
    },
    refresh() {
      if (!wanted()) end();
    },
    stop() {
      end();
      undo();
    },
  };
}
