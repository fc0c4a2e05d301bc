/**
 * The state of the database as a person has to know it, and the ways out of trouble. Nothing that could not be stored is
 * acknowledged: main keeps it, and hands it over again when it hears that there is a reason to.
 */
import { create, type StoreApi } from 'zustand';
import type { Args, CommandName, Result } from '../../app/contract/contract.ts';
import type { Outcome } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import type { KithDatabase } from './db.ts';
import { carryOver, type Local, readLocal } from './local-only.ts';
import { type Opening, openDatabase } from './opening.ts';
import { isStorageError, type StorageProblem, storageProblem } from './storage-problem.ts';

export interface StorageState {
  /** `refusing`: it can be read, and does not take what is written. `shut`: there is none, and so nothing to show. */
  readonly phase: 'opening' | 'open' | 'refusing' | 'shut' | 'rebuilding';
  readonly problem: StorageProblem | null;
  /** The database was found damaged and thrown away by the browser; the person has not been told yet. */
  readonly lost: boolean;
}

export interface StorageParts {
  readonly db: KithDatabase;
  readonly call: <N extends CommandName>(name: N, args: Args<N>) => Promise<Outcome<Result<N>>>;
  /** Those whose history belongs into the database. */
  readonly accounts: () => Promise<readonly BareJid[]>;
  readonly factory?: IDBFactory;
}

export interface Storage {
  readonly state: StoreApi<StorageState>;
  /** Opens it for the first time. Never rejects: the state says how it went. */
  open(): Promise<void>;
  /** Resolves while it can be read; rejects, with the problem, while it can't. */
  ready(): Promise<void>;
  /** Something was not written. Gives the problem that the person is told of. */
  failed(error: unknown): Promise<StorageProblem>;
  /** Something was written. */
  worked(): void;
  /** Tries again, because the person asks for it. Gives the problem that is still there. */
  retry(): Promise<StorageProblem | null>;
  /** Deletes the database and fetches everything from the servers' archives; keeps what only this device knows. */
  rebuild(): Promise<StorageProblem | null>;
  /** The person was told of the loss. */
  lossTold(): void;
  /** Closes the database and does not open it again. */
  close(): void;
}

/**
 * Bytes. On a disk with less the browser can't open a database, or takes its own for damaged: Chromium tells of a full disk
 * by a quota only where it counts itself.
 */
const LEAST_ROOM = 16 * 1024 * 1024;

const OPEN: StorageState = { phase: 'open', problem: null, lost: false };

export function createStorage({ db, call, accounts, factory }: StorageParts): Storage {
  const state = create<StorageState>(() => ({ ...OPEN, phase: 'opening' }));
  /** The opening that is under way or done. */
  let opening: Promise<Opening> = Promise.reject(new Error('not opened yet'));
  opening.catch(() => undefined);

  const set = (next: Partial<StorageState>) => state.setState(next);

  /** What a database that began anew has not been given yet. */
  let owed: { readonly local: Local | undefined } | undefined;

  /** `local`: what was kept of the database before this one. */
  function begin(local?: Local): Promise<Opening> {
    const onBlocked = () => set({ phase: 'shut', problem: 'blocked' });
    opening = openDatabase(db, { onBlocked, ...(factory === undefined ? {} : { factory }) }).then(async (found) => {
      const opened = found.state === 'shut' ? { ...found, problem: await seenAgain(found.problem) } : found;
      await settle(opened, local);
      return opened;
    });
    return opening;
  }

  async function isRoom(): Promise<boolean> {
    const room = await call('storage/room', {});
    return !room.ok || room.value.free === null || room.value.free >= LEAST_ROOM;
  }

  /** Before anybody is told that something is damaged. */
  async function seenAgain(problem: StorageProblem): Promise<StorageProblem> {
    return problem === 'damaged' && !(await isRoom()) ? 'full' : problem;
  }

  async function refuse(error: unknown): Promise<StorageProblem> {
    const seen = problemOf(error);
    const problem = seen === 'damaged' ? await seenAgain(seen) : seen;
    const { phase } = state.getState();
    if (phase === 'open' || phase === 'refusing') set({ phase: 'refusing', problem });
    return problem;
  }

  async function settle(opened: Opening, local: Local | undefined): Promise<void> {
    if (opened.state === 'shut') {
      set({ phase: 'shut', problem: opened.problem });
      return;
    }
    if (opened.contents !== 'before') owed = { local };
    const known = await accounts();
    try {
      await payOwed(known);
      // Where nobody is signed in yet, nothing was lost that anybody could miss.
      const lost = opened.contents === 'lost' && local === undefined && known.length > 0;
      set({ phase: 'open', problem: null, ...(lost ? { lost } : {}) });
    } catch (error) {
      set({ phase: 'refusing', problem: await seenAgain(storageProblem(error)) });
    }
  }

  async function payOwed(known: readonly BareJid[]): Promise<boolean> {
    if (owed === undefined) return false;
    await carryOver(db, known, owed.local);
    owed = undefined;
    return true;
  }

  /** After the first time: the sessions begin anew, because what they know of the database is not true any more. */
  async function openAgain(local?: Local): Promise<StorageProblem | null> {
    await begin(local);
    const { phase, problem } = state.getState();
    if (phase !== 'shut') await call('storage/rebuild-end', {});
    return problem;
  }

  // The browser closed it: its files were cleared or found damaged, or another window wants to change it.
  const onClose = () => {
    const { phase } = state.getState();
    if (phase !== 'open' && phase !== 'refusing') return;
    console.warn('the database was closed under us');
    set({ phase: 'opening' });
    void openAgain();
  };
  db.on('close', onClose);

  /** Small, and gone at once; its failure says what is the matter. */
  async function probe(): Promise<void> {
    const run = 'probe';
    await db.transaction('rw', db.deliveries, async () => {
      await db.deliveries.put({ run, upTo: 0, at: 0 });
      await db.deliveries.delete(run);
    });
  }

  async function deleteDatabase(): Promise<void> {
    try {
      await db.delete({ disableAutoOpen: true });
    } catch (error) {
      console.error('the browser does not delete the database', error);
      const cleared = await call('storage/clear', {});
      if (!cleared.ok) throw error;
    }
  }

  const storage: Storage = {
    state,
    async open() {
      await begin();
    },
    async ready() {
      let opened = await opening;
      // Main tries again now and then, and so does this.
      if (opened.state === 'shut' && opened.problem === 'full' && (await isRoom())) {
        await openAgain();
        opened = await opening;
      }
      if (opened.state === 'shut') throw new StorageShut(opened.problem);
    },
    failed: refuse,
    worked() {
      if (state.getState().phase === 'refusing') set({ phase: 'open', problem: null });
    },
    async retry() {
      if (state.getState().phase === 'shut') return openAgain();
      try {
        await probe();
        if (await payOwed(await accounts())) await call('storage/rebuild-end', {});
        else await call('storage/retry', {});
      } catch (error) {
        return refuse(error);
      }
      storage.worked();
      return null;
    },
    async rebuild() {
      const before = state.getState();
      set({ phase: 'rebuilding' });
      const stopped = await call('storage/rebuild-begin', {});
      try {
        if (!stopped.ok) throw new Error('the accounts did not stop');
        const local = await readLocal(db);
        await deleteDatabase();
        return await openAgain(local);
      } catch (error) {
        console.error('the database could not be built anew', error);
        state.setState(before);
        await call('storage/rebuild-end', {});
        return before.problem ?? problemOf(error);
      }
    },
    lossTold: () => set({ lost: false }),
    close() {
      db.on.close.unsubscribe(onClose);
      db.close();
    },
  };
  return storage;
}

/** What is tried while there is no database fails with this. */
export class StorageShut extends Error {
  readonly problem: StorageProblem;
  constructor(problem: StorageProblem) {
    super(`there is no database: ${problem}`);
    this.problem = problem;
  }
}

function problemOf(error: unknown): StorageProblem {
  return error instanceof StorageShut ? error.problem : storageProblem(error);
}

/** Does it once more when the database takes what is written again. */
export function whenWorking({ state }: Storage, action: () => void): void {
  const stop = state.subscribe(({ phase }) => {
    if (phase !== 'open') return;
    stop();
    action();
  });
}

/** Actions of the person run into the trouble, too; what nobody caught of it is told in the same place. */
export function watchUncaught(storage: Storage, page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('unhandledrejection', ({ reason }) => {
    if (isStorageError(reason)) void storage.failed(reason);
  });
}
