import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import type { Batch, DurableEvent } from '../../app/contract/contract.ts';
import { bareJid } from '../../app/jid.ts';
import { createDelivery, type Delivery } from './delivery.ts';

const account = bareJid('ann@example.org');
const event = (n: number): DurableEvent => ({ type: 'chat/entries', account, entries: [], position: String(n) });
const unknown = { type: 'presence/unknown', account } as const;

let posted: Batch[];
let delivery: Delivery;
beforeEach(() => {
  posted = [];
  delivery = createDelivery('run', (batch) => posted.push(batch));
});

it('sends a burst in one message, numbered from zero', async () => {
  delivery.pageReady();
  delivery.live(unknown);
  delivery.durable(event(0));
  delivery.durable(event(1));
  await turn();
  expect(posted).toEqual([
    { live: [unknown], durable: { run: 'run', round: 1, first: 0, events: [event(0), event(1)] } },
  ]);
});

it('holds what comes before a page is there, and sends again what a page did not store', async () => {
  const stored: number[] = [];
  for (let n = 0; n < 3; n++) delivery.durable(event(n), () => stored.push(n));
  delivery.pageReady();
  delivery.stored(0);
  expect(stored).toEqual([0]);
  delivery.pageGone();
  delivery.pageReady();
  expect(posted.at(-1)?.durable).toMatchObject({ first: 1, events: [event(1), event(2)] });
  delivery.stored(2);
  expect(stored).toEqual([0, 1, 2]);
  expect(delivery.waiting()).toBe(0);
});

it('has at most two batches under way, and keeps their order', () => {
  for (let n = 0; n < 4000; n++) delivery.durable(event(n));
  delivery.pageReady();
  expect(posted.map((batch) => batch.durable?.first)).toEqual([0, 1000]);
  delivery.stored(999);
  expect(posted.map((batch) => batch.durable?.first)).toEqual([0, 1000, 2000]);
});

it('believes no number that was not posted', () => {
  const stored: number[] = [];
  for (let n = 0; n < 300; n++) delivery.durable(event(n), () => stored.push(n));
  delivery.stored(999);
  expect(stored).toEqual([]);
  delivery.pageReady();
  delivery.stored(999);
  expect(stored).toHaveLength(300);
});

it('keeps what the page could not store, posts nothing more, and begins again from there', async () => {
  const stored: number[] = [];
  delivery.pageReady();
  delivery.durable(event(0), () => stored.push(0));
  await turn();
  delivery.pause();
  delivery.durable(event(1), () => stored.push(1));
  delivery.live(unknown);
  await turn();
  expect(posted.at(-1)).toEqual({ live: [unknown], durable: null });
  delivery.again();
  expect(posted.at(-1)?.durable).toMatchObject({ round: 2, first: 0, events: [event(0), event(1)] });
  expect(stored).toEqual([]);
  delivery.stored(1);
  expect(stored).toEqual([0, 1]);
});
