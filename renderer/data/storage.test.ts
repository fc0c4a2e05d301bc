import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../app/fault.ts';
import { bareJid } from '../../app/jid.ts';
import { newConversation } from '../features/chat/table.ts';
import { KithDatabase } from './db.ts';
import { createStorage, type Storage } from './storage.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');

let name: string;
let db: KithDatabase;
let called: string[];
/** Bytes on the disk. */
let free: number;
let storage: Storage;
beforeEach(() => {
  for (const level of ['warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  name = `test-${Math.random()}`;
  called = [];
  free = 1e9;
  begin();
});
afterEach(async () => {
  storage.close();
  vi.restoreAllMocks();
  await Dexie.delete(name);
});

function begin(factory?: IDBFactory): void {
  db = new KithDatabase(name, { autoOpen: false });
  storage = createStorage({
    db,
    call: async (command) => {
      if (command === 'storage/room') return ok({ free }) as never;
      called.push(command);
      return ok(null) as never;
    },
    accounts: async () => [account],
    ...(factory === undefined ? {} : { factory }),
  });
}
const phase = () => storage.state.getState().phase;
const quota = () => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });

async function withDatabaseBefore(): Promise<void> {
  const before = new KithDatabase(name);
  await before.archives.add({ account, position: 'a9' });
  before.close();
}

describe('opening', () => {
  it('goes on with what is there', async () => {
    await withDatabaseBefore();
    await storage.open();
    expect(phase()).toBe('open');
    expect(await db.archives.toArray()).toEqual([{ account, position: 'a9' }]);
  });

  it('wants the whole archive for a database that began anew', async () => {
    await storage.open();
    expect(await db.archives.toArray()).toEqual([{ account, refill: {} }]);
    expect(storage.state.getState().lost).toBe(false);
  });

  it('tells of one that could not even be listed, and was thrown away', async () => {
    const factory = Object.assign(Object.create(indexedDB) as IDBFactory, {
      databases: () => Promise.reject(new DOMException('Internal error opening backing store', 'UnknownError')),
    });
    begin(factory);
    await storage.open();
    expect(storage.state.getState()).toMatchObject({ phase: 'open', lost: true });
  });

  it('takes one that does not open on a full disk for what it is, and tries again once there is room', async () => {
    await withDatabaseBefore();
    const open = vi.spyOn(db, 'open').mockRejectedValue(new Dexie.UnknownError('Internal error opening backing store'));
    await storage.open();
    expect(storage.state.getState()).toMatchObject({ phase: 'shut', problem: 'damaged' });
    free = 0;
    await storage.retry();
    expect(storage.state.getState()).toMatchObject({ phase: 'shut', problem: 'full' });
    open.mockRestore();
    await expect(storage.ready()).rejects.toMatchObject({ problem: 'full' });
    free = 1e9;
    await storage.ready();
    expect(phase()).toBe('open');
    expect(called).toEqual(['storage/rebuild-end']);
    expect(await db.archives.toArray()).toEqual([{ account, position: 'a9' }]);
  });

  it('refuses one of a newer Kith without touching it', async () => {
    const newer = new Dexie(name);
    newer.version(db.verno + 1).stores({ contacts: '[account+jid], account', later: '++id' });
    await newer.open();
    await newer.table('later').add({ words: 'from the future' });
    newer.close();
    await storage.open();
    expect(storage.state.getState()).toMatchObject({ phase: 'shut', problem: 'newer' });
    await expect(storage.ready()).rejects.toMatchObject({ problem: 'newer' });
    const after = await new Dexie(name).open();
    expect([after.verno, after.tables.map((table) => table.name).sort()]).toEqual([
      db.verno + 1,
      ['contacts', 'later'],
    ]);
    after.close();
  });

  it('tells that another window holds it, and goes on once that one lets go', async () => {
    const older = indexedDB.open(name, 5);
    const held = await new Promise<IDBDatabase>((resolve) => {
      older.onsuccess = () => resolve(older.result);
    });
    const opened = storage.open();
    await vi.waitFor(() => expect(storage.state.getState()).toMatchObject({ phase: 'shut', problem: 'blocked' }));
    held.close();
    await opened;
    expect(phase()).toBe('open');
  });
});

describe('in the middle', () => {
  it('says that it is full, and that it works again, by itself or when asked', async () => {
    await storage.open();
    storage.failed(quota());
    expect(storage.state.getState()).toMatchObject({ phase: 'refusing', problem: 'full' });
    storage.worked();
    expect(phase()).toBe('open');
    storage.failed(quota());
    expect(await storage.retry()).toBeNull();
    expect(called).toEqual(['storage/retry']);
  });

  it('opens again when it is closed under it, and the sessions begin anew', async () => {
    await withDatabaseBefore();
    await storage.open();
    db.close();
    await vi.waitFor(() => expect(called).toEqual(['storage/rebuild-end']));
    expect(phase()).toBe('open');
    expect(await db.archives.count()).toBe(1);
  });

  it('wants everything again when it is deleted under it', async () => {
    await withDatabaseBefore();
    await storage.open();
    await Dexie.delete(name);
    await vi.waitFor(() => expect(called).toEqual(['storage/rebuild-end']));
    expect(await db.archives.toArray()).toEqual([{ account, refill: {} }]);
  });
});

it('begins anew with what no server has', async () => {
  await storage.open();
  await db.conversations.bulkAdd([
    { ...newConversation(account, ben), muted: true, draft: 'to be continued', unread: 3 },
    { ...newConversation(account, bareJid('cleo@example.org')), unread: 1 },
  ]);
  const message = { kind: 'message', type: 'chat', wantsReceipt: true, markable: true, own: true } as const;
  const from = { account, peer: ben, from: account, at: 5, order: 5, origin: 'live' } as const;
  await db.entries.bulkAdd([
    { ...from, ...message, body: 'received long ago', archiveId: 'a1' },
    { ...from, ...message, body: 'still here', stanzaId: 'o1', outbox: 'queued' },
  ]);
  expect(await storage.rebuild()).toBeNull();
  expect(called).toEqual(['storage/rebuild-begin', 'storage/rebuild-end']);
  expect(await db.entries.toArray()).toMatchObject([{ body: 'still here', outbox: 'queued' }]);
  const conversations = await db.conversations.toArray();
  expect(conversations).toMatchObject([{ peer: ben, muted: true, draft: 'to be continued', unread: 0, listed: 1 }]);
  expect(await db.archives.toArray()).toEqual([{ account, refill: {} }]);
  expect(storage.state.getState()).toMatchObject({ phase: 'open', lost: false });
});

it('has the shell clear what the browser does not delete', async () => {
  await storage.open();
  vi.spyOn(db, 'delete').mockRejectedValue(new Dexie.UnknownError('Internal error opening backing store'));
  await storage.rebuild();
  expect(called).toEqual(['storage/rebuild-begin', 'storage/clear', 'storage/rebuild-end']);
});
