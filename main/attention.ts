/** Whether somebody may be looking: the window is on the screen, and the computer is being used. */
import type { Clock } from './clock.ts';
import { type Log, reasonOf } from './log.ts';
import type { PowerPort, Undo, WindowPort } from './shell/shell.ts';

/** s without a key or a movement of the mouse, after which nobody sits there. */
const IDLE = 300;
/** ms between two questions to the desktop; it tells nobody by itself. */
const EVERY = 60_000;
const EVERY_WHILE_IDLE = 5_000;

export interface AttentionParts {
  readonly window: Pick<WindowPort, 'isVisible' | 'onChange'>;
  readonly power: Pick<PowerPort, 'idleSeconds'>;
  readonly clock: Clock;
  readonly log: Log;
  /** `since`: when somebody was last there, in epoch ms. */
  readonly onChange: (attended: boolean, since: number) => void;
}

export interface Attention {
  attended(): boolean;
  readonly stop: Undo;
}

export function watchAttention({ window, power, clock, log, onChange }: AttentionParts): Attention {
  let idle = false;
  /** ms, as far as the system knows. */
  let untouched = 0;
  let told = window.isVisible();
  let cancel = () => {};
  let stopped = false;

  function settle(): void {
    const now = window.isVisible() && !idle;
    if (now === told) return;
    told = now;
    onChange(now, clock.now() - (idle ? untouched : 0));
  }

  /** A hidden window needs no further reason. */
  async function ask(): Promise<void> {
    if (window.isVisible()) {
      const seconds = await power.idleSeconds().catch((error: unknown) => {
        log.info('idle time not known', { reason: reasonOf(error) });
        return undefined;
      });
      idle = seconds !== undefined && seconds >= IDLE;
      untouched = (seconds ?? 0) * 1000;
      settle();
    }
    if (!stopped) later();
  }

  function later(): void {
    cancel();
    cancel = clock.after(idle ? EVERY_WHILE_IDLE : EVERY, () => void ask());
  }

  const undo = window.onChange(({ focused }) => {
    // Who brings it to the front sits there.
    if (focused) idle = false;
    settle();
  });
  later();
  return {
    attended: () => told,
    stop() {
      stopped = true;
      cancel();
      undo();
    },
  };
}
