import { type Log, reasonOf } from '../log.ts';
import type { Undo } from './shell.ts';

/** How long everybody who wants to say goodbye gets, in ms. */
const LIMIT = 5_000;

export interface Quitting {
  quit(): void;
  onQuit(listener: () => Promise<void> | void): Undo;
}

/** Asks the listeners once, then runs `end`, whatever became of them. */
export function quitting(end: () => void, log: Log): Quitting {
  const wanted = new Set<() => Promise<void> | void>();
  let begun = false;

  async function run(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      log.warn('quit: not everything was done in time', { limit: LIMIT });
      resolve();
    }, LIMIT);
    const all = [...wanted].map(async (listener) => {
      try {
        await listener();
      } catch (error) {
        log.warn('quit', { reason: reasonOf(error) });
      }
    });
    await Promise.race([Promise.all(all), late]);
    clearTimeout(timer);
    end();
  }

  return {
    quit() {
      if (begun) return;
      begun = true;
      void run();
    },
    onQuit(listener) {
      wanted.add(listener);
      return () => {
        wanted.delete(listener);
      };
    },
  };
}
