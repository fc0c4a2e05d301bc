import { xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { readCount, readEnabled, SM_NS } from './stream-management.ts';
import { createInbound } from './stream-management-inbound.ts';
import { createOutbound } from './stream-management-outbound.ts';

test('acknowledgements come in order, each once', () => {
  const outbound = createOutbound();
  const seen: number[] = [];
  for (const n of [1, 2, 3]) outbound.push(xml('message', { id: String(n) }), () => seen.push(n));
  expect(outbound.acknowledge(2)).toBe(true);
  expect(outbound.acknowledge(2)).toBe(true);
  expect(seen).toEqual([1, 2]);
  expect(outbound.unacknowledged().map(String)).toEqual(['<message id="3"/>']);
  expect(outbound.sent()).toBe(3);
});

test('a server that claims more, or less than before, is not believed', () => {
  const outbound = createOutbound();
  const seen: string[] = [];
  outbound.push(xml('message'), () => seen.push('a'));
  expect(outbound.acknowledge(2)).toBe(false);
  expect(seen).toEqual([]);
  expect(outbound.acknowledge(1)).toBe(true);
  expect(outbound.acknowledge(0)).toBe(false);
});

test('the outbound counter goes round at 2^32', () => {
  const near = createOutbound(2 ** 32 - 1);
  near.push(xml('message'));
  near.push(xml('message'));
  expect(near.sent()).toBe(1);
  expect(near.acknowledge(0)).toBe(true);
  expect(near.unacknowledged()).toHaveLength(1);
  expect(near.acknowledge(1)).toBe(true);
});

/** Counts that no message carries are on disk at once. */
function counting(from?: number) {
  const inbound = createInbound(() => inbound.countable()?.stored(), from);
  return inbound;
}

test('h stops before the first stanza that is still held, and passes it when it is released', () => {
  const inbound = counting();
  const [first, second, third] = [inbound.arrive(), inbound.arrive(), inbound.arrive()];
  const hold = second.hold();
  first.handled();
  second.handled();
  third.handled();
  expect(inbound.h()).toBe(1);
  expect(inbound.pending()).toBe(true);
  hold.release();
  hold.release();
  expect(inbound.h()).toBe(3);
  expect(inbound.pending()).toBe(false);
});

test('what is held twice is safe when both let go, in whatever order the stanzas are released', () => {
  const inbound = counting();
  const [first, second] = [inbound.arrive(), inbound.arrive()];
  const holds = [first.hold(), first.hold(), second.hold()];
  first.handled();
  second.handled();
  holds[2]?.release();
  holds[0]?.release();
  expect(inbound.h()).toBe(0);
  holds[1]?.release();
  expect(inbound.h()).toBe(2);
});

test('what is handed over takes the count with it that is true once it is stored, and counts only then', () => {
  const inbound = counting();
  const [presence, first, second] = [inbound.arrive(), inbound.arrive(), inbound.arrive()];
  presence.handled();
  const holds = [first.hold(), second.hold()] as const;
  // While it is being handled, as features do.
  expect(holds[0].handOver()).toBe(2);
  first.handled();
  second.handled();
  expect(inbound.h()).toBe(1);
  expect(holds[1].handOver()).toBe(3);
  holds[0].release();
  expect(inbound.h()).toBe(2);
  holds[1].release();
  expect(inbound.h()).toBe(3);
});

test('a later one that is handed over first takes no count past the earlier one', () => {
  const inbound = counting();
  const [first, second] = [inbound.arrive(), inbound.arrive()];
  const [late, early] = [first.hold(), second.hold()];
  first.handled();
  second.handled();
  expect(early.handOver()).toBe(0);
  expect(late.handOver()).toBe(2);
});

test('a count that no message carries is given to be stored when nothing under way will bring it', () => {
  const inbound = createInbound(() => {});
  const [message, presence] = [inbound.arrive(), inbound.arrive()];
  const hold = message.hold();
  hold.handOver();
  message.handled();
  presence.handled();
  expect(inbound.countable()).toBeUndefined();
  hold.release();
  expect([inbound.h(), inbound.pending()]).toEqual([1, true]);
  const count = inbound.countable();
  expect(count?.h).toBe(2);
  expect(inbound.countable()).toBeUndefined();
  expect(inbound.h()).toBe(1);
  count?.stored();
  expect([inbound.h(), inbound.pending()]).toEqual([2, false]);
});

test('what was handed over before a break and is stored after it counts, whatever comes again meanwhile', () => {
  const inbound = counting();
  const stanzas = Array.from({ length: 4 }, () => inbound.arrive());
  const holds = stanzas.map((stanza) => stanza.hold());
  for (const stanza of stanzas) stanza.handled();
  expect(holds.slice(0, 3).map((hold) => hold.handOver())).toEqual([1, 2, 3]);
  inbound.forgetPending();
  holds[0]?.release();
  const from = inbound.h();
  expect(from).toBe(1);
  // Stored between the wish to resume and the server's answer to it.
  holds[1]?.release();
  inbound.resumeFrom(from);
  expect([inbound.h(), inbound.pending()]).toEqual([2, false]);
  const again = Array.from({ length: 3 }, () => inbound.arrive());
  const held = again.map((stanza) => stanza.hold());
  for (const stanza of again) stanza.handled();
  // The second, third and fourth of the session.
  expect(held.map((hold) => hold.handOver())).toEqual([2, 3, 4]);
  held[0]?.release();
  expect(inbound.h()).toBe(2);
  holds[2]?.release();
  expect(inbound.h()).toBe(3);
  // Never handed over, it comes again.
  holds[3]?.release();
  expect(inbound.h()).toBe(3);
  held[1]?.release();
  held[2]?.release();
  expect([inbound.h(), inbound.pending(), inbound.countable()]).toEqual([4, false, undefined]);
});

test('after a break those that nobody has taken are expected again; late releases of the old ones count nothing', () => {
  const inbound = counting();
  inbound.arrive().handled();
  const held = inbound.arrive();
  const hold = held.hold();
  held.handled();
  inbound.forgetPending();
  expect(inbound.h()).toBe(1);
  inbound.arrive();
  hold.release();
  expect(inbound.h()).toBe(1);
});

test('counting goes on where an earlier run stopped, and round at 2^32', () => {
  const inbound = counting(2 ** 32 - 1);
  const stanza = inbound.arrive();
  const hold = stanza.hold();
  expect(hold.handOver()).toBe(0);
  stanza.handled();
  hold.release();
  inbound.arrive().handled();
  expect(inbound.h()).toBe(1);
});

test.each([
  [
    { id: 'x', resume: 'true', max: '300', location: 'host:1' },
    { id: 'x', max: 300, location: 'host:1' },
  ],
  [{ id: 'x', resume: '1' }, { id: 'x' }],
  [{ id: 'x' }, {}],
  [{}, {}],
])('enabled %j reads as %j', (attributes, enabled) => {
  expect(readEnabled(xml('enabled', { xmlns: SM_NS, ...attributes }))).toEqual(enabled);
});

test.each([
  ['0', 0],
  ['4294967295', 4294967295],
  ['4294967296', undefined],
  ['-1', undefined],
  ['x', undefined],
  [undefined, undefined],
])('the count %s reads as %s', (text, count) => {
  expect(readCount(text)).toBe(count);
});
