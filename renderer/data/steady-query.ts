/**
 * A live query that rests. Where tables change many times a second, as in a flood, reading all of them after each change
 * would leave the page no time for the person; and Dexie's own gives up a reading for each change that comes meanwhile,
 * so that a long one never ends. This one reads on to the end, rests, and then reads what has changed since.
 */
import Dexie from 'dexie';

export interface SteadyQuery<T> {
  /** The first listener begins it, and the last one's leave ends it. */
  subscribe(listener: () => void): () => void;
  /** The same object until it was read anew; undefined while it was not read. */
  current(): T | undefined;
}

export interface SteadyQueryParts<T> {
  /** Tells that something of what is read has changed. */
  readonly onChange: (changed: () => void) => () => void;
  readonly read: () => PromiseLike<T>;
  /** ms. */
  readonly now: () => number;
  readonly after: (ms: number, action: () => void) => () => void;
}

/** It rests so many times as long as it has read: a quarter of the time goes into reading, at the most. */
const REST = 3;
/** ms. */
const LONGEST_REST = 1000;

export function steadyQuery<T>({ onChange, read, now, after }: SteadyQueryParts<T>): SteadyQuery<T> {
  const listeners = new Set<() => void>();
  let value: T | undefined;
  let stale = false;
  let busy = false;
  let stopResting = () => {};
  let stop = () => {};
  /** Readings of an earlier beginning have nothing to say. */
  let begun = 0;

  function changed(): void {
    stale = true;
    if (!busy) void readOn(begun);
  }

  async function readOn(beginning: number): Promise<void> {
    busy = true;
    stale = false;
    const from = now();
    try {
      const next = await read();
      if (beginning !== begun) return;
      value = next;
      for (const listener of [...listeners]) listener();
    } catch (error) {
      console.error('a part of the database could not be read', error);
    }
    if (beginning !== begun) return;
    stopResting = after(Math.min(REST * (now() - from), LONGEST_REST), () => {
      busy = false;
      if (stale) changed();
    });
  }

  function begin(): void {
    const stopListening = onChange(changed);
    stop = () => {
      stopListening();
      stopResting();
      begun += 1;
      busy = false;
      value = undefined;
    };
    changed();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) begin();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop();
      };
    },
    current: () => value,
  };
}

/** For `onChange`: whatever is written into these tables of the database, by whichever part of the page. */
export function changesIn({ name }: Dexie, tables: readonly string[]): SteadyQueryParts<unknown>['onChange'] {
  const prefixes = tables.map((table) => `idb://${name}/${table}/`);
  return (changed) => {
    const look = (parts: object) => {
      const isHere = Object.keys(parts).some((part) => prefixes.some((prefix) => part.startsWith(prefix)));
      // Told from inside of the transaction, which is over.
      if (isHere) Dexie.ignoreTransaction(changed);
    };
    Dexie.on.storagemutated.subscribe(look);
    return () => Dexie.on.storagemutated.unsubscribe(look);
  };
}
