import { expect, test } from 'vitest';
import { emptyCache } from '../../app/contract/sync.ts';
import { bareJid, type FullJid } from '../../app/jid.ts';
import { testClock } from '../clock.testing.ts';
import type { Session } from '../xmpp/feature.ts';
import { createStoredCache } from './stored-cache.ts';

const account = bareJid('ann@example.org');
const answer = {
  ...emptyCache(account),
  rosterVersion: '7',
  session: { jid: 'ann@example.org/Kith' as FullJid, id: 'x', h: 3 },
};

function opened() {
  const clock = testClock();
  const questions: number[] = [];
  const cache = createStoredCache(account, () => void questions.push(clock.now()), clock);
  return { clock, cache, asked: () => questions.length, online: () => cache.feature.online?.({} as Session) };
}

test('is asked as soon as there is a page, and the first session begins with that answer', async () => {
  const { cache, asked, online } = opened();
  const first = cache.first();
  cache.pageReady();
  expect(asked()).toBe(2);
  cache.answer(answer);
  expect((await first)?.session?.id).toBe('x');
  await online();
  expect(asked()).toBe(2);
  expect(cache.stored().rosterVersion).toBe('7');
  expect(await cache.known()).toBe(true);
});

test('every later session asks anew, and so does one that begins long after', async () => {
  const { clock, cache, asked, online } = opened();
  cache.answer(answer);
  clock.pass(6000);
  const first = online();
  expect(asked()).toBe(2);
  cache.answer(emptyCache(account));
  await first;
  const second = online();
  expect(asked()).toBe(3);
  expect(cache.stored()).toEqual(emptyCache(account));
  cache.answer(answer);
  await second;
  expect(cache.stored().rosterVersion).toBe('7');
});

test('without an answer nothing waits for ever', async () => {
  const { clock, cache, online } = opened();
  const first = cache.first();
  const begun = online();
  const known = cache.known();
  clock.pass(2000);
  await begun;
  clock.pass(18_000);
  expect(await first).toBeUndefined();
  clock.pass(40_000);
  expect(await known).toBe(false);
});

test('a database that began anew is asked again, and its answer is the one that counts', async () => {
  const { cache, asked, online } = opened();
  const first = cache.first();
  cache.forget();
  expect(asked()).toBe(2);
  cache.answer(answer);
  expect((await first)?.rosterVersion).toBe('7');
  cache.forget();
  expect(asked()).toBe(3);
  expect(cache.stored()).toEqual(emptyCache(account));
  const known = cache.known();
  cache.answer({ ...emptyCache(account), refill: {} });
  expect(await known).toBe(true);
  await online();
  expect(cache.stored()).toEqual({ ...emptyCache(account), refill: {} });
});
