/** Runs in Kith's page: adds the rows that Kith has stored to another database of the same make, with nothing around it. */
import { KithDatabase } from '../../../renderer/data/db.ts';

export interface BulkAdded {
  readonly rows: number;
  /** ms for all rows in one transaction. */
  readonly atOnce: number;
  /** ms in transactions of 250. */
  readonly inBatches: number;
}

async function add(rows: readonly object[], size: number): Promise<number> {
  const db = new KithDatabase('kith-bench');
  await db.open();
  const began = performance.now();
  for (let at = 0; at < rows.length; at += size) {
    await db.entries.bulkAdd(rows.slice(at, at + size) as Parameters<typeof db.entries.bulkAdd>[0]);
  }
  const took = performance.now() - began;
  await db.delete();
  return took;
}

async function bulkAdd(): Promise<BulkAdded> {
  const kith = new KithDatabase();
  const rows = (await kith.entries.toArray()).map(({ id: _, ...row }) => row);
  kith.close();
  return { rows: rows.length, atOnce: await add(rows, rows.length), inBatches: await add(rows, 250) };
}

Object.assign(window, { bulkAdd });
