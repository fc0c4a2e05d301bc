/** When the person was last there. Contacts are told of it only after a while: nobody wants to hear of every moment. */
import type { Clock } from './clock.ts';

/** ms without the person, after which they count as away. */
const AWAY_AFTER = 300_000;

export interface LastSeen {
  /** The person is there; or was last at `since` (epoch ms). */
  attended(there: boolean, since: number): void;
  /** Epoch ms; now, while the person is there. */
  at(): number;
  /** Epoch ms; undefined while the person is there, or was a moment ago. */
  awaySince(): number | undefined;
  stop(): void;
}

export function createLastSeen(parts: {
  readonly clock: Clock;
  /** `awaySince` has another answer. */
  readonly onChange: () => void;
}): LastSeen {
  const { clock, onChange } = parts;
  let since: number | undefined;
  let isAway = false;
  let cancel = () => {};

  function become(away: boolean): void {
    if (isAway === away) return;
    isAway = away;
    onChange();
  }

  return {
    attended(there, at) {
      cancel();
      since = there ? undefined : at;
      if (since === undefined) become(false);
      else cancel = clock.after(Math.max(0, since + AWAY_AFTER - clock.now()), () => become(true));
    },
    at: () => since ?? clock.now(),
    awaySince: () => (isAway ? since : undefined),
    stop: () => cancel(),
  };
}
