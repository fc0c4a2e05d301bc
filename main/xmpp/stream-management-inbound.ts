/**
 * What the server sent, counted for it (XEP-0198 section 4) only as far as it is safe: a stanza that somebody still
 * stores keeps the counter before it, and with it all that came after.
 */
import type { Release } from './feature.ts';

/** One received stanza. It is safe when it was handled and every hold on it was released. */
export interface Slot {
  hold(): Release;
  handled(): void;
}

export interface Inbound {
  arrive(): Slot;
  /** Stanzas that are safe, modulo 2^32. */
  h(): number;
  /** Whether some have arrived that are not safe yet. */
  pending(): boolean;
  /** The link broke: what is not safe will come again, its old holds count no more. */
  forgetPending(): void;
}

/** `progressed` is called when `h` has grown. */
export function createInbound(progressed: () => void): Inbound {
  let row: { holds: number }[] = [];
  /** Those before it are counted, and dropped together when they are most of the row: a burst is thousands long. */
  let next = 0;
  let safe = 0;
  const settle = () => {
    const before = next;
    while (row[next]?.holds === 0) next += 1;
    if (next === before) return;
    safe = (safe + next - before) >>> 0;
    if (next * 2 > row.length) {
      row = row.slice(next);
      next = 0;
    }
    progressed();
  };
  return {
    arrive() {
      const entry = { holds: 0 };
      row.push(entry);
      const hold = (): Release => {
        entry.holds += 1;
        let released = false;
        return () => {
          if (released) return;
          released = true;
          entry.holds -= 1;
          if (entry.holds === 0) settle();
        };
      };
      // Being handled is a hold, too: the one that begins with the arrival.
      return { hold, handled: hold() };
    },
    h: () => safe,
    pending: () => next < row.length,
    forgetPending() {
      row = [];
      next = 0;
    },
  };
}
