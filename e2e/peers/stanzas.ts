/** The log of what somebody received, to look through and to wait on. */
import type { Element } from '@xmpp/xml';

export type StanzaTest = (stanza: Element) => boolean;

export interface StanzaLog {
  add(stanza: Element): void;
  readonly all: readonly Element[];
  /**
   * Resolves with the first match, also one that is there already (from `since`, an index of `all`). `deadline` is in ms,
   * default ten seconds; Infinity waits for ever.
   */
  waitFor(what: string, test: StanzaTest, options?: { since?: number; deadline?: number }): Promise<Element>;
}

export function stanzaLog(owner: string): StanzaLog {
  const all: Element[] = [];
  const waiting = new Set<(stanza: Element) => void>();
  return {
    all,
    add(stanza) {
      all.push(stanza);
      for (const look of [...waiting]) look(stanza);
    },
    waitFor(what, test, { since = 0, deadline = 10_000 } = {}) {
      const there = all.slice(since).find(test);
      if (there !== undefined) return Promise.resolve(there);
      const stack = new Error();
      return new Promise((resolve, reject) => {
        const late = (): void => {
          waiting.delete(look);
          const received = all.slice(since).map((stanza) => `  ${stanza.toString()}`);
          stack.message = `${owner} did not receive ${what} within ${deadline} ms, but:\n${received.join('\n') || '  nothing'}`;
          reject(stack);
        };
        const timer = Number.isFinite(deadline) ? setTimeout(late, deadline) : undefined;
        const look = (stanza: Element): void => {
          if (!test(stanza)) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve(stanza);
        };
        waiting.add(look);
      });
    },
  };
}
