/** What the history takes of the disk, and how many rows there are of each kind. */
import type { KithDatabase } from '../../data/db.ts';

export interface Usage {
  /** Bytes; undefined where the browser does not say. */
  readonly used: number | undefined;
  readonly quota: number | undefined;
  /** The system may not evict it. */
  readonly persisted: boolean;
}

export async function readUsage(storage: StorageManager): Promise<Usage> {
  const { usage, quota } = await storage.estimate();
  return { used: usage, quota, persisted: await storage.persisted() };
}

export async function countRows(db: KithDatabase): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(db.tables.map(async (table) => [table.name, await table.count()] as const));
  return Object.fromEntries(counts);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Such as "12 MB", in the person's way of writing numbers. */
export function bytesInWords(bytes: number, locale: string): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
