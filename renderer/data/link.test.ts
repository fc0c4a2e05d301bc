import 'fake-indexeddb/auto';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Batch } from '../../app/contract/contract.ts';
import type { Hello } from '../../app/contract/sync.ts';
import { ok } from '../../app/fault.ts';
import { bareJid } from '../../app/jid.ts';
import { memoryWire } from '../wire.ts';
import { db, onLive, startLink, storage } from './link.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('an event that comes while the database opens is newer than the answer to hello', async () => {
  const opening = Promise.withResolvers<void>();
  vi.spyOn(storage, 'open').mockReturnValue(opening.promise);
  vi.stubGlobal('window', new EventTarget());
  const { page, main } = memoryWire();
  main.onCall(async () => ok({ accounts: [] as Hello['accounts'], window: { focused: false, visible: true } }));
  let focused: boolean | undefined;
  const undo = onLive((event) => {
    if (event.type === 'desktop/window') focused = event.focused;
  });

  const started = startLink(page, (hello) => {
    focused = hello.window.focused;
  });
  await setImmediate();
  const batch: Batch = { live: [{ type: 'desktop/window', focused: true, visible: true }], durable: null };
  main.post(batch);
  opening.resolve();
  await started;

  expect(focused).toBe(true);
  undo();
});

test('what main does not take of it keeps nobody from hearing what is stored', async () => {
  vi.spyOn(storage, 'open').mockResolvedValue();
  vi.spyOn(storage, 'ready').mockResolvedValue();
  vi.stubGlobal('window', new EventTarget());
  await db.open();
  const account = bareJid('ann@example.org');
  await db.contacts.put({
    account,
    jid: bareJid('ben@example.org'),
    groups: [],
    subscription: 'both',
    asking: false,
    approved: false,
  });
  const { page, main } = memoryWire();
  const told: { name: string; args: unknown }[] = [];
  main.onCall(async (name, args) => {
    if (name === 'sync/hello') return ok({ accounts: [] as Hello['accounts'] });
    told.push({ name, args });
    const { notices, items } = args as { notices?: unknown[]; items?: unknown[] };
    const refused = (notices ?? items)?.length !== 0;
    return refused ? { ok: false, fault: { kind: 'internal' } } : ok(null);
  });
  await startLink(page, () => undefined);
  const request = { account, from: bareJid('eve@example.org'), at: 1, note: '' };
  const events = [{ type: 'requests/received', request } as const];
  main.post({
    live: [{ type: 'sync/cache-wanted', account }],
    durable: { run: 'run', round: 1, first: 0, events },
  } satisfies Batch);
  const lastOf = (wanted: string) => told.findLast(({ name }) => name === wanted)?.args;
  await expect.poll(() => lastOf('sync/stored')).toMatchObject({ upTo: 0, notices: [] });
  await expect.poll(() => lastOf('sync/cache')).toMatchObject({ account, items: [] });
  expect(told.map(({ name }) => name).sort()).toEqual(['sync/cache', 'sync/cache', 'sync/stored', 'sync/stored']);
});
