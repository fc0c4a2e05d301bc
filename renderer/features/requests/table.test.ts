import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import type { ReceivedRequest } from '../../../app/requests/request.ts';
import { KithDatabase } from '../../data/db.ts';
import { storeRequest } from './table.ts';

const account = bareJid('ann@example.org');
const from = bareJid('mina@example.org');
const received = (changes: Partial<ReceivedRequest> = {}) =>
  ({ type: 'requests/received', request: { account, from, at: 1000, note: 'hello', ...changes } }) as const;

let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(() => db.delete());

describe('a request', () => {
  it('is told once, however often the server delivers it', async () => {
    expect(await storeRequest(db, received())).toMatchObject([
      { kind: 'request', peer: from, name: 'mina', text: 'hello' },
    ]);
    await db.requests.update([account, from], { setAside: true });
    expect(await storeRequest(db, received({ at: 9000, note: 'it is me' }))).toEqual([]);
    expect(await db.requests.toArray()).toEqual([{ account, from, at: 1000, note: 'it is me', setAside: true }]);
  });

  it('goes when it is answered or has ended, and is a new one after that', async () => {
    await storeRequest(db, received());
    await db.requests.update([account, from], { setAside: true });
    const gone = await storeRequest(db, { type: 'requests/ended', account, from, end: 'withdrawn' });
    expect(gone).toEqual([{ kind: 'request-gone', account, peer: from }]);
    expect(await storeRequest(db, received())).toHaveLength(1);
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
    const notices = await storeRequest(db, {
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
