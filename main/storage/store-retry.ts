/**
 * When to hand the page again what it could not store: after a while, at the next event, or when somebody says so.
 * Until then nothing is posted and nothing acknowledged.
 */
import type { Delivery } from '../bridge/delivery.ts';
import type { Clock } from '../clock.ts';

/** ms; a full disk is rarely emptied within seconds, and a try costs a transaction of up to a thousand rows. */
const FIRST = 5000;
const LONGEST = 60_000;

export interface StoreRetry {
  /** The page could not store. */
  failed(): void;
  /** The page has stored something. */
  stored(): void;
  /** Something new is to be stored: a reason to try, though not more often than the first delay allows. */
  another(): void;
  /** Tries now. */
  now(): void;
  /** Nothing is posted until `now`, whatever happens meanwhile. */
  hold(): void;
  stop(): void;
}

export function createStoreRetry(delivery: Pick<Delivery, 'pause' | 'again'>, clock: Clock): StoreRetry {
  let failures = 0;
  let failedAt: number | undefined;
  let cancel = () => {};

  function now(): void {
    cancel();
    failedAt = undefined;
    delivery.again();
  }

  return {
    failed() {
      delivery.pause();
      cancel();
      failedAt = clock.now();
      cancel = clock.after(Math.min(LONGEST, FIRST * 2 ** failures), now);
      failures = Math.min(failures + 1, 16);
    },
    stored() {
      failures = 0;
    },
    another() {
      if (failedAt !== undefined && clock.now() - failedAt >= FIRST) now();
    },
    now,
    hold() {
      cancel();
      failedAt = undefined;
      delivery.pause();
    },
    stop: () => cancel(),
  };
}
