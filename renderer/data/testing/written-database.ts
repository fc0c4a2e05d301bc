/** A database of its own, and what main would have had stored in it. The test imports fake-indexeddb first. */
import type { DurableEvent } from '../../../app/contract/contract.ts';
import { KithDatabase } from '../db.ts';
import { createWriter, type Stored } from '../writer.ts';

export interface WrittenDatabase {
  readonly db: KithDatabase;
  /** Writes as one batch, numbered on from the one before. */
  write(...events: readonly DurableEvent[]): Promise<Stored>;
  /** What is written next has the first numbers again, as after a reload. */
  rewind(): void;
}

export function writtenDatabase(now: number): WrittenDatabase {
  const db = new KithDatabase(`test-${Math.random()}`);
  let next = 0;
  return {
    db,
    async write(...events) {
      const first = next;
      next += events.length;
      const stored = await createWriter(db, () => now).write({ run: 'run', round: 1, first, events });
      if (stored === undefined) throw new Error('not written');
      return stored;
    },
    rewind() {
      next = 0;
    },
  };
}
