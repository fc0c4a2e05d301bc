import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  CorrectionEntry,
  Entry,
  MessageEntry,
  Origin,
  ReactionsEntry,
  RetractionEntry,
} from '../../../app/chat/entry.ts';
import type { DurableEvent } from '../../../app/contract/contract.ts';
import { bareJid, jidOf } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { type WrittenDatabase, writtenDatabase } from '../../data/testing/written-database.ts';
import { readThread } from './read-thread.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const mallory = bareJid('mallory@example.org');
const phone = jidOf('ben@example.org/phone') ?? ben;
const noon = Date.UTC(2026, 0, 1, 12);
const id = { account, peer: ben };
const ALL = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

let db: KithDatabase;
let write: WrittenDatabase['write'];
beforeEach(() => {
  ({ db, write } = writtenDatabase(noon));
});
afterEach(() => db.delete());

const store = (...entries: Entry[]) => write({ type: 'chat/entries', account, entries });

const base = { ...id, from: phone, own: false, at: noon, origin: 'live' } as const;
const asked = { type: 'chat', wantsReceipt: false, markable: false } as const;
const message = (stanzaId: string, changes: Partial<MessageEntry> = {}): MessageEntry => ({
  kind: 'message',
  ...base,
  ...asked,
  stanzaId,
  body: `text ${stanzaId}`,
  ...changes,
});
const correction = (target: string, body: string, changes: Partial<CorrectionEntry> = {}): CorrectionEntry => ({
  kind: 'correction',
  ...base,
  ...asked,
  target,
  body,
  stanzaId: `c-${body}`,
  ...changes,
});
const retraction = (target: string, changes: Partial<RetractionEntry> = {}): RetractionEntry => ({
  kind: 'retraction',
  ...base,
  target,
  stanzaId: `r-${target}`,
  ...changes,
});
const reactions = (target: string, list: string[], changes: Partial<ReactionsEntry> = {}): ReactionsEntry => ({
  kind: 'reactions',
  ...base,
  target,
  reactions: list,
  ...changes,
});

const conversation = () => db.conversations.get([account, ben]);
const thread = async (stretch = ALL) => (await readThread(db, id, stretch)).messages;

describe('a correction', () => {
  it('changes the message and the line in the list, and is not unread', async () => {
    await store(message('a'));
    const { notices, totals } = await store(correction('a', 'new'));
    expect(await thread()).toMatchObject([{ body: 'new', edited: { history: [{ body: 'text a' }] } }]);
    expect(await conversation()).toMatchObject({ unread: 1, last: { text: 'new' } });
    expect([notices, totals.unread]).toEqual([[], 1]);
  });

  it('of an older message leaves the line in the list', async () => {
    await store(message('a'), message('b'), correction('a', 'new'));
    expect(await conversation()).toMatchObject({ unread: 2, last: { text: 'text b' } });
  });

  it('is a message of its own while its message is not known, and no longer when that comes', async () => {
    const alone = await store(correction('a', 'new'));
    expect(alone.notices).toMatchObject([{ text: 'new', unread: 1 }]);
    expect(await thread()).toMatchObject([{ body: 'new' }]);
    expect(await conversation()).toMatchObject({ unread: 1, listed: 1 });
    await store(message('a', { origin: 'backfill', at: noon - 1000 }));
    expect(await thread()).toMatchObject([{ body: 'new', edited: {} }]);
    expect(await conversation()).toMatchObject({ unread: 0, last: { text: 'new' } });
  });

  it('is stored once, by the id of the archive and by that of the sender', async () => {
    await store(message('a'), correction('a', 'new', { archiveId: '2' }));
    await store(correction('a', 'new', { archiveId: '2', origin: 'catch-up' }));
    await store(correction('a', 'newer'));
    await store(correction('a', 'newer', { archiveId: '3', origin: 'catch-up' }));
    expect(await db.entries.where('[account+target]').equals([account, 'a']).count()).toBe(2);
  });

  it.each<[string, Entry]>([
    ['a third party', correction('a', 'forged', { from: mallory, peer: mallory })],
    ['the other side of our message', correction('o', 'forged')],
  ])('by %s changes nothing', async (_, forged) => {
    await store(message('a'), message('o', { own: true, from: account }));
    const before = await thread();
    await store(forged);
    expect((await thread()).slice(0, 2)).toEqual(before);
    expect(await db.entries.count()).toBe(3);
    expect((await db.entries.toArray()).filter((row) => row.changed === 1)).toEqual([]);
  });

  it('that names another one, which names it, ends nothing but itself', async () => {
    const ring = [correction('y', '1', { stanzaId: 'x' }), correction('x', '2', { stanzaId: 'y' })];
    await store(message('a'), retraction('unknown'), ...ring);
    await store(correction('a', 'new', { stanzaId: 'x' }), correction('x', '3', { stanzaId: 'z' }));
    expect((await thread())[0]).toMatchObject({ edited: {} });
    await store(message('b'));
    expect((await thread()).at(-1)).toMatchObject({ body: 'text b' });
  });

  it('or a retraction is about the newest message before it, where an id was used twice', async () => {
    const twice = (n: number) => message('a', { archiveId: String(n), body: `text ${n}` });
    await store(twice(1), twice(2), retraction('a', { archiveId: '3' }), twice(4));
    expect((await thread()).map(({ body }) => body)).toEqual(['text 1', '', 'text 4']);
    expect(await conversation()).toMatchObject({ unread: 2 });
  });

  it('far later is found with the stretch where its message stands', async () => {
    await store(message('a'));
    await store(...Array.from({ length: 500 }, (_, n) => message(`m${n}`, { at: noon + n + 1 })));
    await store(correction('a', 'new', { at: noon + 600 }), reactions('a', ['👍'], { at: noon + 601 }));
    expect(await thread({ from: noon, to: noon + 5 })).toMatchObject([
      { body: 'new', reactions: [{ emoji: '👍' }] },
      {},
      {},
      {},
      {},
      {},
    ]);
  });
});

describe('a retraction', () => {
  it('leaves nothing to read, count or be told of', async () => {
    await store(message('a', { at: noon + 7 }));
    const { notices, totals } = await store(retraction('a'));
    expect(await thread()).toMatchObject([{ body: '', retracted: true }]);
    expect(await conversation()).toMatchObject({ unread: 0, last: { kind: 'retracted', text: '' } });
    expect(totals.unread).toBe(0);
    expect(notices).toMatchObject([{ kind: 'message-gone', peer: ben }]);
  });

  it('of one of several takes away the notification of that one', async () => {
    await store(message('a', { at: noon + 7 }), message('b', { at: noon + 8 }));
    const { notices } = await store(retraction('a'));
    expect(notices).toEqual([{ kind: 'message-gone', account, peer: ben, at: noon + 7 }]);
    expect(await conversation()).toMatchObject({ unread: 1, last: { text: 'text b' } });
  });

  it('that comes before its message, or with it, leaves nothing either', async () => {
    expect((await store(retraction('a'))).notices).toEqual([]);
    const late = await store(message('a'));
    const together = await store(message('b'), retraction('b'));
    expect(await thread()).toMatchObject([{ retracted: true }, { retracted: true }]);
    expect(await conversation()).toMatchObject({ unread: 0, last: { kind: 'retracted' } });
    expect([late, together].flatMap(({ notices }) => notices).filter(({ kind }) => kind === 'message')).toEqual([]);
  });

  it('by a third party changes nothing', async () => {
    await store(message('a'));
    await store(retraction('a', { from: mallory, peer: mallory }));
    expect(await thread()).toMatchObject([{ body: 'text a' }]);
    expect(await conversation()).toMatchObject({ unread: 1 });
  });
});

describe('the text of what was taken back', () => {
  const room = bareJid('secret-room@rooms.example.org');
  const everything = async () => JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())));

  it('is not kept, nor what it was changed to, whatever came first', async () => {
    const said = [
      message('a', {
        body: 'secret one',
        subject: 'secret two',
        reply: { target: 'x', quote: 'secret three' },
        invitation: { room, password: 'secret four' },
      }),
      correction('a', 'secret five', { stanzaId: 'c1', subject: 'secret six' }),
      correction('c1', 'secret seven', { stanzaId: 'c2' }),
      retraction('c1'),
    ];
    const isGone = async (order: readonly Entry[], together: boolean) => {
      await db.delete();
      ({ db, write } = writtenDatabase(noon));
      for (const batch of together ? [order] : order.map((entry) => [entry])) await store(...batch);
      expect(await everything()).not.toContain('secret');
      expect(await thread()).toMatchObject([{ body: '', retracted: true, stanzaId: 'a' }]);
    };
    const ways = fc.tuple(fc.shuffledSubarray(said, { minLength: said.length }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(ways, ([order, together]) => isGone(order, together)),
      { numRuns: 48 },
    );
  });

  it.each<[string, Entry[]]>([
    ['before', [correction('a', 'secret', { stanzaId: 'c' }), retraction('a')]],
    ['after', [retraction('a'), correction('a', 'secret', { stanzaId: 'c' })]],
    ['by its own id', [correction('a', 'secret', { stanzaId: 'c' }), retraction('c')]],
  ])('is not kept in a correction that stands alone: %s', async (_, said) => {
    for (const entry of said) await store(entry);
    expect(await everything()).not.toContain('secret');
    expect(await thread()).toMatchObject([{ retracted: true }]);
    expect(await conversation()).toMatchObject({ unread: 0, last: { kind: 'retracted', text: '' } });
    await store(message('a', { origin: 'backfill', at: noon - 1000 }));
    expect(await thread()).toMatchObject([{ retracted: true, stanzaId: 'a' }]);
  });

  it('stays gone when another copy comes; a message under the same id is another one', async () => {
    await store(message('a', { body: 'secret' }), correction('a', 'secret too', { stanzaId: 'c' }), retraction('a'));
    await store(
      message('a', { body: 'secret', archiveId: '1', origin: 'catch-up' }),
      correction('a', 'secret too', { stanzaId: 'c', archiveId: '2', origin: 'catch-up' }),
    );
    expect(await everything()).not.toContain('secret');
    await store(message('a', { body: 'something else' }));
    expect(await thread()).toMatchObject([{ retracted: true }, { body: 'something else' }]);
  });

  it('stays where the other side or a third party wants it gone', async () => {
    await store(message('a'), message('o', { own: true, from: account, body: 'my words' }));
    await store(retraction('o'), retraction('a', { own: true, from: account }));
    await store(retraction('a', { from: mallory }), retraction('a', { from: mallory, peer: mallory }));
    expect((await db.entries.toArray()).flatMap((row) => (row.kind === 'message' ? row.body : []))).toEqual([
      'text a',
      'my words',
    ]);
  });
});

describe('reactions', () => {
  it('are told quietly when they are about our own, and are not unread', async () => {
    await store(message('o', { own: true, from: account, body: 'my words' }), message('a'));
    const own = await store(reactions('o', ['👍']));
    expect(own.notices).toMatchObject([{ kind: 'reaction', name: 'ben', emoji: '👍', text: 'my words' }]);
    expect((await store(reactions('a', ['👍']))).notices).toEqual([]);
    expect((await store(reactions('o', []))).notices).toEqual([]);
    expect(await conversation()).toMatchObject({ unread: 1, last: { text: 'text a' } });
  });

  it('may name a correction, whichever comes first', async () => {
    await store(message('a'), reactions('c-new', ['👍']));
    await store(correction('a', 'new'));
    expect(await thread()).toMatchObject([{ body: 'new', reactions: [{ emoji: '👍' }] }]);
    await store(reactions('c-new', ['🎉']));
    expect(await thread()).toMatchObject([{ body: 'new', reactions: [{ emoji: '🎉' }] }]);
  });
});

it('a reply knows its message outside of the stretch, but not one that was cleared', async () => {
  await store(message('a'), correction('a', 'new'), message('b', { at: noon + 5, reply: { target: 'a' } }));
  expect(await thread({ from: noon + 5, to: noon + 6 })).toMatchObject([{ reply: { target: 'a', excerpt: 'new' } }]);
  await db.conversations.update([account, ben], { clearedOrder: noon + 2 });
  const [left] = await thread();
  expect(left?.reply).toEqual({ target: 'a' });
});

describe('what another device read', () => {
  const displayed = (archiveId: string, peer = ben): DurableEvent => ({
    type: 'chat/displayed',
    account,
    peer,
    archiveId,
  });
  const archived = (n: number) => message(`m${n}`, { archiveId: String(n), at: noon + n });

  it('is read here: what is left counts, and when nothing is left nobody has to be told', async () => {
    await store(archived(1), archived(2), archived(3));
    expect((await write(displayed('2'))).totals.unread).toBe(1);
    const { notices, totals } = await write(displayed('3'));
    expect([notices, totals.unread]).toEqual([[{ kind: 'message-gone', account, peer: ben }], 0]);
    await write(displayed('1'));
    expect(await conversation()).toMatchObject({ unread: 0, readOrder: noon + 3 });
  });

  it('is read here when it comes later', async () => {
    await write(displayed('2'));
    await store(archived(1), archived(2), archived(3));
    expect(await conversation()).toMatchObject({ unread: 1 });
  });

  it('of something unknown, or of another conversation, changes nothing', async () => {
    await store(archived(1));
    await write(displayed('9'));
    await write(displayed('1', mallory));
    expect(await db.conversations.get([account, mallory])).toBeUndefined();
    expect(await conversation()).toMatchObject({ unread: 1 });
  });
});

it('any way of getting the same history gives the same thread', async () => {
  const target = fc.constantFrom('m0', 'm1', 'm2', 'm3', 'm4');
  const said = fc
    .tuple(fc.constantFrom('correction', 'retraction', 'reactions', 'message'), target, fc.boolean(), fc.boolean())
    .map(([kind, about, own, flag]) => (n: number): Entry => {
      const by = { ...(own ? { own, from: account } : {}), archiveId: `a${n}`, at: noon + n };
      if (kind === 'correction') return correction(about, `text ${n}`, by);
      if (kind === 'retraction') return retraction(about, { ...by, stanzaId: `r${n}` });
      if (kind === 'reactions') return reactions(about, flag ? ['👍'] : ['🎉', '👍'], { ...by, stanzaId: `x${n}` });
      return message(`m${n}`, { ...by, ...(flag ? { reply: { target: about } } : {}) });
    });
  const history = fc
    .array(said, { minLength: 1, maxLength: 12 })
    .map((makers) => makers.map((make, n): Entry => make(n)));
  const way = fc.tuple(history, fc.nat(12), fc.integer({ min: 1, max: 4 }), fc.boolean());

  const expectNothingOfRetracted = async () => {
    const taken = (await thread()).filter(({ retracted }) => retracted === true);
    const rows = await db.entries.toArray();
    for (const { stanzaId, own } of taken) {
      const ofIt = rows.filter(
        (row) => 'body' in row && row.own === own && [row.stanzaId, 'target' in row && row.target].includes(stanzaId),
      );
      expect(ofIt.map((row) => 'body' in row && row.body).join('')).toBe('');
    }
  };

  const shown = async (batches: readonly (readonly Entry[])[]) => {
    await db.delete();
    ({ db, write } = writtenDatabase(noon));
    for (const batch of batches) if (batch.length > 0) await store(...batch);
    await expectNothingOfRetracted();
    const messages = (await thread()).map(({ key: _, order: __, reply, ...rest }) => ({
      ...rest,
      ...(reply === undefined ? {} : { reply: { excerpt: reply.excerpt } }),
    }));
    return { messages, last: (await conversation())?.last?.text };
  };
  const as = (origin: Origin, entries: readonly Entry[]) => entries.map((entry): Entry => ({ ...entry, origin }));

  await fc.assert(
    fc.asyncProperty(way, async ([log, split, page, again]) => {
      const older = log.slice(0, split);
      const pages: Entry[][] = [];
      for (let end = older.length; end > 0; end -= page) pages.push(older.slice(Math.max(0, end - page), end));
      const live = as('live', log.slice(split));
      const batches = [live, ...pages.map((each) => as('backfill', each)), ...(again ? [as('catch-up', log)] : [])];
      expect(await shown(batches)).toEqual(await shown([as('catch-up', log)]));
    }),
    { numRuns: 60 },
  );
});
