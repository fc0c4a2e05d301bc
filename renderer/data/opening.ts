/**
 * Opens the database with three looks that Dexie does not take. A database of a newer Kith is not touched: Dexie would
 * open it as it is and write rows of the old shape into it. One that Chromium threw away because its files were damaged
 * is told from one that never was. And one that waits for another window says so.
 */
import type { KithDatabase } from './db.ts';
import { type StorageProblem, storageProblem } from './storage-problem.ts';

export type Opening =
  /**
   * `before`: with what was in it. `new`: made just now, because there was none. `lost`: made just now in place of one
   * that could not be read any more.
   */
  | { readonly state: 'open'; readonly contents: 'before' | 'new' | 'lost' }
  | { readonly state: 'shut'; readonly problem: StorageProblem };

export interface OpeningOptions {
  /** Another window keeps an older or newer shape of it open; the opening goes on by itself once that one lets go. */
  readonly onBlocked: () => void;
  readonly factory?: IDBFactory;
}

export async function openDatabase(
  db: KithDatabase,
  { onBlocked, factory = indexedDB }: OpeningOptions,
): Promise<Opening> {
  const found = await look(db, factory);
  if (found === 'newer') return { state: 'shut', problem: 'newer' };
  let created = false;
  const onPopulate = () => {
    created = true;
  };
  db.on('populate', onPopulate);
  db.on('blocked', onBlocked);
  try {
    await db.open();
  } catch (error) {
    console.error('the database does not open', error);
    return { state: 'shut', problem: storageProblem(error) };
  } finally {
    db.on.populate.unsubscribe(onPopulate);
    db.on.blocked.unsubscribe(onBlocked);
  }
  if (isNewer(db, db.backendDB().version)) {
    // It became one while this opening waited for whoever made it so.
    db.close();
    return { state: 'shut', problem: 'newer' };
  }
  if (!created) return { state: 'open', contents: 'before' };
  return { state: 'open', contents: found === 'nothing' ? 'new' : 'lost' };
}

async function look(db: KithDatabase, factory: IDBFactory): Promise<'nothing' | 'something' | 'newer'> {
  try {
    const database = (await factory.databases()).find(({ name }) => name === db.name);
    if (isNewer(db, database?.version ?? 0)) return 'newer';
    return database === undefined ? 'nothing' : 'something';
  } catch (error) {
    // There are files, and they can't be read; Chromium deletes them at the opening that follows.
    console.error('the databases can not be listed', error);
    return 'something';
  }
}

/** Ten of IndexedDB's versions are one of Dexie's. */
function isNewer(db: KithDatabase, version: number): boolean {
  return Math.floor(version / 10) > db.verno;
}
