import { beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../app/chat/entry.ts';
import { FaultError } from '../../app/fault.ts';
import { bareJid } from '../../app/jid.ts';
import { parseXml } from '../../e2e/xml.ts';
import type { ArchivePage, ArchiveQuery } from '../xmpp/archive.ts';
import type { Session } from '../xmpp/feature.ts';
import { createMessages, type OwnMessages } from '../xmpp/messages.ts';
import { createRoster } from '../xmpp/roster.ts';
import { ann, ben, type FeatureBench, featureBench } from '../xmpp/testing/feature-bench.ts';
import { createOutbox, MOST_UNDER_WAY, type Outbox } from './outbox.ts';

let bench: FeatureBench;
let outbox: Outbox;
let own: OwnMessages;
let acknowledge: (() => void)[];
let session: Session;
let hasArchive: boolean;
let asked: ArchiveQuery[];
let pageOf: (query: ArchiveQuery) => ArchivePage | Promise<ArchivePage>;

beforeEach(() => {
  bench = featureBench();
  hasArchive = true;
  asked = [];
  pageOf = () => page();
  acknowledge = [];
  session = {
    ...bench.session,
    send(stanza, acknowledged) {
      bench.session.send(stanza);
      if (acknowledged !== undefined) acknowledge.push(acknowledged);
    },
  };
  const messages = createMessages(bench.context, { roster: createRoster(bench.context) });
  outbox = createOutbox(bench.context, {
    messages: {
      ...messages,
      onOwn(listener) {
        own = listener;
      },
    },
    archive: {
      name: 'archive',
      async page(_, query) {
        asked.push(query);
        return pageOf(query);
      },
    },
    archived: () => hasArchive,
    known: async () => true,
  });
});

/** A page of the archive with copies of these. */
function page(ids: readonly string[] = [], more?: { readonly last: string }): ArchivePage {
  const messages = ids.map((id) => ({
    archiveId: `archived-${id}`,
    message: parseXml(`<message from="${ann}/Kith" to="${ben}" id="${id}"><body>${id}</body></message>`),
    delay: undefined,
  }));
  return { messages, first: undefined, last: more?.last, complete: more === undefined };
}
/** Until the archive has been asked all there is to ask. */
async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
async function online(next: Session = session) {
  outbox.begin?.(next);
  await outbox.online?.(next);
  await settle();
}

const message = (originId: string, at = 0): OutgoingMessage => ({
  kind: 'message',
  account: ann,
  peer: ben,
  originId,
  type: 'chat',
  body: originId,
  at,
});
const sent = () => bench.sent.map((stanza) => /id="([^"]+)"/.exec(stanza)?.[1]);
const told = () => bench.durable.flatMap((event) => (event.type === 'chat/sent' ? [event.originId] : []));

it('sends at once, and says so when the server has it', async () => {
  await online();
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1']);
  expect(told()).toEqual([]);
  acknowledge[0]?.();
  expect(told()).toEqual(['o1']);
});

it('keeps what is written offline, with what an earlier run left, and sends it in the order of writing', async () => {
  outbox.send(message('o3', 3));
  bench.setCache({ outbox: [message('o1', 1), message('o2', 2), message('o3', 3)] });
  await online();
  expect(sent()).toEqual(['o1', 'o2', 'o3']);
});

it('sends under the same id what a lost session did not acknowledge, but not what the archive has', async () => {
  await online();
  outbox.send(message('o1', 1));
  outbox.send(message('o2', 2));
  outbox.offline?.(true);
  own.seen('o1');
  bench.setCache({ outbox: [message('o1', 1), message('o2', 2)] });
  await online();
  expect(sent()).toEqual(['o1', 'o2', 'o2']);
  expect(told()).toEqual(['o1']);
});

it('does not send again what the page has not yet stored as sent', async () => {
  await online();
  outbox.send(message('o1'));
  acknowledge[0]?.();
  outbox.offline?.(true);
  bench.setCache({ outbox: [message('o1')] });
  await online();
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1']);
});

it('does not send again what the page stored as sent after it was asked what is queued', async () => {
  hasArchive = false;
  await online();
  outbox.send(message('o1'));
  acknowledge[0]?.();
  outbox.offline?.(true);
  outbox.begin?.(session);
  bench.setCache({ outbox: [message('o1')] });
  bench.store();
  await outbox.online?.(session);
  expect(sent()).toEqual(['o1']);
});

it('sends nothing twice when handed over twice', async () => {
  await online();
  outbox.send(message('o1'));
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1']);
});

describe('what came back', () => {
  it('does not go again by itself, though the page was asked what is queued before it stored that', async () => {
    hasArchive = false;
    await online();
    outbox.send(message('o1'));
    acknowledge[0]?.();
    own.failed('o1', ben);
    outbox.offline?.(true);
    bench.setCache({ outbox: [message('o1')] });
    await online();
    expect(sent()).toEqual(['o1']);
  });

  it('is not sent by a late acknowledgement', async () => {
    await online();
    outbox.send(message('o1'));
    own.failed('o1', ben);
    acknowledge[0]?.();
    expect(told()).toEqual([]);
  });

  it('goes when the person says so, under another id, whatever shows of the first attempt', async () => {
    await online();
    outbox.send(message('o1'));
    acknowledge[0]?.();
    own.failed('o1', ben);
    outbox.offline?.(true);
    outbox.send(message('o2'));
    own.seen('o1');
    await online();
    outbox.offline?.(true);
    bench.setCache({ outbox: [message('o2')] });
    pageOf = () => page(['o1']);
    await online();
    expect(sent()).toEqual(['o1', 'o2', 'o2']);
    expect(told()).toEqual(['o1']);
  });
});

describe('what an earlier session may have sent', () => {
  const day = 24 * 60 * 60_000;
  const lost = (...messages: OutgoingMessage[]) => {
    bench.setCache({ outbox: messages });
  };

  it('is looked for behind what was stored when it was written, page after page, and only in its conversation', async () => {
    lost({ ...message('o1', 1), after: 'a5' }, { ...message('o2', 2), after: 'a7' });
    pageOf = ({ after }) => (after === 'a5' ? page([], { last: 'a300' }) : page(['o2']));
    await online();
    expect(asked).toEqual([
      { max: 250, with: ben, after: 'a5' },
      { max: 250, with: ben, after: 'a300' },
    ]);
    expect(told()).toEqual(['o2']);
    expect(sent()).toEqual(['o1']);
  });

  it('is looked for from where the last session came to, also once it was sent', async () => {
    await online();
    outbox.send({ ...message('o1', 1), after: 'a0' });
    outbox.offline?.(true);
    bench.setCache({ outbox: [{ ...message('o1', 1), after: 'a0' }] });
    pageOf = ({ after }) => (after === 'a0' ? page([], { last: 'a250' }) : new Promise(() => {}));
    await online({ ...session });
    outbox.offline?.(true);
    pageOf = () => page();
    await online({ ...session });
    expect(asked.map(({ after }) => after)).toEqual(['a0', 'a250', 'a250']);
    expect(sent()).toEqual(['o1', 'o1']);
    outbox.offline?.(true);
    await online();
    expect(asked.at(-1)).toMatchObject({ after: 'a250' });
  });

  it('is not looked for before the time when it was written', async () => {
    lost({ ...message('o1', 1), after: 'a0' });
    pageOf = ({ after }) => (after === 'a0' ? page([], { last: 'a250' }) : page(['o1']));
    await online();
    expect(told()).toEqual(['o1']);
    bench.pass(1000);
    const later = { ...message('o2', bench.context.clock.now()), after: 'a9000' };
    outbox.send(later);
    outbox.offline?.(true);
    lost(later);
    await online();
    expect(asked.at(-1)).toMatchObject({ after: 'a9000' });
  });

  it('holds what was written after it to the same person, and nobody else', async () => {
    lost(message('o1', day));
    let answer: (page: ArchivePage) => void = () => {};
    pageOf = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await online();
    const eve = bareJid('eve@example.org');
    outbox.send(message('o2', day));
    outbox.send({ ...message('o3', day), peer: eve });
    expect(sent()).toEqual(['o3']);
    answer(page());
    await settle();
    expect(sent()).toEqual(['o3', 'o1', 'o2']);
  });

  it('is looked for by time where the archive no longer knows that id, or none was known', async () => {
    lost({ ...message('o1', 3 * day), after: 'gone' });
    pageOf = ({ after }) => {
      if (after === 'gone') throw new FaultError({ kind: 'refused', condition: 'item-not-found' });
      return page(['o1']);
    };
    await online();
    expect(asked.at(-1)).toEqual({ max: 250, with: ben, start: 2 * day });
    expect(sent()).toEqual([]);
  });

  it('is believed sent only of a copy by this account to that person', async () => {
    lost(message('o1'));
    const [copy] = page(['o1']).messages;
    if (copy === undefined) throw new Error('no copy');
    copy.message.attrs.from = 'eve@example.org/x';
    pageOf = () => ({ ...page(), messages: [copy] });
    await online();
    expect(sent()).toEqual(['o1']);
    expect(told()).toEqual([]);
  });

  it('goes again when there is no archive, or it does not answer after three attempts', async () => {
    lost(message('o1'));
    pageOf = () => {
      throw new FaultError({ kind: 'timeout' });
    };
    await online();
    expect(sent()).toEqual([]);
    for (const ms of [2000, 10_000]) {
      bench.pass(ms);
      await settle();
    }
    expect(asked).toHaveLength(3);
    expect(sent()).toEqual(['o1']);
  });

  it('goes again at once where there is no archive', async () => {
    hasArchive = false;
    lost(message('o1'));
    await online();
    expect(asked).toEqual([]);
    expect(sent()).toEqual(['o1']);
  });

  it('does not go again when its conversation was deleted meanwhile', async () => {
    await online();
    outbox.send(message('o1'));
    outbox.offline?.(true);
    lost();
    await online();
    expect(sent()).toEqual(['o1']);
  });

  it('is not looked for when it was written without a connection', async () => {
    outbox.send(message('o1'));
    lost(message('o1'));
    await online();
    expect(asked).toEqual([]);
    expect(sent()).toEqual(['o1']);
  });
});

describe('many', () => {
  it('go in order, a bounded number at a time; those behind can be taken back', async () => {
    await online();
    const ids = Array.from({ length: 250 }, (_, index) => `o${index}`);
    for (const id of ids) outbox.send(message(id));
    expect(sent()).toHaveLength(MOST_UNDER_WAY);
    expect(outbox.recall('o0')).toBe(false);
    expect(outbox.recall('o200')).toBe(true);
    for (let n = 0; n < 249; n++) acknowledge[n]?.();
    expect(sent()).toEqual(ids.filter((id) => id !== 'o200'));
    expect(told()).toEqual(sent());
  });

  it('written while the link is down wait for it, and can be taken back until then', async () => {
    await online();
    outbox.offline?.(false);
    outbox.send(message('kept'));
    outbox.send(message('dropped'));
    expect(bench.sent).toEqual([]);
    expect(outbox.recall('dropped')).toBe(true);
    outbox.resumed?.(session);
    expect(sent()).toEqual(['kept']);
    expect(outbox.recall('kept')).toBe(false);
  });

  it('taken back can be sent after all', async () => {
    await online();
    for (let n = 0; n <= MOST_UNDER_WAY; n++) outbox.send(message(`o${n}`));
    expect(outbox.recall(`o${MOST_UNDER_WAY}`)).toBe(true);
    outbox.send(message(`o${MOST_UNDER_WAY}`));
    for (let n = 0; n <= MOST_UNDER_WAY; n++) acknowledge[n]?.();
    expect(sent().filter((id) => id === `o${MOST_UNDER_WAY}`)).toHaveLength(1);
  });

  it('go again in their order after a session that was lost in the middle', async () => {
    await online();
    const all = Array.from({ length: 150 }, (_, index) => message(`o${index}`, index));
    for (const each of all) outbox.send(each);
    for (let n = 0; n < 40; n++) acknowledge[n]?.();
    outbox.offline?.(true);
    bench.setCache({ outbox: all.slice(30) });
    // Acknowledged or not, the archive has some of them.
    pageOf = () => page(['o40', 'o41', 'o45']);
    acknowledge = [];
    bench.sent.length = 0;
    await online();
    for (let n = 0; n < 150; n++) acknowledge[n]?.();
    const expected = all.slice(42).map(({ originId }) => originId);
    expect(sent()).toEqual(expected.filter((id) => id !== 'o45'));
  });
});
