/** What we sent and the server has not confirmed yet, in order (XEP-0198 section 4). */
import type { Element } from '@xmpp/xml';

export interface Outbound {
  push(stanza: Element, acknowledged?: () => void): void;
  /**
   * The server has handled `h` stanzas (modulo 2^32): those are dropped and their callbacks called. False, and nothing
   * done, when it claims more than were sent.
   */
  acknowledge(h: number): boolean;
  /** Stanzas sent since the beginning, modulo 2^32. */
  sent(): number;
  unacknowledged(): readonly Element[];
}

interface Entry {
  readonly stanza: Element;
  readonly acknowledged: (() => void) | undefined;
}

/** `confirmed`: stanzas that the server has already. */
export function createOutbound(confirmed = 0): Outbound {
  let queue: Entry[] = [];
  return {
    push(stanza, acknowledged) {
      queue.push({ stanza, acknowledged });
    },
    acknowledge(h) {
      // XEP-0198 section 4: "the value is then reset to zero" at 2^32; `>>> 0` is that modulo.
      const count = (h - confirmed) >>> 0;
      if (count > queue.length) return false;
      const done = queue.slice(0, count);
      queue = queue.slice(count);
      confirmed = h;
      for (const { acknowledged } of done) acknowledged?.();
      return true;
    },
    sent: () => (confirmed + queue.length) >>> 0,
    unacknowledged: () => queue.map(({ stanza }) => stanza),
  };
}
