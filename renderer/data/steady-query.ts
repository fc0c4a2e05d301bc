/**
 * A live query that rests. Where what is read changes many times a second, as in a flood, reading all of it after each change
 * would leave the page no time for the person; and Dexie's own begins a reading for each change that comes while one is
 * under way: none of them is ever shown, and thousands of transactions wait for each other. This one reads on to the end,
 * shows that, rests, and then reads what has changed since.
 */
import { liveQuery } from 'dexie';

export interface SteadyQuery<T> {
  /** The first listener begins it, and the last one's leave ends it. */
  subscribe(listener: () => void): () => void;
  /** The same object until it was read anew; undefined while it was not read. */
  current(): T | undefined;
}

export interface SteadyQueryParts<T> {
  readonly read: () => PromiseLike<T>;
  /** Runs it, and again each time when something of what it read has changed. */
  readonly observe?: (querier: () => Promise<void>) => { subscribe(): { unsubscribe(): void } };
  /** ms. */
  readonly now?: () => number;
  readonly after?: (ms: number, action: () => void) => () => void;
}

/** It rests so many times as long as it has read: a quarter of the time goes into reading, at the most. */
const REST = 3;
/** ms. */
const LONGEST_REST = 1000;

export function steadyQuery<T>({
  read,
  observe = liveQuery,
  now = () => performance.now(),
  after = afterTime,
}: SteadyQueryParts<T>): SteadyQuery<T> {
  const listeners = new Set<() => void>();
  let value: T | undefined;
  let stale = false;
  let busy = false;
  let stopResting = () => {};
  let stopObserving = () => {};
  /** Readings of an earlier beginning have nothing to say. */
  let begun = 0;

  function changed(): void {
    stale = true;
    if (!busy) readOn(begun);
  }

  function readOn(beginning: number): void {
    busy = true;
    stale = false;
    stopObserving();
    const from = now();
    let called = false;
    // Dexie runs what it observes in a zone of its own, in which nobody may write: all that follows from it is outside.
    const outside = (action: () => void) => void after(0, () => beginning === begun && action());
    const rest = (ms = Math.min(REST * (now() - from), LONGEST_REST)) => {
      stopResting = after(ms, () => {
        busy = false;
        if (stale) changed();
      });
    };
    const observed = observe(async () => {
      // Called again because of a change: it is read when the rest is over.
      if (called) return outside(changed);
      called = true;
      try {
        const next = await read();
        outside(() => {
          value = next;
          for (const listener of [...listeners]) listener();
          if (beginning === begun) rest();
        });
      } catch (error) {
        console.error('a part of the database could not be read', error);
        outside(() => {
          // Nobody may tell of a change in what was not read.
          stale = true;
          rest(LONGEST_REST);
        });
      }
    }).subscribe();
    stopObserving = () => observed.unsubscribe();
  }

  function end(): void {
    stopObserving();
    stopResting();
    begun += 1;
    busy = false;
    value = undefined;
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) changed();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) end();
      };
    },
    current: () => value,
  };
}

function afterTime(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
