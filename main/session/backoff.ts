/** ms */
const FIRST = 1000;
const LONGEST = 60_000;
/** Never at once: a server that answers quickly with a refusal would be asked in a storm. */
const SHORTEST = 200;

/**
 * ms to wait after `failures` failed attempts in a row (0: the link has just been lost): exponential with full jitter, so
 * that the clients of a restarted server do not all come back in the same second.
 */
export function backoff(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 16));
  return Math.max(SHORTEST, Math.floor(random() * ceiling));
}
