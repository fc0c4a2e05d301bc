import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry, MessageEntry, Origin } from '../../../app/chat/entry.ts';
import type { ChatDurable } from '../../../app/contract/chat.ts';
import { type BareJid, bareJid } from '../../../app/jid.ts';
import { readCache } from '../../data/cache.ts';
import type { KithDatabase } from '../../data/db.ts';
import { type WrittenDatabase, writtenDatabase } from '../../data/testing/written-database.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const eve = bareJid('eve@example.org');
const noon = Date.UTC(2026, 0, 1, 12);

let db: KithDatabase;
let write: WrittenDatabase['write'];
beforeEach(() => {
  ({ db, write } = writtenDatabase(noon));
});
afterEach(() => db.delete());

type EntriesEvent = Extract<ChatDurable, { type: 'chat/entries' }>;
type Progress = Pick<EntriesEvent, 'position' | 'gap'>;

const event = (entries: Entry[], progress: Progress = {}): EntriesEvent => ({
  type: 'chat/entries',
  account,
  entries,
  ...progress,
});

/** Message `n` of the archive: its id, its time in seconds and its text all say so. */
function message(n: number, origin: Origin, changes: Partial<MessageEntry> = {}): MessageEntry {
  return {
    kind: 'message',
    account,
    peer: ben,
    from: ben,
    own: false,
    at: noon + n * 1000,
    origin,
    archiveId: `a${n}`,
    stanzaId: `s${n}`,
    type: 'chat',
    body: String(n),
    wantsReceipt: false,
    markable: false,
    ...changes,
  };
}
const page = (from: number, to: number, changes: Partial<MessageEntry> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index, 'catch-up', changes));
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const shown = async (peer: BareJid = ben) =>
  (await db.entries.orderBy('[account+peer+order]').toArray()).flatMap((row) =>
    row.kind === 'message' && row.peer === peer ? [row.body] : [],
  );
const conversation = () => db.conversations.get([account, ben]);

describe('a resumed stream', () => {
  it('in another order than the archive: the archive decides', async () => {
    await write(event([message(1, 'live')], { position: 'a1' }));
    await write(event([message(3, 'live')]), event([message(2, 'live', { at: noon + 3500 })]));
    expect(await shown()).toEqual(['1', '3', '2']);
    expect(await conversation()).toMatchObject({ last: { text: '2' } });
    await write(event(page(2, 3), { position: 'a3' }));
    expect(await shown()).toEqual(['1', '2', '3']);
    expect(await conversation()).toMatchObject({ unread: 3, last: { text: '3' } });
    expect(await db.archives.get(account)).toMatchObject({ position: 'a3' });
  });

  it('leaves where it is what was read', async () => {
    await write(event([message(1, 'live')], { position: 'a1' }));
    await write(event([message(3, 'live')]));
    const read = (await db.entries.where('[account+archiveId]').equals([account, 'a3']).first())?.order ?? 0;
    await db.conversations.update([account, ben], { readOrder: read, unread: 0 });
    await write(event([message(2, 'live')]));
    await write(event(page(2, 3), { position: 'a3' }));
    expect(await shown()).toEqual(['1', '2', '3']);
    expect((await db.entries.where('[account+archiveId]').equals([account, 'a3']).first())?.order).toBe(read);
  });

  it('never lets pass for read what came before something that was', async () => {
    await write(event([message(1, 'live'), message(3, 'live')]));
    const conversationNow = await conversation();
    await db.conversations.update([account, ben], { readOrder: conversationNow?.lastOrder ?? 0, unread: 0 });
    await write(event(page(1, 3), { position: 'a3' }));
    expect(await shown()).toEqual(['1', '2', '3']);
    // 2 was never seen; 3 stands behind it and counts again.
    expect((await conversation())?.unread).toBe(2);
  });

  it('may bring a receipt that the archive brings, too: it is stored once', async () => {
    const receipt = { account, peer: ben, from: ben, own: false, at: noon, kind: 'receipt', target: 'mine' } as const;
    const archived = (origin: Origin): Entry => ({ ...receipt, origin, archiveId: 'a1' });
    await write(event([archived('catch-up'), archived('catch-up')], { position: 'a1' }));
    expect(await db.entries.count()).toBe(1);
  });

  it('puts nothing before what was there already, where an own message reached the server late', async () => {
    const mine = { own: true, stanzaId: 'mine', body: 'mine' } as const;
    await write(event([message(1, 'live')], { position: 'a1' }));
    const { archiveId: _, ...nameless } = message(1, 'live', { ...mine, from: account });
    await db.entries.add({ ...nameless, order: noon + 1200 });
    const soon = [2, 3, 4].map((n) => message(n, 'live', { at: noon + 1300 + n }));
    await write(event(soon, { position: 'a4' }));
    // Prosody's stamps are whole seconds: these look older than what came live.
    const stamp = { at: noon + 1000 };
    await write(event([message(5, 'catch-up', { ...mine, ...stamp }), ...page(6, 7, stamp)], { position: 'a7' }));
    expect(await shown()).toEqual(['1', 'mine', '2', '3', '4', '6', '7']);
  });

  it('leaves what was written here where the person wrote it', async () => {
    await write(event([message(1, 'live'), message(3, 'live')], { position: 'a1' }));
    const mine = { own: true, stanzaId: 'mine', body: 'mine' } as const;
    const { archiveId: _, ...nameless } = message(2, 'live', { ...mine, from: account });
    await db.entries.add({ ...nameless, order: noon + 2000 });
    await write(event([message(2, 'catch-up'), message(3, 'catch-up'), message(4, 'catch-up', mine)]));
    expect(await shown()).toEqual(['1', 'mine', '2', '3']);
    const [row] = await db.entries.where('[account+stanzaId]').equals([account, 'mine']).toArray();
    expect(row).toMatchObject({ order: noon + 2000, archiveId: 'a4' });
  });

  it('brings what is new behind what was written here meanwhile, though the page begins before both', async () => {
    await write(event([message(1, 'live')], { position: 'a1' }));
    const mine = { own: true, stanzaId: 'mine', body: 'mine' } as const;
    const { archiveId: _, ...nameless } = message(2, 'live', { ...mine, from: account });
    await db.entries.add({ ...nameless, order: noon + 2600 });
    await db.conversations.update([account, ben], { lastOrder: noon + 2600 });
    // Written half a second after the other one; Prosody's stamps are whole seconds.
    const late = message(3, 'catch-up', { at: noon + 2000 });
    await write(event([message(1, 'catch-up'), message(2, 'catch-up', mine), late], { position: 'a1' }));
    expect(await shown()).toEqual(['1', 'mine', '3']);
  });

  it('is not led astray by what was written here long before it was sent', async () => {
    await write(event([message(1, 'live'), message(5, 'live')], { position: 'a5' }));
    const mine = { own: true, stanzaId: 'mine', body: 'mine' } as const;
    const { archiveId: _, ...nameless } = message(2, 'live', { ...mine, from: account });
    await db.entries.add({ ...nameless, order: noon + 2000 });
    await write(event([message(6, 'catch-up'), message(7, 'catch-up', mine), ...page(8, 9)], { position: 'a9' }));
    expect(await shown()).toEqual(['1', 'mine', '5', '6', '8', '9']);
  });
});

describe('a gap', () => {
  beforeEach(async () => {
    await write(event(page(1, 3), { position: 'a3' }));
    await write(event(page(8, 9), { gap: { first: 'a8', last: 'a9', since: noon } }));
  });

  it('is known, with what is stored behind it, over a restart', async () => {
    expect(await readCache(db, account)).toMatchObject({
      archivePosition: 'a3',
      archiveGap: { first: 'a8', last: 'a9', since: noon },
    });
    await write(event([message(10, 'live')], { gap: { last: 'a10' } }));
    expect(await readCache(db, account)).toMatchObject({ archivePosition: 'a3', archiveGap: { last: 'a10' } });
  });

  it('is filled from its old end, and closed', async () => {
    await write(event(page(4, 5), { position: 'a5' }));
    expect(await shown()).toEqual(['1', '2', '3', '4', '5', '8', '9']);
    await write(event([message(10, 'live')], { gap: { last: 'a10' } }));
    await write(event(page(6, 7), { gap: 'closed' }), event([message(11, 'live')], { position: 'a11' }));
    expect(await shown()).toEqual(numbers(1, 11));
    expect(await conversation()).toMatchObject({ unread: 11, last: { text: '11' } });
    const cache = await readCache(db, account);
    expect(cache).toMatchObject({ archivePosition: 'a11' });
    expect(cache).not.toHaveProperty('archiveGap');
  });

  it('takes back what the stream brought again of it, which stood behind it until then', async () => {
    await write(event([message(6, 'live')]), event([message(7, 'live')]), event([message(10, 'live')]));
    await write(event(page(4, 5), { position: 'a5' }));
    await write(event(page(6, 7), { gap: 'closed' }));
    expect(await shown()).toEqual(numbers(1, 10));
  });

  it('with the stamps of one second: what fills it stands before what was behind it', async () => {
    await db.delete();
    await db.open();
    const at = noon;
    await write(event(page(1, 1, { at }), { position: 'a1' }));
    await write(event(page(900, 901, { at }), { gap: { first: 'a900', last: 'a901' } }));
    for (let n = 2; n < 900; n += 200) {
      const to = Math.min(n + 199, 899);
      await write(event(page(n, to, { at }), to === 899 ? { gap: 'closed' } : { position: `a${to}` }));
    }
    expect(await shown()).toEqual(numbers(1, 901));
  });

  it('has conversations of its own, and of both sides', async () => {
    await write(event([message(4, 'catch-up', { peer: eve, from: eve }), message(5, 'catch-up')], { gap: 'closed' }));
    expect(await shown(eve)).toEqual(['4']);
    expect(await shown()).toEqual(['1', '2', '3', '5', '8', '9']);
  });

  it('that became longer finds what was behind it again', async () => {
    await write(event(page(20, 21), { gap: { first: 'a20', last: 'a21', since: noon } }));
    await write(event(page(4, 8), { position: 'a8' }));
    await write(event(page(9, 14), { position: 'a14' }));
    await write(event(page(15, 19), { gap: 'closed' }));
    expect(await shown()).toEqual(numbers(1, 9).concat(numbers(10, 21)));
    expect((await conversation())?.unread).toBe(21);
  });

  it('that is read past has nothing unread in it, and tells nobody', async () => {
    const { lastOrder = 0 } = (await conversation()) ?? {};
    await db.conversations.update([account, ben], { readOrder: lastOrder, unread: 0 });
    const stored = await write(event(page(4, 7), { gap: 'closed' }));
    expect(stored.notices).toEqual([]);
    expect(await conversation()).toMatchObject({ unread: 0, last: { text: '9' } });
  });
});

/** Deterministic: the seed is in the test's name. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Thirty messages of two conversations and both directions, each of which comes live, as a carbon, from the queue of a
 * resumed stream and in overlapping pages of the archive: any number of times, in any order, some of them without the
 * archive's id. At the end the archive gives all of them in one page.
 */
it.each(Array.from({ length: 30 }, (_, index) => index + 1))(
  'copies of any kind in any order (seed %i)',
  async (seed) => {
    const random = randomOf(seed);
    const below = (limit: number) => Math.floor(random() * limit);
    const COUNT = 30;
    const copyOf = (n: number, origin: Origin): MessageEntry => {
      const peer = n % 3 === 0 ? eve : ben;
      const own = n % 4 === 0;
      const changes = { peer, own, from: own ? bareJid('ann@example.org') : peer } as const;
      // Another device wrote the own ones; the arrival's clock is another one than the archive's.
      const from = own ? (`${account}/phone` as MessageEntry['from']) : changes.from;
      const copy = message(n, origin, { ...changes, from, ...(origin === 'catch-up' ? {} : { at: noon + 40_000 }) });
      // A careless client uses one id again and again, but then the archive tells them apart.
      return n % 7 === 0 && !own ? { ...copy, stanzaId: 'again' } : copy;
    };
    for (let step = 0; step < 40; step++) {
      const kind = below(4);
      if (kind === 0) {
        const from = 1 + below(COUNT);
        const to = Math.min(COUNT, from + below(8));
        await write(event(Array.from({ length: to - from + 1 }, (_, index) => copyOf(from + index, 'catch-up'))));
      } else {
        const n = 1 + below(COUNT);
        const { archiveId, ...nameless } = copyOf(n, kind === 1 ? 'carbon' : 'live');
        const keepsId = n % 7 === 0 || below(3) > 0;
        await write(event([keepsId && archiveId !== undefined ? { ...nameless, archiveId } : nameless]));
      }
    }
    await write(event(Array.from({ length: COUNT }, (_, index) => copyOf(index + 1, 'catch-up'))));
    const all = Array.from({ length: COUNT }, (_, index) => index + 1);
    expect(await shown(ben)).toEqual(all.filter((n) => n % 3 !== 0).map(String));
    expect(await shown(eve)).toEqual(all.filter((n) => n % 3 === 0).map(String));
  },
);
