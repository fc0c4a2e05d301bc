/**
 * Finds out whether the link still carries, and asks for acknowledgements: soon after something was sent, when nothing
 * happened for a while, and at once when there is reason to doubt (another network, the machine woke).
 */
import type { Clock } from '../clock.ts';

export interface WatchOptions {
  readonly clock: Clock;
  /** ms that an answer may take, asked each time. */
  readonly patience: () => number;
  /** Asks the server for an answer (`<r/>`, or a ping where there is no stream management). */
  readonly ask: () => void;
  /** No answer came, and for as long as the patience lasts nothing else. Called at most once. */
  readonly dead: () => void;
}

export interface Watch {
  /** A stanza went out. */
  sent(): void;
  /** The answer came. */
  answered(): void;
  /** Something came, so an answer that is not there yet may be on its way behind it. */
  life(): void;
  /** Asks now; without an answer within `ms` the link is dead. */
  probe(ms: number): void;
  /** Waits no longer than `ms` from now for an answer that was asked for already. */
  hasten(ms: number): void;
  /** Nothing is read, and so no answer either: the time stands still. */
  pause(): void;
  /** Reading again; what was asked is asked anew. */
  proceed(): void;
  stop(): void;
}

/** ms; several stanzas in a row are asked about once. */
const GATHER = 200;
const IDLE = 60_000;

export function createWatch({ clock, patience, ask, dead }: WatchOptions): Watch {
  let cancelAsk = () => {};
  let cancelDeadline = () => {};
  /** `elapsed` until which an answer is expected. */
  let deadline = Number.POSITIVE_INFINITY;
  let waiting = false;
  let gathering = false;
  /** `elapsed` of the last sign of life. */
  let livedAt = 0;
  let sentSince = false;
  let stopped = false;
  let paused = false;

  const askIn = (ms: number) => {
    cancelAsk();
    cancelAsk = clock.after(ms, askNow);
  };
  const expectWithin = (ms: number) => {
    livedAt = clock.elapsed();
    const waitFor = (left: number) => {
      cancelDeadline();
      deadline = clock.elapsed() + left;
      cancelDeadline = clock.after(left, () => {
        const silent = clock.elapsed() - livedAt;
        if (silent < ms) return waitFor(ms - silent);
        stop();
        dead();
      });
    };
    waitFor(ms);
  };
  const askNow = () => {
    cancelAsk();
    if (paused) return;
    gathering = false;
    sentSince = false;
    if (!waiting) expectWithin(patience());
    waiting = true;
    ask();
  };
  /** A network that changes every few seconds must not put the end off each time. */
  const hasten = (ms: number) => {
    if (waiting && clock.elapsed() + ms < deadline) expectWithin(ms);
  };
  const gather = () => {
    if (gathering) return;
    gathering = true;
    askIn(GATHER);
  };
  const stop = () => {
    stopped = true;
    cancelAsk();
    cancelDeadline();
  };

  askIn(IDLE);
  return {
    sent() {
      if (stopped) return;
      sentSince = true;
      if (!waiting && !paused) gather();
    },
    answered() {
      if (stopped) return;
      waiting = false;
      cancelDeadline();
      deadline = Number.POSITIVE_INFINITY;
      if (paused) return;
      if (sentSince) gather();
      else askIn(IDLE);
    },
    life() {
      livedAt = clock.elapsed();
    },
    pause() {
      paused = true;
      cancelAsk();
      cancelDeadline();
      deadline = Number.POSITIVE_INFINITY;
    },
    proceed() {
      if (stopped || !paused) return;
      paused = false;
      waiting = false;
      gathering = false;
      gather();
    },
    probe(ms) {
      // Whether the link carries shows when it is read again.
      if (stopped || paused) return;
      askNow();
      hasten(ms);
    },
    hasten,
    stop,
  };
}
