/** What the page can't do for its own storage: a file on disk, its database's files, sessions that begin anew. */
import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { FaultError } from '../../app/fault.ts';
import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';
import { reasonOf } from '../log.ts';
import { downloadsFolder, freeName } from './downloads.ts';
import { createExportFile, type ExportFile } from './export-file.ts';

export function storageHandlers(kith: Kith): Pick<Handlers, keyof Handlers & `storage/${string}`> {
  const { shell, accounts, storeRetry, log, dataDir } = kith;
  /** The export that is being written; the page names it by its number and never by a path. */
  let current: { readonly id: number; readonly file: ExportFile } | undefined;
  let lastId = 0;

  function fileOf(id: number): ExportFile {
    if (current?.id !== id) throw new FaultError({ kind: 'invalid', field: 'arguments', problem: 'malformed' });
    return current.file;
  }

  async function abandon(): Promise<void> {
    const left = current;
    current = undefined;
    await left?.file.abandon();
  }

  /** A full disk, a folder that can't be written to. */
  async function orFault<T>(what: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      log.warn(what, { reason: reasonOf(error) });
      await abandon().catch((failure: unknown) => log.warn('export not taken away', { reason: reasonOf(failure) }));
      const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
      throw new FaultError(full ? { kind: 'storage', problem: 'full' } : { kind: 'unsupported', what: 'file' });
    }
  }

  shell.wire.onPage((event) => {
    if (event !== 'gone' || current === undefined) return;
    abandon().catch((error: unknown) => log.warn('export not taken away', { reason: reasonOf(error) }));
  });

  return {
    'storage/room': async () => {
      try {
        const { bavail, bsize } = await statfs(dataDir);
        return { free: bavail * bsize };
      } catch (error) {
        log.warn('room on the disk unknown', { reason: reasonOf(error) });
        return { free: null };
      }
    },
    'storage/retry': () => {
      storeRetry.now();
      return null;
    },
    'storage/rebuild-begin': async () => {
      storeRetry.hold();
      log.info('the database is built anew');
      await Promise.all(accounts.all().map((account) => account.connection.disconnect()));
      return null;
    },
    'storage/clear': async () => {
      if ((await shell.storage.clear()) === 'failed') throw new FaultError({ kind: 'storage', problem: 'damaged' });
      return null;
    },
    'storage/rebuild-end': async () => {
      await accounts.beginAnew();
      storeRetry.now();
      return null;
    },
    'storage/export-begin': async ({ title, name }) => {
      await abandon();
      const chosen = await shell.dialogs.saveFile({ title, name });
      if (chosen === undefined) return null;
      return orFault('export not begun', async () => {
        const place = { home: homedir(), env: process.env };
        const path = chosen === 'unsupported' ? freeName(await downloadsFolder(place), name) : chosen;
        const file = await createExportFile(path);
        lastId += 1;
        current = { id: lastId, file };
        return { id: lastId };
      });
    },
    'storage/export-write': async ({ id, text }) => {
      const file = fileOf(id);
      await orFault('export not written', () => file.write(text));
      return null;
    },
    'storage/export-end': async ({ id }) => {
      const file = fileOf(id);
      const bytes = await orFault('export not finished', () => file.finish());
      current = undefined;
      return { path: file.path, bytes };
    },
    'storage/export-cancel': async ({ id }) => {
      if (current?.id === id) await abandon();
      return null;
    },
  };
}
