import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageEntry, Origin } from '../../../app/chat/entry.ts';
import type { ChatDurable } from '../../../app/contract/chat.ts';
import { bareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { type WrittenDatabase, writtenDatabase } from '../../data/testing/written-database.ts';
import { storeOwn } from './store-own.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const noon = Date.UTC(2026, 0, 1, 12);
const YEAR_9999 = Date.UTC(9999, 11, 31);

let db: KithDatabase;
let write: WrittenDatabase['write'];
beforeEach(() => {
  ({ db, write } = writtenDatabase(noon));
});
afterEach(() => db.delete());

/** Message `n`: its id in the archive, its time in seconds and its text all say so. */
function message(n: number, { origin = 'live' as Origin, at = noon + n * 1000 } = {}): MessageEntry {
  return {
    kind: 'message',
    account,
    peer: ben,
    from: ben,
    own: false,
    at,
    origin,
    archiveId: `a${n}`,
    stanzaId: `s${n}`,
    type: 'chat',
    body: String(n),
    wantsReceipt: false,
    markable: false,
  };
}

type EntriesEvent = Extract<ChatDurable, { type: 'chat/entries' }>;
type Progress = Pick<EntriesEvent, 'position' | 'gap'>;
const event = (entries: readonly MessageEntry[], progress: Progress = {}): EntriesEvent => ({
  type: 'chat/entries',
  account,
  entries,
  ...progress,
});

const shown = async () =>
  (await db.entries.orderBy('[account+peer+order]').toArray()).map((row) => row.kind === 'message' && row.body);

describe('behind a message of a time far ahead, which was read', () => {
  beforeEach(async () => {
    await write(event([message(1, { at: YEAR_9999 })]));
    const { lastOrder = 0 } = (await db.conversations.get([account, ben])) ?? {};
    await db.conversations.update([account, ben], { readOrder: lastOrder, unread: 0 });
  });

  it.each<Origin>(['live', 'catch-up'])('others count, are told, and stand in the list (%s)', async (origin) => {
    for (const n of [2, 3]) {
      const { notices } = await write(event([message(n, { origin })], { position: `a${n}` }));
      expect(notices).toMatchObject([{ kind: 'message', text: String(n), unread: n - 1 }]);
    }
    expect(await db.conversations.get([account, ben])).toMatchObject({
      unread: 2,
      last: { text: '3' },
      lastAt: noon + 3000,
    });
    expect(await shown()).toEqual(['1', '2', '3']);
  });

  it('own ones stand, each in its place', async () => {
    for (const originId of ['o2', 'o3']) {
      const own = { kind: 'message', account, peer: ben, type: 'chat', body: originId, originId, at: noon } as const;
      await storeOwn(db, own);
    }
    const orders = (await db.entries.orderBy('[account+peer+order]').toArray()).map((row) => row.order);
    expect(new Set(orders).size).toBe(3);
    expect(await shown()).toEqual(['1', 'o2', 'o3']);
  });
});

it('a page tells again what came without the position, and what another device wrote between: each is there once', async () => {
  await write(event([message(1)], { position: 'a1' }));
  await write(event([message(3)]), event([message(4)]));
  const elsewhere: MessageEntry = { ...message(2, { origin: 'catch-up' }), own: true, from: account };
  const page = [elsewhere, ...[3, 4].map((n) => message(n, { origin: 'catch-up' }))];
  for (let times = 0; times < 2; times++) {
    await write(event(page, { position: 'a4' }));
    expect(await shown()).toEqual(['1', '2', '3', '4']);
    // Who wrote has read what stands before it.
    expect(await db.conversations.get([account, ben])).toMatchObject({ unread: 2, last: { text: '4' } });
  }
});

describe('the time for an archive that forgot the newest id', () => {
  const time = async () => (await db.archives.get(account))?.time;

  it('goes on with the position, and with the end of what is stored behind a gap', async () => {
    await write(event([message(1)], { position: 'a1' }), event([message(2)], { position: 'a1' }));
    expect(await time()).toBe(noon + 2000);
    await write(event([message(8, { origin: 'catch-up' })], { gap: { first: 'a8', last: 'a8' } }));
    await write(event([message(9)], { gap: { last: 'a9' } }));
    expect(await time()).toBe(noon + 9000);
    await write(event([message(3, { origin: 'catch-up' })], { position: 'a3' }), event([], { gap: 'closed' }));
    expect(await time()).toBe(noon + 9000);
  });

  it('stays where something may be missing before what came', async () => {
    await write(event([message(1)], { position: 'a1' }));
    await write(event([message(5)]));
    expect(await time()).toBe(noon + 1000);
  });

  it('is that of anything, where no archive is known', async () => {
    await write(event([message(1)]), event([message(2)]));
    expect(await time()).toBe(noon + 2000);
  });

  it('does not stay ahead of the clock', async () => {
    await db.archives.put({ account, position: 'a1', time: YEAR_9999 });
    await write(event([message(2)], { position: 'a1' }));
    expect(await time()).toBe(noon + 2000);
    await write(event([message(3, { at: noon })], { position: 'a1' }));
    expect(await time()).toBe(noon + 2000);
  });
});
