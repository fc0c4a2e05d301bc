import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry, MessageEntry } from '../../app/chat/entry.ts';
import type { DurableEvent } from '../../app/contract/contract.ts';
import { bareJid, type FullJid } from '../../app/jid.ts';
import { type ConversationRow, newConversation } from '../features/chat/table.ts';
import { readCache } from './cache.ts';
import type { KithDatabase } from './db.ts';
import { type WrittenDatabase, writtenDatabase } from './testing/written-database.ts';
import { createWriter } from './writer.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const noon = Date.UTC(2026, 0, 1, 12);

let db: KithDatabase;
let write: WrittenDatabase['write'];
let rewind: WrittenDatabase['rewind'];
beforeEach(() => {
  ({ db, write, rewind } = writtenDatabase(noon));
});
afterEach(() => db.delete());

function message(changes: Partial<MessageEntry> = {}): MessageEntry {
  return {
    kind: 'message',
    account,
    peer: ben,
    from: ben,
    own: false,
    at: noon,
    origin: 'live',
    type: 'chat',
    body: 'hello',
    wantsReceipt: false,
    markable: false,
    ...changes,
  };
}

const entries = (...list: Entry[]): DurableEvent => ({ type: 'chat/entries', account, entries: list });
const bodies = async () =>
  (await db.entries.orderBy('[account+peer+order]').toArray()).map((row) => row.kind === 'message' && row.body);
const conversation = () => db.conversations.get([account, ben]);

async function queue(originId: string, body = 'out') {
  await db.conversations.put({ ...newConversation(account, ben), listed: 1 });
  await db.entries.add({
    ...message({ own: true, from: account, stanzaId: originId, body }),
    order: noon,
    outbox: 'queued',
  });
}

describe('messages', () => {
  it('are stored, counted and told once a conversation', async () => {
    const stored = await write(entries(message({ stanzaId: 'a' })), entries(message({ stanzaId: 'b', body: 'again' })));
    expect(await bodies()).toEqual(['hello', 'again']);
    expect(await conversation()).toMatchObject({ unread: 2, listed: 1, last: { text: 'again', own: false } });
    expect(stored.totals).toEqual({ unread: 2, requests: 0, ofStrangers: 2 });
    expect(stored.notices).toMatchObject([{ kind: 'message', text: 'again', unread: 2, name: 'ben' }]);
  });

  it('are of a stranger until there is a contact, or something was written to them', async () => {
    const of = async (...list: Entry[]) => {
      const { notices, totals } = await write(entries(...list));
      return [notices.some((facts) => facts.kind === 'message' && facts.stranger === true), totals.ofStrangers];
    };
    expect(await of(message())).toEqual([true, 1]);
    await db.conversations.update([account, ben], { wrote: 1 });
    expect(await of(message())).toEqual([false, 0]);
    const { wrote: _, ...row } = (await conversation()) as ConversationRow;
    await db.conversations.put(row);
    expect(await of(message())).toEqual([true, 3]);
    await db.contacts.put({ account, jid: ben, groups: [], subscription: 'none', asking: false, approved: false });
    expect(await of(message())).toEqual([false, 0]);
  });

  it('are stored once when they come again after a reload', async () => {
    await write(entries(message()));
    rewind();
    await write(entries(message()), entries(message({ body: 'new' })));
    expect(await bodies()).toEqual(['hello', 'new']);
  });

  it('are stored once when the archive gives them again', async () => {
    await write(entries(message({ archiveId: '1', stanzaId: 'a' })));
    await write(entries(message({ archiveId: '1', stanzaId: 'a', origin: 'catch-up' })));
    expect(await bodies()).toEqual(['hello']);
  });

  it('are stored once when the archive gives them among others that are new', async () => {
    await write(entries(message({ archiveId: '2', stanzaId: 'b', body: '2' })));
    const again = ['1', '2', '3'].map((id) => message({ archiveId: id, stanzaId: `again-${id}`, body: id }));
    const stored = await write(entries(...again));
    expect((await bodies()).toSorted()).toEqual(['1', '2', '3']);
    expect(await conversation()).toMatchObject({ unread: 3 });
    expect(stored.upTo).toBe(1);
  });

  it('that came without an archive id are the same when they come with one', async () => {
    await write(entries(message({ stanzaId: 'a' })));
    await write(entries(message({ stanzaId: 'a', archiveId: '1' })));
    expect(await db.entries.toArray()).toMatchObject([{ stanzaId: 'a', archiveId: '1' }]);
  });

  it('with the same id of a careless sender are two, when the archive says so or the text differs', async () => {
    await write(
      entries(
        message({ archiveId: '1', stanzaId: 'a' }),
        message({ archiveId: '2', stanzaId: 'a' }),
        message({ stanzaId: 'a', body: 'other' }),
      ),
    );
    expect(await bodies()).toEqual(['hello', 'hello', 'other']);
  });

  it('keep the order of the archive within one second, also when older pages come later', async () => {
    await write(entries(message({ body: '3', archiveId: '3', origin: 'backfill' })));
    await write(
      entries(
        message({ body: '1', archiveId: '1', origin: 'backfill' }),
        message({ body: '2', archiveId: '2', origin: 'backfill' }),
      ),
    );
    await write(entries(message({ body: '4', archiveId: '4', origin: 'catch-up', at: noon - 5 })));
    expect(await bodies()).toEqual(['1', '2', '3', '4']);
  });

  it('of the first page of an archive are not unread', async () => {
    const stored = await write(entries(message({ archiveId: '1', origin: 'backfill' })));
    expect(await conversation()).toMatchObject({ unread: 0, listed: 1 });
    expect(stored.notices).toEqual([]);
  });

  it('that were cleared are not brought back by the archive', async () => {
    await db.conversations.put({ ...newConversation(account, ben), clearedOrder: noon });
    await write(entries(message({ archiveId: '1', origin: 'backfill' })));
    expect(await bodies()).toEqual([]);
  });
});

describe('own messages', () => {
  it('of another own client that uses its ids again are two where there is no archive, unless the text is the same', async () => {
    const bySome = { own: true, from: 'ann@example.org/Psi' as FullJid, stanzaId: 'aab1a', origin: 'carbon' } as const;
    await write(entries(message({ ...bySome, body: 'first' })));
    await write(entries(message({ ...bySome, body: 'second' }), message({ ...bySome, body: 'first' })));
    expect(await bodies()).toEqual(['first', 'second']);
  });

  it('are sent when main says so', async () => {
    await queue('o1');
    await write({ type: 'chat/sent', account, peer: ben, originId: 'o1' });
    const [row] = await db.entries.toArray();
    expect(row).not.toHaveProperty('outbox');
  });

  it('are sent and refused by the hundred, each once', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `o${index}`);
    for (const id of ids) await queue(id);
    const word = { account, peer: ben } as const;
    const fault = { kind: 'refused', condition: 'item-not-found' } as const;
    const sent = ids.map((originId) => ({ type: 'chat/sent', ...word, originId }) as const);
    const carol = bareJid('carol@example.org');
    await write(
      { type: 'chat/failed', ...word, originId: 'o7', fault },
      { type: 'chat/sent', ...word, peer: carol, originId: 'o8' },
      { type: 'chat/sent', ...word, originId: 'never written' },
      ...sent.filter(({ originId }) => originId !== 'o8'),
    );
    const rows = await db.entries.toArray();
    const left = rows.filter((row) => 'outbox' in row);
    expect(rows).toHaveLength(200);
    expect(left).toMatchObject([
      { stanzaId: 'o7', outbox: 'failed', failure: fault },
      { stanzaId: 'o8', outbox: 'queued' },
    ]);
  });

  it('are sent, not doubled, when the archive has them', async () => {
    await queue('o1');
    await write(
      entries(message({ own: true, from: account, stanzaId: 'o1', body: 'out', archiveId: '9', origin: 'catch-up' })),
    );
    const rows = await db.entries.toArray();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ archiveId: '9' });
    expect(rows[0]).not.toHaveProperty('outbox');
  });

  it('are not doubled when the archive has them twice, as a killed server did not know of the first', async () => {
    await queue('o1');
    const copy = (archiveId: string) =>
      message({
        own: true,
        from: 'ann@example.org/here' as FullJid,
        stanzaId: 'o1',
        body: 'out',
        archiveId,
        origin: 'catch-up',
      });
    await write(entries(copy('9')));
    await write(entries(copy('8'), message({ archiveId: '10', body: 'in' })));
    expect(await bodies()).toEqual(['out', 'in']);
    // Of another device nobody knows how it makes up its ids.
    const other = (archiveId: string) =>
      message({ own: true, from: 'ann@example.org/phone' as FullJid, stanzaId: '1', body: archiveId, archiveId });
    await write(entries(other('11')));
    await write(entries(other('12')));
    expect(await bodies()).toEqual(['out', 'in', '11', '12']);
  });

  it('fail with the reason that came back, from the one they were sent to only', async () => {
    await queue('o1');
    const error = { kind: 'error', account, own: false, at: noon, origin: 'live', target: 'o1' } as const;
    const fault = { kind: 'refused', condition: 'service-unavailable' } as const;
    const mallory = bareJid('mallory@example.org');
    await write(entries({ ...error, peer: mallory, from: mallory, fault }));
    expect(await db.entries.toArray()).toMatchObject([{ outbox: 'queued' }]);
    await write(entries({ ...error, peer: ben, from: ben, fault }));
    expect(await db.entries.toArray()).toMatchObject([{ outbox: 'failed', failure: fault }]);
  });

  it('stay failed when word comes late that the server had them', async () => {
    await queue('o1');
    const fault = { kind: 'refused', condition: 'item-not-found' } as const;
    const from = { peer: ben, from: ben, own: false, at: noon, origin: 'live' } as const;
    await write(entries({ kind: 'error', account, ...from, target: 'o1', fault }));
    await write({ type: 'chat/sent', account, peer: ben, originId: 'o1' });
    expect(await db.entries.toArray()).toMatchObject([{ outbox: 'failed', failure: fault }]);
  });

  it('written on another device mark the conversation as read', async () => {
    await write(entries(message()));
    await write(entries(message({ own: true, from: account, origin: 'carbon', stanzaId: 'x' })));
    expect(await conversation()).toMatchObject({ unread: 0 });
  });
});

describe('markers', () => {
  const displayed = (own: boolean, target: string): Entry => ({
    kind: 'displayed',
    account,
    peer: ben,
    from: own ? account : ben,
    own,
    at: noon + 9,
    origin: own ? 'carbon' : 'live',
    target,
  });

  it('of another own device leave unread what came after them', async () => {
    await write(entries(message({ stanzaId: 'a' }), message({ stanzaId: 'b' }), message({ stanzaId: 'c' })));
    await write(entries(displayed(true, 'b')));
    expect(await conversation()).toMatchObject({ unread: 1 });
  });

  it('of the other side say how far they read, about own messages only', async () => {
    await queue('o1');
    await write(entries(message({ stanzaId: 'theirs' }), displayed(false, 'theirs')));
    expect(await conversation()).toMatchObject({ readByPeer: 0 });
    await write(entries(displayed(false, 'o1')));
    expect(await conversation()).toMatchObject({ readByPeer: noon });
  });
});

describe('the archive position', () => {
  it('is what main says once the entries are stored', async () => {
    const page = entries(message({ archiveId: '5' }));
    await write({ ...page, position: '5' } as DurableEvent, entries(message({ archiveId: '2', origin: 'backfill' })));
    expect(await db.archives.get(account)).toMatchObject({ position: '5', time: noon });
    await write({ type: 'chat/entries', account, entries: [], position: '6' });
    expect(await db.archives.get(account)).toMatchObject({ position: '6', time: noon });
  });
});

describe('roster and requests', () => {
  it('replace, change and remove', async () => {
    const item = { jid: ben, groups: ['Friends'], subscription: 'both', asking: false, approved: false } as const;
    await write({ type: 'roster/received', account, roster: { version: '1', items: [item] } });
    await write({ type: 'roster/pushed', account, version: '2', item: { ...item, name: 'Benny' } });
    expect(await db.contacts.toArray()).toMatchObject([{ jid: ben, name: 'Benny' }]);
    await write({ type: 'roster/removed', account, version: '3', jid: ben });
    expect(await db.contacts.count()).toBe(0);
    expect(await db.rosters.get(account)).toEqual({ account, version: '3' });
  });

  it('show one request for one asker, told once', async () => {
    const request = { account, from: ben, at: noon, note: 'it is me' };
    const first = await write({ type: 'requests/received', request });
    const again = await write({ type: 'requests/received', request: { ...request, at: noon + 1000 } });
    expect(first.notices).toMatchObject([{ kind: 'request', text: 'it is me' }]);
    expect(again.notices).toEqual([]);
    expect(again.totals.requests).toBe(1);
    expect(await db.requests.toArray()).toMatchObject([{ at: noon }]);
  });
});

describe('a batch that could not be written', () => {
  it('holds up those behind it until main begins another round', async () => {
    const writer = createWriter(db, () => noon);
    const batch = (round: number, first: number, ...bodies: string[]) => {
      const events = bodies.map((body) => entries(message({ body, stanzaId: body })));
      return writer.write({ run: 'run', round, first, events });
    };
    const refuse = () => {
      throw Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
    };
    db.entries.hook('creating', refuse);
    const first = batch(1, 0, 'a');
    const second = batch(1, 1, 'b');
    await expect(first).rejects.toThrow();
    db.entries.hook('creating').unsubscribe(refuse);
    expect(await second).toBeUndefined();
    expect(await bodies()).toEqual([]);
    expect(await batch(2, 0, 'a', 'b')).toMatchObject({ upTo: 1 });
    expect(await bodies()).toEqual(['a', 'b']);
  });
});

describe('a batch that waits for the database', () => {
  const one = (first: number, body: string) => ({
    run: 'run',
    round: 1,
    first,
    events: [entries(message({ body, stanzaId: body }))],
  });

  /** One after the other; the database is `ready` for the first one then, and for the second at once. */
  function writeTwo(ready: Promise<void>) {
    const answers = [ready];
    const writer = createWriter(
      db,
      () => noon,
      () => answers.shift() ?? Promise.resolve(),
    );
    return [writer.write(one(0, 'a')), writer.write(one(1, 'b'))] as const;
  }

  it('is not overtaken by the next one', async () => {
    const opening = Promise.withResolvers<void>();
    const [first, second] = writeTwo(opening.promise);
    await new Promise((resolve) => setTimeout(resolve, 50));
    opening.resolve();
    expect(await Promise.all([first, second])).toMatchObject([{ upTo: 0 }, { upTo: 1 }]);
    expect(await bodies()).toEqual(['a', 'b']);
  });

  it('holds up those behind it where there is none', async () => {
    const [first, second] = writeTwo(Promise.reject(new Error('there is no database')));
    await expect(first).rejects.toThrow('there is no database');
    expect(await second).toBeUndefined();
    expect(await bodies()).toEqual([]);
  });
});

it('forgets an account with what was on its way to be stored', async () => {
  const { totals } = await write(
    entries(message({ archiveId: 'a1' })),
    { type: 'session/counted', account, h: 4 },
    { type: 'account/forgotten', account },
  );
  expect(totals.unread).toBe(0);
  for (const table of db.tables) {
    expect(await table.count(), table.name).toBe(table.name === 'deliveries' ? 1 : 0);
  }
});

it('notes how far the archive has been fetched anew, until it is complete', async () => {
  await db.archives.put({ account, refill: {} });
  const page = (refill: { before: string } | 'complete'): DurableEvent => ({
    type: 'chat/entries',
    account,
    entries: [],
    refill,
  });
  await write(page({ before: 'a5' }));
  expect((await readCache(db, account)).refill).toEqual({ before: 'a5' });
  await write(entries(message({ archiveId: 'a9' })));
  expect((await readCache(db, account)).refill).toEqual({ before: 'a5' });
  await write(page('complete'));
  expect(await readCache(db, account)).not.toHaveProperty('refill');
});
