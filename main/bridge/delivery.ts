/**
 * Hands events to the page. Durable ones are numbered and held until the page says that they are stored; a page that
 * was reloaded gets again what it had no chance to store. Live ones are posted in the order in which they came, and are
 * lost without a page: the next page begins with the state of things.
 */
import type { Batch, DurableEvent, LiveEvent } from '../../app/contract/contract.ts';
import type { Intake } from '../session/intake.ts';
import { createLoad } from './load.ts';

/** Events in one message, and so in one transaction: what a transaction costs besides its rows is shared by so many. */
const BATCH = 1000;
/** Batches under way at once: the page writes one while the next one travels. */
const WINDOW = 2;

export interface Delivery {
  live(event: LiveEvent): void;
  /** `stored` is called once the page has committed the event. */
  durable(event: DurableEvent, stored?: () => void): void;
  /** The page has stored everything up to this number. */
  stored(upTo: number): void;
  /** The page listens, from the beginning: what is not stored is sent again. */
  pageReady(): void;
  pageGone(): void;
  /** The page could not store: nothing more is posted until `again`, everything that is not stored is kept. */
  pause(): void;
  /** Posts again what is not stored, from the first. */
  again(): void;
  /** Whether it waits for `again`. */
  paused(): boolean;
  /** Full while too much waits for the page. */
  readonly intake: Intake;
  /** Durable events that are not stored yet. */
  waiting(): number;
  /** Resolves when everything is stored; at once when there is no page that could. */
  drained(): Promise<void>;
}

interface Held {
  readonly event: DurableEvent;
  readonly stored: (() => void) | undefined;
}

export function createDelivery(run: string, post: (batch: Batch) => void): Delivery {
  const load = createLoad();
  let held: Held[] = [];
  /** Number of held[0]. */
  let first = 0;
  /** Number of the next event to post. */
  let next = 0;
  /** Last numbers of the batches under way. */
  let underWay: number[] = [];
  let live: LiveEvent[] = [];
  let pageThere = false;
  let paused = false;
  let round = 0;
  let flushing = false;
  let whenDrained: (() => void)[] = [];

  function tellDrained(): void {
    if (held.length > 0 && pageThere) return;
    const waiting = whenDrained;
    whenDrained = [];
    for (const each of waiting) each();
  }

  function flushSoon(): void {
    if (flushing || !pageThere) return;
    flushing = true;
    // What one burst of stanzas brings goes in one message.
    setImmediate(() => {
      flushing = false;
      flush();
    });
  }

  function flush(): void {
    if (!pageThere) return;
    do {
      const events = underWay.length < WINDOW && !paused ? held.slice(next - first, next - first + BATCH) : [];
      if (events.length === 0 && live.length === 0) return;
      const batch: Batch = {
        live,
        durable: events.length === 0 ? null : { run, round, first: next, events: events.map((each) => each.event) },
      };
      live = [];
      if (events.length > 0) {
        next += events.length;
        underWay.push(next - 1);
      }
      post(batch);
    } while (underWay.length < WINDOW);
  }

  function startAnew(): void {
    paused = false;
    round += 1;
    next = first;
    underWay = [];
    flush();
  }

  return {
    live(event) {
      if (!pageThere) return;
      live.push(event);
      flushSoon();
    },
    durable(event, stored) {
      held.push({ event, stored });
      load.add(event);
      flushSoon();
    },
    stored(upTo) {
      // Never more than was posted, whatever the page says.
      const end = Math.min(upTo + 1, next) - first;
      if (end <= 0) return;
      const done = held.slice(0, end);
      held = held.slice(end);
      first += end;
      underWay = underWay.filter((last) => last > upTo);
      for (const each of done) each.stored?.();
      flush();
      for (const { event } of done) load.remove(event);
      tellDrained();
    },
    pageReady() {
      pageThere = true;
      live = [];
      startAnew();
    },
    pageGone() {
      pageThere = false;
      live = [];
      tellDrained();
    },
    pause() {
      paused = true;
    },
    again() {
      if (paused) startAnew();
    },
    paused: () => paused,
    drained() {
      return new Promise((resolve) => {
        whenDrained.push(resolve);
        tellDrained();
      });
    },
    intake: load.intake,
    waiting: () => held.length,
  };
}
