import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import type { ReceivedRequest } from '../../../app/requests/request.ts';
import { KithDatabase } from '../../data/db.ts';
import { newConversation } from '../chat/table.ts';
import { readReceived } from './received.ts';
import { ASIDE_AT_ONCE, storeAside, storeReceived, storeRequestEnd } from './table.ts';

const account = bareJid('ann@example.org');
const from = bareJid('mina@example.org');
const received = (...all: Partial<ReceivedRequest>[]) =>
  storeReceived(
    db,
    account,
    all.map((changes) => ({
      type: 'requests/received',
      request: { account, from, at: 1000, note: 'hello', ...changes },
    })),
  );

let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(() => db.delete());

describe('a request', () => {
  it('is told once, however often the server delivers it', async () => {
    expect(await received({})).toMatchObject([{ kind: 'request', peer: from, name: 'mina', text: 'hello' }]);
    await db.requests.update([account, from], { setAside: true });
    expect(await received({ at: 9000, note: 'it is me' })).toEqual([]);
    expect(await db.requests.toArray()).toEqual([{ account, from, at: 1000, note: 'it is me', setAside: true }]);
  });

  it('is stored with those that come with it, and told by the name that there is for it', async () => {
    const [known, stranger] = [bareJid('known@example.org'), bareJid('stranger@example.org')];
    const standing = { groups: [], subscription: 'to', asking: false, approved: false } as const;
    await db.contacts.bulkPut([
      { account, jid: known, name: 'An old friend', ...standing },
      { account, jid: bareJid('other@example.org'), ...standing },
    ]);
    await received({});
    const notices = await received({ at: 1 }, { from: known, at: 3 }, { from: stranger, at: 2, nick: 'Bank' });
    expect(notices).toMatchObject([
      { peer: known, name: 'An old friend' },
      { peer: stranger, name: 'Bank' },
    ]);
    const list = await readReceived(db);
    expect(list.map(({ request, contact }) => [request.from, contact?.name])).toEqual([
      [stranger, undefined],
      [known, 'An old friend'],
      [from, undefined],
    ]);
  });

  it('is set aside with thousands of others in slices that leave the page time, and once, whoever asks', async () => {
    const count = 2 * ASIDE_AT_ONCE + 1;
    await received(...Array.from({ length: count }, (_, n) => ({ from: bareJid(`stranger-${n}@example.org`), at: n })));
    const rows = await db.requests.toArray();
    const written = vi.spyOn(db.requests, 'bulkUpdate');
    await Promise.all([storeAside(db, rows), storeAside(db, rows)]);
    expect(written.mock.calls.map(([changes]) => changes.length)).toEqual([ASIDE_AT_ONCE, ASIDE_AT_ONCE, 1]);
    expect((await readReceived(db)).filter(({ request }) => request.setAside)).toHaveLength(count);
    await db.requests.update([account, bareJid('stranger-7@example.org')], { setAside: false });
    await storeAside(db, rows);
    expect((await readReceived(db)).filter(({ request }) => request.setAside)).toHaveLength(count);
  });

  it('says whether its asker is a stranger', async () => {
    expect(await received({})).toMatchObject([{ stranger: true }]);
    await db.requests.clear();
    await db.conversations.put({ ...newConversation(account, from), wrote: 1 });
    expect((await received({}))[0]).not.toHaveProperty('stranger');
  });

  it('goes when it is answered or has ended, and is a new one after that', async () => {
    await received({});
    await db.requests.update([account, from], { setAside: true });
    const gone = await storeRequestEnd(db, { type: 'requests/ended', account, from, end: 'withdrawn' });
    expect(gone).toEqual([{ kind: 'request-gone', account, peer: from }]);
    expect(await received({})).toHaveLength(1);
    expect(await db.requests.toArray()).toMatchObject([{ setAside: false }]);
  });

  it('of ours leaves its answer, under the name that the person gave', async () => {
    await db.contacts.put({
      account,
      jid: from,
      name: 'Mina',
      groups: [],
      subscription: 'to',
      asking: false,
      approved: false,
    });
    const notices = await storeRequestEnd(db, {
      type: 'requests/answer-to-us',
      account,
      jid: from,
      answer: 'accepted',
      at: 5,
    });
    expect(notices).toEqual([{ kind: 'accepted', account, peer: from, name: 'Mina' }]);
    expect(await db.answers.toArray()).toEqual([{ account, jid: from, answer: 'accepted', at: 5 }]);
  });
});
