import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DurableEvent } from '../../app/contract/contract.ts';
import type { KeptSession } from '../../app/contract/sync.ts';
import { bareJid, type FullJid } from '../../app/jid.ts';
import { readCache } from './cache.ts';
import { KithDatabase } from './db.ts';
import { createWriter } from './writer.ts';

const account = bareJid('ann@example.org');
const session: KeptSession = { jid: 'ann@example.org/Kith' as FullJid, id: 'x', h: 0, max: 300 };

let db: KithDatabase;
let next = 0;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
  next = 0;
});
afterEach(() => db.delete());

function write(...events: DurableEvent[]) {
  const first = next;
  next += events.length;
  return createWriter(db, () => 0).write({ run: 'run', round: 1, first, events });
}
const began: DurableEvent = { type: 'session/began', account, session };
const entries = (h: number): DurableEvent => ({
  type: 'chat/entries',
  account,
  h,
  entries: [
    {
      kind: 'message',
      account,
      peer: bareJid('ben@example.org'),
      from: bareJid('ben@example.org'),
      own: false,
      at: h,
      origin: 'live',
      type: 'chat',
      body: `${h}`,
      wantsReceipt: false,
      markable: false,
    },
  ],
});
const kept = async () => (await readCache(db, account)).session;

test('a session is kept, its count grows with what is stored, and it is gone when it ended', async () => {
  await write(began);
  expect(await kept()).toEqual(session);
  await write(entries(1), entries(2));
  expect(await kept()).toEqual({ ...session, h: 2 });
  await write({ type: 'session/counted', account, h: 5 });
  expect(await kept()).toEqual({ ...session, h: 5 });
  await write({ type: 'session/ended', account });
  expect(await kept()).toBeUndefined();
});

test('the count stands and falls with the messages that it speaks of', async () => {
  await write(began, entries(1));
  const broken = { type: 'roster/pushed', account, item: undefined } as unknown as DurableEvent;
  await expect(write(entries(2), broken)).rejects.toThrow();
  expect(await kept()).toMatchObject({ h: 1 });
  expect(await db.entries.count()).toBe(1);
});

test('a count without a session, as after it was ended, leaves nothing behind', async () => {
  await write(entries(7), { type: 'session/counted', account, h: 8 });
  expect(await kept()).toBeUndefined();
  expect(await db.sessions.count()).toBe(0);
});
