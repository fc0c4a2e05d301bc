/** A small JSON file that is either the old one or the new one, never half of one. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { type Log, reasonOf } from './log.ts';
import { setAside } from './set-aside.ts';

export interface JsonFile<T> {
  /** What is stored; the fallback where there is nothing, or nothing readable (which is logged and kept aside). */
  read(): Promise<T>;
  /** Writes after the writes before it; the last one wins. Rejects when the disk refuses. */
  write(value: T): Promise<void>;
}

export function jsonFile<T>(path: string, schema: v.GenericSchema<unknown, T>, fallback: T, log: Log): JsonFile<T> {
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('file not read', { reason: reasonOf(error) });
        return fallback;
      }
      try {
        return v.parse(schema, JSON.parse(text));
      } catch (error) {
        log.warn('damaged file put aside', { reason: reasonOf(error) });
        await setAside(path, 'damaged').catch((refused: unknown) => {
          log.warn('damaged file not put aside', { reason: reasonOf(refused) });
        });
        return fallback;
      }
    },
    write: jsonWriter(path),
  };
}

/** Writes after the writes before it, for the owner's eyes only (0600). Rejects when the disk refuses. */
export function jsonWriter<T>(path: string): (value: T) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (value) => {
    last = last
      .catch(() => undefined)
      .then(async () => {
        const draft = `${path}.new`;
        await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
        await rename(draft, path);
      });
    return last;
  };
}
