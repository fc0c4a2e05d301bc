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

test('h stops before the first stanza that is still held, and passes it when it is released', () => {
  let told = 0;
  const inbound = createInbound(() => {
    told = inbound.h();
  });
  const [first, second, third] = [inbound.arrive(), inbound.arrive(), inbound.arrive()];
  const release = second.hold();
  first.handled();
  second.handled();
  third.handled();
  expect(inbound.h()).toBe(1);
  expect(inbound.pending()).toBe(true);
  release();
  release();
  expect(inbound.h()).toBe(3);
  expect(told).toBe(3);
  expect(inbound.pending()).toBe(false);
});

test('what is held twice is safe when both let go, in whatever order the stanzas are released', () => {
  const inbound = createInbound(() => {});
  const [first, second] = [inbound.arrive(), inbound.arrive()];
  const releases = [first.hold(), first.hold(), second.hold()];
  first.handled();
  second.handled();
  releases[2]?.();
  releases[0]?.();
  expect(inbound.h()).toBe(0);
  releases[1]?.();
  expect(inbound.h()).toBe(2);
});

test('after a break the unsafe ones are expected again; late releases of the old ones count nothing', () => {
  const inbound = createInbound(() => {});
  inbound.arrive().handled();
  const held = inbound.arrive();
  const release = held.hold();
  held.handled();
  inbound.forgetPending();
  expect(inbound.h()).toBe(1);
  inbound.arrive();
  release();
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
