import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../app/fault.ts';
import { bareJid } from '../../../app/jid.ts';
import { KithDatabase } from '../../data/db.ts';
import { createWriter } from '../../data/writer.ts';
import { type EntryRow, newConversation } from './table.ts';
import { MOST, openThread, PAGE, type ThreadState, type ThreadWindow, TOO_MUCH } from './thread-window.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const id = { account, peer: ben };

let db: KithDatabase;
const open = new Set<ThreadWindow>();
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(async () => {
  for (const thread of open) thread.close();
  open.clear();
  await db.delete();
});

function row(order: number, changes: Partial<EntryRow> = {}): EntryRow {
  return {
    kind: 'message',
    ...id,
    from: ben,
    own: false,
    at: order,
    origin: 'live',
    type: 'chat',
    body: String(order),
    wantsReceipt: false,
    markable: false,
    order,
    ...changes,
  } as EntryRow;
}

async function store(first: number, count: number, changes: (order: number) => Partial<EntryRow> = () => ({})) {
  const orders = Array.from({ length: count }, (_, index) => first + index);
  await db.entries.bulkAdd(orders.map((order) => row(order, changes(order))));
  const before = (await db.conversations.get([account, ben])) ?? newConversation(account, ben);
  await db.conversations.put({ ...before, firstOrder: Math.min(before.firstOrder ?? first, first) });
}

type Page = Outcome<{ first?: string; complete: boolean }>;
const nothing = async (): Promise<Page> => ({ ok: true, value: { complete: true } });

function thread(options: { around?: number; fetchPage?: (before: string | undefined) => Promise<Page> } = {}) {
  const opened = openThread({ db, id, fetchPage: nothing, ...options });
  open.add(opened);
  return opened;
}

/** Resolves when the window shows what is wanted. */
function until(of: ThreadWindow, wanted: (state: ThreadState) => boolean): Promise<ThreadState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!wanted(of.read())) return;
      stop();
      resolve(of.read());
    };
    const stop = of.subscribe(look);
    look();
  });
}

const numbers = (state: ThreadState) => (state.messages ?? []).map((message) => message.order);
const span = (state: ThreadState) => `${numbers(state)[0]}-${numbers(state).at(-1)}`;
/** The person is where this one is drawn, and nothing else. */
const seeOne = (of: ThreadWindow, order: number) => of.see(order, order);
const atFirst = (of: ThreadWindow) => seeOne(of, numbers(of.read())[0] ?? 0);
const atLast = (of: ThreadWindow) => seeOne(of, numbers(of.read()).at(-1) ?? 0);
const ready = (of: ThreadWindow) => until(of, (state) => state.messages !== undefined);

describe('what is stored', () => {
  it('begins with the newest page and follows what comes', async () => {
    await store(1, 200);
    const shown = thread();
    expect(span(await ready(shown))).toBe(`${201 - PAGE}-200`);
    await store(201, 1);
    expect(span(await until(shown, (state) => numbers(state).includes(201)))).toBe(`${201 - PAGE}-201`);
  });

  it('begins where reading ended', async () => {
    await store(1, 500);
    const state = await ready(thread({ around: 200 }));
    expect(numbers(state)).toContain(200);
    expect(numbers(state)).toContain(201 + PAGE - 1);
    expect(state).toMatchObject({ hasNewer: true, hasOlder: true });
  });

  it('begins with the first message when nothing was ever read', async () => {
    await store(1, 100);
    expect(span(await ready(thread({ around: 0 })))).toBe(`1-${PAGE}`);
    await db.conversations.update([account, ben], { clearedOrder: 90 });
    expect(span(await ready(thread({ around: 90 })))).toBe('91-100');
  });

  it('moves back to the first message and forward again, and is never more than a few hundred', async () => {
    await store(1, 1000);
    const shown = thread();
    await ready(shown);
    shown.follow(false);
    for (let step = 0; step < 20; step++) {
      await atFirst(shown);
      expect(numbers(shown.read()).length).toBeLessThanOrEqual(MOST);
    }
    expect(numbers(shown.read())[0]).toBe(1);
    expect(shown.read().hasNewer).toBe(true);
    for (let step = 0; step < 20; step++) {
      await atLast(shown);
      await seeOne(shown, numbers(shown.read()).at(-20) ?? 0);
      expect(numbers(shown.read()).length).toBeLessThanOrEqual(TOO_MUCH + PAGE);
    }
    expect(numbers(shown.read()).at(-1)).toBe(1000);
    expect(shown.read()).toMatchObject({ hasNewer: false, hasOlder: true });
    expect(numbers(shown.read())).toEqual([...numbers(shown.read())].sort((a, b) => a - b));
    await store(1001, 1);
    await until(shown, (state) => numbers(state).includes(1001));
  });

  it('takes nothing away above the eye while the person goes down, until they pause', async () => {
    await store(1, 2000);
    const shown = thread({ around: 0 });
    await ready(shown);
    shown.follow(false);
    for (let step = 0; step < 9; step++) await atLast(shown);
    expect(span(shown.read())).toBe(`1-${10 * PAGE}`);
    await seeOne(shown, 500);
    shown.rest();
    const state = await until(shown, (now) => numbers(now).length <= MOST);
    expect(numbers(state)).toContain(500 - PAGE);
    expect(numbers(state)).toContain(500 + PAGE);
  });

  it('reads again for whoever stays at its first message what was let go meanwhile', async () => {
    await store(1, 1000);
    const shown = thread();
    await ready(shown);
    const first = numbers(shown.read())[0] ?? 0;
    await seeOne(shown, first);
    expect(numbers(shown.read())[0]).toBe(first - PAGE);
    // Taken for one who is at the end: then the upper end is let go.
    await store(1001, MOST);
    await until(shown, (state) => numbers(state).includes(1001 + MOST - PAGE) && numbers(state).length < MOST);
    shown.follow(false);
    await until(shown, (state) => numbers(state)[0] === first - PAGE);
  });

  it('lets nothing go at the end for whoever sees the newest message, though the first one is drawn for a moment', async () => {
    await store(1, 1000);
    const shown = thread();
    await ready(shown);
    await store(1001, 2 * MOST);
    await until(shown, (state) => numbers(state).includes(1000 + 2 * MOST) && numbers(state).length < MOST);
    for (let step = 0; step < 5; step += 1) {
      const extended = atFirst(shown);
      await store(1001 + 2 * MOST + step * PAGE, PAGE);
      await extended;
    }
    const state = await until(shown, (now) => numbers(now).at(-1) === 1000 + 2 * MOST + 5 * PAGE);
    expect(state.hasNewer).toBe(false);
  });

  it('jumps to the newest', async () => {
    await store(1, 500);
    const shown = thread({ around: 100 });
    await ready(shown);
    await shown.newest();
    expect(span(shown.read())).toBe(`${501 - PAGE}-500`);
  });

  it('jumps once where several wish for it in a row', async () => {
    await store(1, 500);
    const shown = thread({ around: 100 });
    await ready(shown);
    await Promise.all([shown.newest(), shown.newest(), shown.newest()]);
    expect(shown.read().jumps).toBe(1);
    await shown.newest();
    expect(shown.read().jumps).toBe(2);
  });

  it('shows a message wherever it is stored, and says where it led', async () => {
    await store(1, 500);
    const shown = thread();
    await ready(shown);
    expect(shown.read()).toMatchObject({ jumps: 0, target: undefined });
    await shown.show(100);
    expect(shown.read()).toMatchObject({ jumps: 1, target: 100, hasNewer: true, hasOlder: true });
    expect(span(shown.read())).toBe(`${100 - PAGE / 2}-${100 + PAGE}`);
    await shown.show(1);
    expect(numbers(shown.read())[0]).toBe(1);
    await shown.newest();
    expect(shown.read()).toMatchObject({ jumps: 3, target: undefined, hasNewer: false });
  });

  it.each([true, false])('lets go of one end when much comes at once, following: %s', async (following) => {
    await store(1, 100);
    const shown = thread();
    await ready(shown);
    shown.follow(following);
    await store(101, 1000);
    const state = await until(shown, (now) => numbers(now).length > PAGE && numbers(now).length <= MOST);
    expect(numbers(state).includes(1100)).toBe(following);
    expect(numbers(state).includes(100)).toBe(!following);
  });

  it('says that it is on its way elsewhere, until it is there', async () => {
    await store(1, 500);
    const shown = thread();
    await ready(shown);
    expect(shown.isJumping()).toBe(false);
    const first = shown.show(100);
    const second = shown.show(499);
    expect(shown.isJumping()).toBe(true);
    await first;
    expect(numbers(shown.read())).toContain(100);
    expect(shown.isJumping()).toBe(true);
    await second;
    expect(numbers(shown.read())).toContain(499);
    expect(shown.isJumping()).toBe(false);
  });

  it('leaves out what was deleted', async () => {
    await store(1, 20);
    await db.conversations.update([account, ben], { clearedOrder: 15 });
    expect(span(await ready(thread()))).toBe('16-20');
  });

  it('counts a receipt that came long after', async () => {
    await store(1, 1, () => ({ own: true, from: account, stanzaId: 'm1' }) as Partial<EntryRow>);
    const shown = thread();
    await ready(shown);
    const receipt = { kind: 'receipt', ...id, from: ben, own: false, at: 99, origin: 'live', target: 'm1' } as const;
    await createWriter(db, () => 99).write({
      run: 'run',
      round: 1,
      first: 0,
      events: [{ type: 'chat/entries', account, entries: [receipt] }],
    });
    await until(shown, (state) => state.messages?.[0]?.state === 'delivered');
  });
});

describe('the archive', () => {
  it('is asked when nothing older is stored, before the oldest known id, until it has nothing more', async () => {
    await store(500, 10, (order) => ({ archiveId: `a${order}` }));
    const asked: (string | undefined)[] = [];
    const shown = thread({
      fetchPage: async (before) => {
        asked.push(before);
        const first = asked.length === 1 ? 400 : 350;
        await store(first, 50, (order) => ({ archiveId: `a${order}` }));
        return { ok: true, value: { first: `a${first}`, complete: asked.length === 2 } };
      },
    });
    await ready(shown);
    await atFirst(shown);
    expect(span(shown.read())).toBe('400-509');
    await atFirst(shown);
    expect(span(shown.read())).toBe('350-509');
    await atFirst(shown);
    expect(asked).toEqual(['a500', 'a400']);
    expect(shown.read().hasOlder).toBe(false);
  });

  it('is asked on while its pages hold nothing that is shown, or nothing at all that is stored', async () => {
    for (const stored of [0, 1]) {
      await Promise.all([db.entries.clear(), db.conversations.clear()]);
      if (stored > 0) await store(500, stored, () => ({ archiveId: 'a500' }));
      const asked: (string | undefined)[] = [];
      const shown = thread({
        fetchPage: async (before) => {
          asked.push(before);
          const page = asked.length;
          if (page === 1) await db.entries.add(row(490, { kind: 'receipt', archiveId: 'a490' } as Partial<EntryRow>));
          if (page === 4) await store(460, 5, (order) => ({ archiveId: `a${order}` }));
          return { ok: true, value: { first: `a${500 - page * 10}`, complete: page === 4 } };
        },
      });
      if (stored > 0) await ready(shown).then(() => atFirst(shown));
      await until(shown, (state) => numbers(state)[0] === 460);
      expect(asked).toEqual([stored > 0 ? 'a500' : undefined, 'a490', 'a480', 'a470']);
    }
  });

  it('that gives the same again has no more to give', async () => {
    await store(10, 1, () => ({ archiveId: 'a10' }));
    let asked = 0;
    const shown = thread({
      fetchPage: async () => {
        asked += 1;
        return { ok: true, value: { first: 'a5', complete: false } };
      },
    });
    await ready(shown);
    await atFirst(shown);
    await until(shown, (state) => !state.hasOlder);
    await atFirst(shown);
    expect(asked).toBe(2);
  });

  it("that can't be reached keeps nobody from what is stored, and is asked again after a jump", async () => {
    await store(1001, 100, (order) => ({ archiveId: `a${order}` }));
    let asked = 0;
    const shown = thread({
      fetchPage: async () => {
        asked += 1;
        return { ok: false, fault: { kind: 'offline' } };
      },
    });
    await ready(shown);
    for (let step = 0; step < 3; step += 1) await atFirst(shown);
    expect(shown.read().fault).toEqual({ kind: 'offline' });
    expect(numbers(shown.read())[0]).toBe(1001);
    // Another way led to them.
    await store(901, 100);
    await atFirst(shown);
    await until(shown, (state) => (numbers(state)[0] ?? 1001) < 1001);
    expect(asked).toBe(1);
    await shown.newest();
    expect(shown.read().fault).toBeNull();
  });

  it('is asked at once for a conversation of which nothing is stored', async () => {
    const shown = thread({
      fetchPage: async (before) => {
        expect(before).toBeUndefined();
        await store(1, 5);
        return { ok: true, value: { first: 'a1', complete: false } };
      },
    });
    expect(span(await until(shown, (state) => numbers(state).length === 5))).toBe('1-5');
  });

  it('that has nothing either is not asked again, though nothing is there to remember it', async () => {
    const shown = thread();
    const state = await until(shown, (now) => now.messages !== undefined && !now.fetching && !now.hasOlder);
    expect(state.messages).toEqual([]);
  });

  it('says why a page did not come, and is asked again on demand only', async () => {
    await store(10, 1, () => ({ archiveId: 'a10' }));
    let asked = 0;
    const shown = thread({
      fetchPage: async () => {
        if (++asked === 1) return { ok: false, fault: { kind: 'offline' } };
        await store(1, 9);
        return { ok: true, value: { first: 'a1', complete: true } };
      },
    });
    await ready(shown);
    await atFirst(shown);
    await atFirst(shown);
    expect(asked).toBe(1);
    expect(shown.read()).toMatchObject({ fault: { kind: 'offline' }, hasOlder: true, fetching: false });
    await shown.retry();
    expect(span(shown.read())).toBe('1-10');
    expect(shown.read().fault).toBeNull();
  });

  it('that does not exist is no fault', async () => {
    await store(10, 1);
    const shown = thread({ fetchPage: async () => ({ ok: false, fault: { kind: 'unsupported', what: 'archive' } }) });
    await ready(shown);
    await atFirst(shown);
    expect(shown.read()).toMatchObject({ fault: null, hasOlder: false });
  });
});
