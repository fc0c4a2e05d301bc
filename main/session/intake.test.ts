/** A page that can't keep up, or is not there: what it does not take stays on the server, and nothing is lost or ended. */
import { xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import type { Batch } from '../../app/contract/contract.ts';
import { startScriptedServer } from '../../e2e/server/scripted.ts';
import { createDelivery } from '../bridge/delivery.ts';
import { FULL, HALF } from '../bridge/load.ts';
import { testClock } from '../clock.testing.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import { readMessage } from '../xmpp/message.ts';
import { ann } from '../xmpp/testing/feature-bench.ts';
import { openTestAccount } from './testing/opened-account.ts';
import { createWatch } from './watch.ts';

const COUNT = 50_000;
/** What one read of the socket may bring behind the one that was too much: 64 KiB of these messages. */
const ONE_READ = 1000;

test('of 50,000 messages no more than some thousands are in memory while the page is away, and all of them arrive', async () => {
  await using server = await startScriptedServer({
    users: { romeo: 'secret' },
    features: ['<sm xmlns="urn:xmpp:sm:3"/>'],
  });
  const clock = testClock();
  const bodies: string[] = [];
  let most = 0;
  let allThere = () => {};
  const all = new Promise<void>((resolve) => {
    allThere = resolve;
  });
  const delivery = createDelivery('run', (batch: Batch) => {
    const { durable } = batch;
    if (durable === null) return;
    for (const event of durable.events) {
      if (event.type !== 'chat/entries') continue;
      for (const entry of event.entries) if (entry.kind === 'message') bodies.push(entry.body);
    }
    setImmediate(() => delivery.stored(durable.first + durable.events.length - 1));
    if (bodies.length >= COUNT) allThere();
  });
  let session: Session | undefined;
  const feature: Feature = {
    name: 'messages',
    online(begun) {
      session = begun;
    },
    receive({ stanza, hold }) {
      const entries = readMessage(stanza, { account: ann, origin: 'live', now: 0 });
      const held = hold();
      held.handOver();
      delivery.durable({ type: 'chat/entries', account: ann, entries }, held.release);
      most = Math.max(most, delivery.waiting());
      return true;
    },
  };
  const paused = new Promise<void>((resolve) => {
    delivery.intake.onChange((full) => void (full && resolve()));
  });
  await using account = openTestAccount(
    server,
    { jid: 'romeo@localhost', password: 'secret' },
    { features: [feature], clock, intake: delivery.intake },
  );
  account.connection.connect();
  const client = await server.client();
  await account.reached('online');

  for (let from = 0; from < COUNT; from += 500) {
    const some = Array.from(
      { length: 500 },
      (_, index) =>
        `<message from="ben@example.org/x" to="ann@example.org" type="chat" id="m${from + index}"><body>${from + index}</body></message>`,
    );
    client.send(some.join(''));
  }
  await paused;
  // Asked while nothing is read: neither the question nor the link is given up, however long it takes.
  const answer = session?.request(xml('iq', { type: 'get' }, xml('ping', { xmlns: 'urn:xmpp:ping' })));
  session?.send(xml('message', { to: 'ben@example.org' }, xml('body', {}, 'still there')));
  clock.pass(600_000);
  account.connection.resumedFromSleep();
  clock.pass(600_000);
  expect(delivery.waiting()).toBeGreaterThanOrEqual(FULL);
  expect(account.connection.state()).toEqual({ phase: 'online' });

  delivery.pageReady();
  await all;
  await answer;
  expect(bodies).toEqual(Array.from({ length: COUNT }, (_, index) => String(index)));
  expect(most).toBeLessThan(FULL + ONE_READ);
  expect(account.states.filter(({ phase }) => phase === 'online')).toHaveLength(1);
});

test('a page that comes back in the middle gets what it had not stored, and reading goes on', async () => {
  const posted: number[] = [];
  const delivery = createDelivery('run', ({ durable }) => void posted.push(durable?.first ?? -1));
  const told: boolean[] = [];
  delivery.intake.onChange((full) => void told.push(full));
  for (let n = 0; n < FULL; n++) delivery.durable({ type: 'chat/entries', account: ann, entries: [] });
  delivery.pageReady();
  expect(told).toEqual([true]);
  delivery.stored(999);
  delivery.pageGone();
  delivery.pageReady();
  expect(posted.slice(-2)).toEqual([1000, 2000]);
  delivery.stored(1999);
  expect(told).toEqual([true]);
  for (let upTo = 2999; upTo < HALF; upTo += 1000) delivery.stored(upTo);
  expect(told).toEqual([true, false]);
  expect(delivery.intake.full()).toBe(false);
});

test('a few messages that are very long are too much, too', () => {
  const delivery = createDelivery('run', () => {});
  const [entry] = readMessage(xml('message', { from: 'ben@example.org/x' }, xml('body', {}, 'x'.repeat(1_000_000))), {
    account: ann,
    origin: 'live',
    now: 0,
  });
  if (entry === undefined) throw new Error('no entry');
  for (let n = 0; n < 12; n++) delivery.durable({ type: 'chat/entries', account: ann, entries: [entry] });
  expect(delivery.intake.full()).toBe(true);
});

test('the watch asks nothing and finds nothing dead while nothing is read, and asks anew after that', () => {
  const clock = testClock();
  const seen = { asked: 0, dead: 0 };
  const watch = createWatch({
    clock,
    patience: () => 20_000,
    ask: () => {
      seen.asked += 1;
    },
    dead: () => {
      seen.dead += 1;
    },
  });
  watch.sent();
  clock.pass(200);
  watch.pause();
  watch.sent();
  watch.probe(5000);
  clock.pass(1_000_000);
  expect(seen).toEqual({ asked: 1, dead: 0 });
  watch.proceed();
  clock.pass(200);
  expect(seen).toEqual({ asked: 2, dead: 0 });
  clock.pass(20_000);
  expect(seen).toEqual({ asked: 2, dead: 1 });
});
