/** ms */
const FIRST = 1000;
const LONGEST = 60_000;
/** Never at once: a server that answers quickly with a refusal would be asked in a storm. */
const SHORTEST = 200;
/** ms online after which a loss is a new one and not the next of a row. */
const STABLE = 60_000;
/**
 * ms online after which the row gets shorter. A link that breaks every half minute costs its server little, and its
 * person should not wait a minute each time; one that breaks sooner than this goes on in the row.
 */
const USEFUL = 15_000;

export interface Backoff {
  /**
   * ms until the next attempt: exponential with full jitter, so that the clients of a restarted server do not all come
   * back in the same second.
   */
  next(): number;
  /** A link has worked for so many ms. */
  worked(ms: number): void;
  /** The person asks: the row begins anew. */
  reset(): void;
}

export function createBackoff(random: () => number): Backoff {
  let failures = 0;
  return {
    next() {
      const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 16));
      failures += 1;
      return Math.max(SHORTEST, Math.floor(random() * ceiling));
    },
    worked(ms) {
      if (ms >= STABLE) failures = 0;
      else if (ms >= USEFUL) failures = Math.floor(failures / 2);
    },
    reset() {
      failures = 0;
    },
  };
}
