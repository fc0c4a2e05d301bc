import type { Undo } from './shell.ts';

/** Who wants to hear of one thing. */
export interface Listeners<T> {
  add(listener: (value: T) => void): Undo;
  tell(value: T): void;
}

export function listeners<T>(): Listeners<T> {
  const all = new Set<{ readonly listener: (value: T) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      all.add(entry);
      return () => {
        all.delete(entry);
      };
    },
    tell(value) {
      for (const { listener } of [...all]) listener(value);
    },
  };
}
