/**
 * What the server sent, counted for it (XEP-0198 section 4) only as far as it is stored: a stanza that somebody still
 * works on keeps the counter before it, and with it all that came after. Storing happens in order, so a count that goes
 * to the page behind everything before it is true as soon as it is stored there; only then is the server told.
 */
import type { Hold } from './feature.ts';

/** One received stanza. It is settled when it was handled and every hold on it was handed over or released. */
export interface Slot {
  hold(): Hold;
  handled(): void;
}

export interface Inbound {
  arrive(): Slot;
  /** Stanzas that are stored, or had nothing to store, modulo 2^32: what the server may be told. */
  h(): number;
  /** Stanzas that have arrived, modulo 2^32. */
  arrived(): number;
  /** Whether some have arrived that `h` does not count yet. */
  pending(): boolean;
  /**
   * The count behind everything that was handed over, to be stored by itself; nothing when `h` is there already, or
   * will be with what is under way.
   */
  countable(): { readonly h: number; stored(): void } | undefined;
  /**
   * The link broke: what `h` does not count will come again. What was handed over before that and is stored only now still
   * counts: a page that is slower than a bad line would be sent the same for ever.
   */
  forgetPending(): void;
  /** Another link; the server was asked to go on behind the first `h` stanzas. */
  resumeFrom(h: number): void;
}

interface Entry {
  holds: number;
  handled: boolean;
}

/** `from`: the stanzas counted in an earlier run. `progressed`: something was settled or stored. */
export function createInbound(progressed: () => void, from = 0): Inbound {
  let row: Entry[] = [];
  /** Those before it are settled, and dropped together when they are most of the row: a burst is thousands long. */
  let next = 0;
  let settled = from;
  let kept = from;
  /** Handed over and not stored yet. */
  let underWay = 0;
  /** Holds of a link before this one say nothing any more. */
  let link = 0;

  /** `current`: handed over while it is being handled, which counts as the end of that. */
  function settle(current?: Entry): void {
    const before = next;
    for (let entry = row[next]; entry?.holds === 0 && (entry.handled || entry === current); entry = row[next])
      next += 1;
    if (next === before) return;
    settled += next - before;
    if (next * 2 > row.length) {
      row = row.slice(next);
      next = 0;
    }
    progressed();
  }

  /** The server's numbers are those of the session, whatever link a stanza came over. */
  function storedUpTo(count: number, ofLink: number): void {
    if (ofLink === link) underWay -= 1;
    if (count > kept) kept = count;
    progressed();
  }

  return {
    arrive() {
      const entry: Entry = { holds: 0, handled: false };
      const ofLink = link;
      row.push(entry);
      return {
        hold() {
          entry.holds += 1;
          let holding = true;
          let count: number | undefined;
          const letGo = () => {
            holding = false;
            entry.holds -= 1;
          };
          return {
            handOver() {
              if (ofLink === link && holding) {
                letGo();
                underWay += 1;
                settle(entry);
                count = settled;
              }
              return (count ?? kept) % 2 ** 32;
            },
            release() {
              if (holding && ofLink === link) {
                letGo();
                settle();
              } else if (count !== undefined) {
                const upTo = count;
                count = undefined;
                storedUpTo(upTo, ofLink);
              }
            },
          };
        },
        handled() {
          entry.handled = true;
          if (ofLink === link) settle();
        },
      };
    },
    h: () => kept % 2 ** 32,
    arrived: () => Math.max(kept, settled + row.length - next) % 2 ** 32,
    pending: () => kept < settled + (row.length - next),
    countable() {
      if (settled <= kept || underWay > 0) return undefined;
      const count = settled;
      const ofLink = link;
      underWay += 1;
      return {
        h: count % 2 ** 32,
        stored: () => storedUpTo(count, ofLink),
      };
    },
    forgetPending() {
      link += 1;
      row = [];
      next = 0;
      underWay = 0;
      settled = kept;
    },
    resumeFrom(h) {
      settled = kept - ((kept - h + 2 ** 32) % 2 ** 32);
    },
  };
}
