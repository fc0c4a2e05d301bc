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
  let safe = 0;
  const settle = () => {
    const first = row.findIndex(({ holds }) => holds > 0);
    const count = first < 0 ? row.length : first;
    if (count === 0) return;
    row.splice(0, count);
    safe = (safe + count) >>> 0;
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
    pending: () => row.length > 0,
    forgetPending() {
      row = [];
    },
  };
}
