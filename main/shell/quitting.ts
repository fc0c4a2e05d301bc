import type { Undo } from './shell.ts';

/** How long everybody who wants to say goodbye gets, in ms. */
const LIMIT = 5_000;

export interface Quitting {
  quit(): void;
  onQuit(listener: () => Promise<void> | void): Undo;
}

/** Asks the listeners once, then runs `end`, whatever became of them. */
export function quitting(end: () => void, log: (line: string) => void): Quitting {
  const wanted = new Set<() => Promise<void> | void>();
  let begun = false;

  async function run(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      log(`quit: not everything was done within ${LIMIT} ms`);
      resolve();
    }, LIMIT);
    const all = [...wanted].map(async (listener) => {
      try {
        await listener();
      } catch (error) {
        log(`quit: ${error instanceof Error ? error.message : String(error)}`);
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
