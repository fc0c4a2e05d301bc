import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatDurable } from '../../app/contract/chat.ts';
import type { AccountCache } from '../../app/contract/sync.ts';
import { FaultError } from '../../app/fault.ts';
import { parseXml } from '../../e2e/xml.ts';
import type { ArchiveFeature, ArchivePage, ArchiveQuery } from '../xmpp/archive.ts';
import { createMessages, type MessagesFeature } from '../xmpp/messages.ts';
import { createRoster } from '../xmpp/roster.ts';
import { type FeatureBench, featureBench, noon } from '../xmpp/testing/feature-bench.ts';
import { type CatchUp, createCatchUp } from './catch-up.ts';

/** How many messages the archive has: 1 is the oldest. */
let size: number;
let queries: ArchiveQuery[];
/** Called before each page; may throw. */
let before: (query: ArchiveQuery) => void | Promise<void>;
/** Given instead of what the archive would answer, one after the other. */
let answers: Promise<ArchivePage>[];
let bench: FeatureBench;
let messages: MessagesFeature;
let catchUp: CatchUp;
/** The server copies what other devices write. */
let copies: boolean;

const archived = (n: number) => ({
  archiveId: `a${n}`,
  message: messageOf(n),
  delay: noon - 1_000_000 + n,
});
function messageOf(n: number) {
  return parseXml(
    `<message xmlns="jabber:client" from="ben@example.org/phone" to="ann@example.org" type="chat" id="m${n}"><body>${n}</body>
     <stanza-id xmlns="urn:xmpp:sid:0" by="ann@example.org" id="a${n}"/></message>`,
  );
}

/** As a server does it (XEP-0059): what stands after an id, what stands before one, or what is not older than a time. */
function pageOf(query: ArchiveQuery): ArchivePage {
  const after = query.after === undefined ? 0 : Number(query.after.slice(1));
  if (Number.isNaN(after)) throw new FaultError({ kind: 'refused', condition: 'item-not-found' });
  const all = Array.from({ length: size }, (_, index) => index + 1).filter(
    (n) => n > after && (query.start === undefined || archived(n).delay >= query.start),
  );
  const some = query.before === '' ? all.slice(-query.max) : all.slice(0, query.max);
  const list = some.map(archived);
  return {
    messages: list,
    first: list[0]?.archiveId,
    last: list.at(-1)?.archiveId,
    complete: some.length === all.length,
  };
}

beforeEach(() => {
  size = 0;
  copies = true;
  queries = [];
  before = () => undefined;
  answers = [];
  bench = featureBench();
  const archive: ArchiveFeature = {
    name: 'archive',
    async page(_, query) {
      queries.push(query);
      await before(query);
      return answers.shift() ?? pageOf(query);
    },
  };
  messages = createMessages(bench.context, { roster: createRoster(bench.context) });
  catchUp = createCatchUp(bench.context, {
    archive,
    messages,
    supported: () => true,
    copies: () => copies,
    known: async () => true,
  });
});

async function online(cache: Partial<AccountCache> = {}) {
  bench.setCache(cache);
  void messages.online?.(bench.session);
  await catchUp.online?.(bench.session);
}
/** Until nothing more is asked; the page stores at once. */
async function settle() {
  for (let turn = 0; turn < 200; turn++) {
    bench.store();
    await Promise.resolve();
  }
}
const live = (n: number) => bench.receive(messages, messageOf(n).toString());
type Entries = Extract<ChatDurable, { type: 'chat/entries' }>;
const events = () => bench.durable.filter((event): event is Entries => event.type === 'chat/entries');
const told = () =>
  events().map(({ entries, position, gap }) => {
    const bodies = entries.flatMap((entry) => (entry.kind === 'message' ? [Number(entry.body)] : []));
    return { from: bodies[0], to: bodies.at(-1), position, gap };
  });

describe('at the start of a session', () => {
  it('asks for what came after the newest stored id, once when that is all', async () => {
    size = 12;
    await online({ archivePosition: 'a10' });
    live(13);
    expect(queries).toEqual([{ max: 250, after: 'a10' }]);
    expect(told()).toEqual([
      { from: 11, to: 12, position: 'a10', gap: undefined },
      { from: 13, to: 13, position: 'a10', gap: undefined },
    ]);
  });

  it('takes the newest page at the first sign-in', async () => {
    size = 1000;
    await online();
    expect(queries).toEqual([{ max: 250, before: '' }]);
    expect(told()).toMatchObject([{ from: 751, to: 1000, position: 'a1000' }]);
    expect(events()[0]?.entries[0]?.origin).toBe('backfill');
  });

  it('shows the newest page before it fills the gap, oldest first, in pages', async () => {
    size = 1200;
    await online({ archivePosition: 'a10', archiveTime: 5 });
    // What follows live stands behind the gap, and does not move the position past it.
    live(1201);
    expect(told()).toMatchObject([
      { from: 11, to: 260, position: 'a161' },
      { from: 951, to: 1200, position: 'a260', gap: { first: 'a951', last: 'a1200', since: 5 } },
      { from: 1201, to: 1201, position: undefined, gap: { last: 'a1102' } },
    ]);
    expect(bench.live).toContainEqual(expect.objectContaining({ type: 'chat/filling', filling: true }));
    await settle();
    expect(told().slice(3)).toMatchObject([
      { from: 261, to: 510, position: 'a510' },
      { from: 511, to: 760, position: 'a760' },
      { from: 761, to: 950, gap: 'closed' },
    ]);
    live(1202);
    expect(told().at(-1)).toMatchObject({ from: 1202, position: 'a1103', gap: undefined });
    expect(bench.live.at(-1)).toMatchObject({ type: 'chat/filling', filling: false });
  });

  it.each([Date.UTC(9999, 11, 31), 8.64e15, noon + 5 * 24 * 3_600_000])(
    'takes the clock for a stored time that is ahead of it, where the archive forgot the newest id (%s)',
    async (archiveTime) => {
      size = 600;
      await online({ archivePosition: 'gone', archiveTime });
      await settle();
      expect(queries.slice(0, 2)).toEqual([
        { max: 250, after: 'gone' },
        { max: 250, start: noon - 24 * 3_600_000 },
      ]);
      // Nor is a gap said to begin ahead of it.
      expect(told()[1]).toMatchObject({ gap: { first: 'a351', since: noon } });
      expect(told().at(-1)).toMatchObject({ to: 350, gap: 'closed' });
    },
  );

  it('sees that the newest page goes on where the first one ended', async () => {
    size = 300;
    await online({ archivePosition: 'a10' });
    await settle();
    expect(told()).toMatchObject([
      { from: 11, to: 260, position: 'a161' },
      { from: 51, to: 300, position: 'a201' },
    ]);
  });

  it('takes from the newest page also what the archive took in late, before the end of the first one', async () => {
    size = 300;
    const first = pageOf({ max: 250, after: 'a10' });
    answers.push(
      Promise.resolve({ ...first, messages: first.messages.filter(({ archiveId }) => archiveId !== 'a255') }),
    );
    await online({ archivePosition: 'a10' });
    await settle();
    const bodies = events().map(({ entries }) => entries.map((entry) => entry.kind === 'message' && entry.body));
    expect(bodies[0]).not.toContain('255');
    expect(bodies[1]).toContain('255');
  });

  it('fetches no further page before the last one is stored', async () => {
    size = 2000;
    await online({ archivePosition: 'a10' });
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    // One was handed over, one waits.
    expect(queries).toHaveLength(4);
  });
});

describe('a gap of an earlier run', () => {
  const gap = { first: 'a500', last: 'a600', since: 7 };

  it('is filled after what is new behind it came', async () => {
    size = 610;
    await online({ archivePosition: 'a300', archiveGap: gap });
    live(611);
    await settle();
    expect(told()).toMatchObject([
      { from: 601, to: 610, gap: { last: 'a600' } },
      { from: 611, gap: { last: 'a600' } },
      { from: 301, to: 499, gap: 'closed' },
    ]);
  });

  it('becomes longer when the newest page does not reach it', async () => {
    size = 2000;
    await online({ archivePosition: 'a300', archiveGap: gap });
    expect(told()).toMatchObject([
      { from: 601, to: 850, gap: { last: 'a751' } },
      { from: 1751, to: 2000, gap: { first: 'a1751', last: 'a2000', since: 7 } },
    ]);
    await settle();
    expect(
      told()
        .slice(2, -1)
        .map(({ position }) => position),
    ).toEqual(['a550', 'a800', 'a1050', 'a1300', 'a1550']);
    expect(told().at(-1)).toMatchObject({ to: 1750, gap: 'closed' });
  });

  it('is filled to its end though the stream brings again what is in it', async () => {
    size = 1200;
    let answer = () => {};
    before = (query) => {
      if (query.after === 'a260') return new Promise<void>((resolve) => (answer = resolve));
    };
    await online({ archivePosition: 'a10' });
    for (const n of [265, 300, 1201]) live(n);
    before = () => undefined;
    answer();
    await settle();
    expect(told().slice(-3)).toMatchObject([
      { from: 261, to: 510 },
      { from: 511, to: 760 },
      { from: 761, to: 950, gap: 'closed' },
    ]);
  });

  it('whose new end the archive forgot ends where something else is known', async () => {
    size = 1200;
    let answer = () => {};
    before = (query) => {
      if (query.after === 'a260') return new Promise<void>((resolve) => (answer = resolve));
    };
    await online({ archivePosition: 'a10' });
    answers.push(
      Promise.resolve({
        messages: [951, 960].map((n) => archived(n + 1)),
        first: 'a952',
        last: 'a961',
        complete: false,
      }),
    );
    answer();
    await settle();
    expect(told().at(-1)).toMatchObject({ from: undefined, gap: 'closed' });
  });

  it.each([noon, Date.UTC(9999, 11, 31)])(
    'whose old end the archive forgot is filled by its time (%s)',
    async (since) => {
      size = 610;
      // Nothing is missing from ahead of the clock.
      await online({ archivePosition: 'gone', archiveGap: { ...gap, since } });
      await settle();
      expect(queries.slice(1)).toEqual([
        { max: 250, after: 'gone' },
        { max: 250, start: noon - 24 * 3_600_000 },
        { max: 250, after: 'a250' },
      ]);
      expect(told().at(-1)).toMatchObject({ to: 499, gap: 'closed' });
    },
  );
});

describe('an archive that fails', () => {
  const fail = () => {
    throw new FaultError({ kind: 'timeout' });
  };

  it('at first: live messages come through and the position stays; later it is asked again', async () => {
    size = 20;
    before = fail;
    await online({ archivePosition: 'a10' });
    live(21);
    expect(told()).toMatchObject([{ from: 21, position: undefined, gap: undefined }]);
    before = () => undefined;
    size = 21;
    bench.pass(10_000);
    await settle();
    expect(told()[1]).toMatchObject({ from: 11, to: 21, position: 'a10' });
    live(22);
    expect(told()[2]).toMatchObject({ from: 22, position: 'a10' });
    bench.pass(10_000);
    live(23);
    expect(told()[3]).toMatchObject({ from: 23, position: 'a22' });
  });

  it('in the middle of a gap: it stays known, and is filled later, or when the person is there', async () => {
    size = 1200;
    before = (query) => (query.after === 'a510' ? fail() : undefined);
    await online({ archivePosition: 'a10' });
    await settle();
    live(1201);
    expect(told().at(-1)).toMatchObject({ position: undefined, gap: { last: 'a1102' } });
    expect(bench.live.at(-1)).toMatchObject({ type: 'chat/filling', filling: false });
    before = () => undefined;
    catchUp.fillNow();
    await settle();
    expect(told().at(-1)).toMatchObject({ from: 761, to: 950, gap: 'closed' });
  });

  it('again and again is asked after a pause each time', async () => {
    size = 1200;
    await online({ archivePosition: 'a10' });
    before = (query) => {
      if (query.after === 'a510') throw new FaultError({ kind: 'refused', condition: 'internal-server-error' });
    };
    await settle();
    const asked = queries.length;
    bench.pass(5000);
    await settle();
    expect(queries).toHaveLength(asked);
    bench.pass(5000);
    await settle();
    expect(queries).toHaveLength(asked + 1);
  });
});

describe('after a resumption', () => {
  it('what comes waits for the archive, in whose order it is told, and holds the position', async () => {
    size = 10;
    await online({ archivePosition: 'a10' });
    live(11);
    expect(told().at(-1)).toMatchObject({ position: 'a10' });
    catchUp.offline?.(false);
    messages.offline?.(false);
    size = 14;
    live(13);
    live(12);
    const known = told().length;
    catchUp.resumed?.(bench.session);
    live(14);
    await settle();
    expect(queries.at(-1)).toEqual({ max: 250, after: 'a10' });
    expect(told().slice(known)).toMatchObject([
      { from: 11, to: 14, position: 'a10' },
      { from: 13, position: undefined },
      { from: 12, position: undefined },
      { from: 14, position: undefined },
    ]);
    live(15);
    expect(told().at(-1)).toMatchObject({ position: 'a10' });
    // All but the last are stored.
    expect(bench.held()).toBe(1);
  });

  it('what comes waits for an answer over this link: one of before it knows nothing of what came since', async () => {
    await online({ archivePosition: 'a0' });
    const lose = () => {
      catchUp.offline?.(false);
      messages.offline?.(false);
    };
    lose();
    size = 2;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const first = pageOf({ max: 250, after: 'a0' });
    answers.push(late.then(() => first));
    catchUp.resumed?.(bench.session);
    lose();
    size = 6;
    catchUp.resumed?.(bench.session);
    for (const n of [1, 2, 5, 6, 3, 4]) live(n);
    resolve();
    await settle();
    expect(queries.slice(1)).toEqual([
      { max: 250, after: 'a0' },
      { max: 250, after: 'a0' },
    ]);
    expect(told()).toMatchObject([
      { from: 1, to: 2, position: 'a0' },
      { from: 1, to: 6, position: 'a0' },
      ...[1, 2, 5, 6, 3, 4].map((from) => ({ from, position: undefined })),
    ]);
  });

  it('what comes does not wait long for an archive that does not answer', async () => {
    size = 10;
    await online({ archivePosition: 'a10' });
    before = () => new Promise(() => {});
    messages.offline?.(false);
    live(11);
    catchUp.resumed?.(bench.session);
    expect(told()).toEqual([]);
    bench.pass(10_000);
    expect(told()).toMatchObject([{ from: 11, position: undefined }]);
  });

  it('what waits is stored when the link breaks: the server may have forgotten it when it is there again', async () => {
    await online({ archivePosition: 'a0' });
    before = () => new Promise(() => {});
    catchUp.offline?.(false);
    messages.offline?.(false);
    catchUp.resumed?.(bench.session);
    live(1);
    expect(told()).toEqual([]);
    messages.offline?.(false);
    expect(told()).toEqual([{ from: 1, to: 1, position: undefined, gap: undefined }]);
  });

  it('the archive is asked from further back: what it takes in late stands before what it gave already', async () => {
    size = 3;
    await online({ archivePosition: 'a1' });
    bench.pass(20_000);
    for (const n of [4, 6, 7]) live(n);
    catchUp.offline?.(false);
    messages.offline?.(false);
    size = 7;
    catchUp.resumed?.(bench.session);
    await settle();
    expect(queries.at(-1)).toEqual({ max: 250, after: 'a3' });
    expect(told().at(-1)).toMatchObject({ from: 4, to: 7, position: 'a3' });
  });

  it('some seconds later it is asked once more, if something came: then what came late is in both', async () => {
    size = 2;
    await online({ archivePosition: 'a1' });
    bench.pass(5000);
    expect(queries).toHaveLength(1);
    catchUp.resumed?.(bench.session);
    await settle();
    for (const n of [4, 5, 3]) live(n);
    size = 5;
    const known = told().length;
    bench.pass(5000);
    await settle();
    expect(queries.at(-1)).toEqual({ max: 250, after: 'a1' });
    expect(told().slice(known)).toEqual([{ from: 2, to: 5, position: undefined, gap: undefined }]);
  });

  it('more than a thousand do not wait at all', async () => {
    size = 10;
    await online({ archivePosition: 'a10' });
    before = () => new Promise(() => {});
    messages.offline?.(false);
    catchUp.resumed?.(bench.session);
    for (let n = 11; n < 1010; n++) live(n);
    expect(told()).toEqual([]);
    live(1010);
    expect(told()).toHaveLength(1000);
  });
});

it('without an archive lets through what comes', async () => {
  const alone = createCatchUp(bench.context, {
    archive: { name: 'archive', page: () => Promise.reject(new Error('not asked')) },
    messages,
    supported: () => false,
    copies: () => true,
    known: async () => true,
  });
  void messages.online?.(bench.session);
  await alone.online?.(bench.session);
  live(1);
  messages.offline?.(false);
  alone.resumed?.(bench.session);
  live(2);
  expect(told()).toMatchObject([{ from: 1 }, { from: 2 }]);
});

describe('without copies of what other devices write', () => {
  const end = () => {
    for (const feature of [catchUp, messages]) feature.offline?.(true);
  };
  beforeEach(() => {
    copies = false;
    size = 12;
  });

  it('what comes goes through and leaves the position: what they wrote before it comes at the next sign-in', async () => {
    await online({ archivePosition: 'a10' });
    bench.pass(10_000);
    // The person wrote number 13 elsewhere.
    for (const n of [14, 15]) live(n);
    expect(told().slice(1)).toEqual([14, 15].map((n) => ({ from: n, to: n, position: undefined, gap: undefined })));
    end();
    size = 15;
    await online();
    expect(queries.at(-1)).toEqual({ max: 250, after: 'a10' });
    // The page tells again what is stored: it is known by its ids.
    expect(told().at(-1)).toMatchObject({ from: 11, to: 15, position: 'a10' });
  });

  it('one page is asked for a sign-in, and goes no further back however often that is', async () => {
    await online({ archivePosition: 'a10' });
    for (let times = 0; times < 20; times++) {
      live(size + 2);
      bench.pass(10_000);
      end();
      size += 20;
      await online();
      await settle();
    }
    expect(queries).toHaveLength(21);
    const last = told().at(-1);
    expect(last).toMatchObject({ to: size });
    expect(last?.from).toBeGreaterThan(size - 150);
  });

  it('what comes does not go on behind a gap either', async () => {
    size = 1200;
    before = (query) => (query.after === 'a260' ? new Promise(() => {}) : undefined);
    await online({ archivePosition: 'a10' });
    live(1202);
    expect(told().at(-1)).toEqual({ from: 1202, to: 1202, position: undefined, gap: undefined });
  });

  it('what they wrote comes with a resumption, too', async () => {
    await online({ archivePosition: 'a10' });
    live(14);
    catchUp.offline?.(false);
    messages.offline?.(false);
    size = 14;
    catchUp.resumed?.(bench.session);
    await settle();
    bench.pass(10_000);
    await settle();
    expect(queries).toEqual([
      { max: 250, after: 'a10' },
      { max: 250, after: 'a10' },
    ]);
    expect(told().at(-1)).toMatchObject({ from: 11, to: 14 });
  });
});

it('ends with the session, and begins anew with the next one', async () => {
  size = 1200;
  let answer = () => {};
  before = (query) =>
    query.after === 'a260'
      ? new Promise((resolve) => {
          answer = resolve;
        })
      : undefined;
  await online({ archivePosition: 'a10' });
  catchUp.offline?.(true);
  messages.offline?.(true);
  before = () => undefined;
  const begun = online({ archivePosition: 'a260', archiveGap: { first: 'a951', last: 'a1200' } });
  answer();
  await begun;
  await settle();
  expect(told().at(-1)).toMatchObject({ gap: 'closed' });
  expect(told().filter(({ from }) => from === 261)).toHaveLength(1);
});

it('in the same run goes on from what the page was handed, stored or not; after a new beginning from what is stored', async () => {
  size = 12;
  await online({ archivePosition: 'a10' });
  bench.pass(10_000);
  live(13);
  for (const feature of [catchUp, messages]) feature.offline?.(true);
  size = 14;
  // The page has not come that far yet.
  await online({ archivePosition: 'a10' });
  for (const feature of [catchUp, messages]) feature.offline?.(true);
  catchUp.forget();
  await online({ archivePosition: 'a3' });
  expect(queries.map(({ after }) => after)).toEqual(['a10', 'a12', 'a3']);
});
