/** The current time for what is shown of it; one timer for the whole page per step. */
import { useSyncExternalStore } from 'react';

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => number;
}

const tickers = new Map<number, Ticker>();

/** Epoch ms, anew at every full `step` (ms): 1000 for a countdown, 60000 for "Today" and "12:04". */
export function useNow(step = 60_000): number {
  const ticker = tickers.get(step) ?? createTicker(step);
  tickers.set(step, ticker);
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}

function createTicker(step: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: number | undefined;
  let now = Date.now();

  function tick(): void {
    now = Date.now();
    for (const listener of listeners) listener();
    timer = window.setTimeout(tick, step - (now % step));
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = window.setTimeout(tick, step - (now % step));
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        window.clearTimeout(timer);
        timer = undefined;
      };
    },
    // A clock that nobody listens to is stale: it is read anew, in whole steps so that React sees a stable value.
    read: () => (timer === undefined ? Math.floor(Date.now() / step) * step : now),
  };
}
