import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareJid, jidOf } from '../jid.ts';
import type { LoggedEntry } from './logged.ts';
import { fold } from './thread.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const mallory = bareJid('mallory@example.org');
const phone = jidOf('ben@example.org/phone') ?? ben;

type Message = Extract<LoggedEntry, { kind: 'message' }>;
type Mark = Exclude<LoggedEntry, { kind: 'message' }>;

function message(order: number, changes: Partial<Message> = {}): LoggedEntry {
  return {
    kind: 'message',
    account,
    peer: ben,
    from: account,
    own: true,
    at: order,
    origin: 'live',
    type: 'chat',
    body: `text ${order}`,
    stanzaId: `m${order}`,
    wantsReceipt: true,
    markable: true,
    order,
    id: order,
    ...changes,
  };
}

function mark(kind: 'receipt' | 'displayed', target: string, changes: Partial<Mark> = {}): LoggedEntry {
  return {
    kind,
    account,
    peer: ben,
    from: phone,
    own: false,
    at: 500,
    origin: 'live',
    order: 500,
    target,
    ...changes,
  } as LoggedEntry;
}

const error = (target: string): LoggedEntry => ({
  ...mark('receipt', target),
  kind: 'error',
  target,
  fault: { kind: 'refused', condition: 'item-not-found' },
});

const states = (entries: LoggedEntry[], readByPeer?: number) => fold(entries, readByPeer).map(({ state }) => state);

describe('the state of an own message', () => {
  it('goes from waiting over sent and delivered to read', () => {
    expect(states([message(1, { outbox: 'queued' })])).toEqual(['waiting']);
    expect(states([message(1)])).toEqual(['sent']);
    expect(states([message(1), mark('receipt', 'm1')])).toEqual(['delivered']);
    expect(states([message(1), mark('receipt', 'm1'), mark('displayed', 'm1')])).toEqual(['read']);
  });

  it('is read with every earlier one, and not with a later one', () => {
    expect(states([message(1), message(2), message(3), mark('displayed', 'm2')])).toEqual(['read', 'read', 'sent']);
    expect(states([message(1), message(2)], 1)).toEqual(['read', 'sent']);
  });

  it('is failed with the reason', () => {
    const failure = { kind: 'timeout' } as const;
    expect(fold([message(1, { outbox: 'failed', failure })])).toMatchObject([{ state: 'failed', fault: failure }]);
    expect(fold([message(1), error('m1')])).toMatchObject([{ state: 'failed', fault: { kind: 'refused' } }]);
  });

  it('is not failed when another device of theirs has it', () => {
    expect(states([message(1), error('m1'), mark('receipt', 'm1')])).toEqual(['delivered']);
  });

  it('is no more than sent when a message before one that was read was not sent', () => {
    expect(states([message(1, { outbox: 'queued' }), message(2), mark('displayed', 'm2')])).toEqual([
      'waiting',
      'read',
    ]);
  });

  it('is nothing that anybody but the other side says', () => {
    const forged = [
      mark('receipt', 'm1', { from: mallory }),
      mark('displayed', 'm1', { from: mallory, peer: mallory }),
      mark('receipt', 'm1', { from: account, own: true }),
      { ...error('m1'), from: mallory, peer: mallory } as LoggedEntry,
    ];
    expect(states([message(1), ...forged])).toEqual(['sent']);
  });
});

it("has no state for the other side's messages, whatever is said about them", () => {
  const theirs = message(1, { own: false, from: phone });
  expect(states([theirs, mark('receipt', 'm1'), mark('displayed', 'm1')])).toEqual([undefined]);
});

it('folds any permutation of the same entries to the same thread', () => {
  const target = fc.constantFrom('m1', 'm2', 'm3', 'm4');
  const who = fc.constantFrom(
    { from: phone, peer: ben, own: false },
    { from: ben, peer: ben, own: false },
    { from: mallory, peer: mallory, own: false },
    { from: account, peer: ben, own: true },
  );
  const said = fc
    .tuple(fc.constantFrom('receipt', 'displayed', 'error'), target, who, fc.nat(9))
    .map(([kind, about, by, order]): LoggedEntry => {
      const base = kind === 'error' ? error(about) : mark(kind as 'receipt' | 'displayed', about);
      return { ...base, ...by, order };
    });
  const written = fc
    .tuple(fc.nat(4), fc.integer({ min: 1, max: 4 }), fc.constantFrom(undefined, 'queued' as const, 'failed' as const))
    .map(([order, number, outbox]) =>
      message(order, { stanzaId: `m${number}`, id: order * 10 + number, ...(outbox === undefined ? {} : { outbox }) }),
    );
  const logs = fc
    .tuple(fc.uniqueArray(written, { selector: (entry) => entry.id ?? 0 }), fc.array(said))
    .map(([messages, marks]) => [...messages, ...marks]);
  const twice = logs.chain((log) =>
    fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length }), fc.nat(5)),
  );
  fc.assert(
    fc.property(twice, ([log, shuffled, readByPeer]) => {
      expect(fold(shuffled, readByPeer)).toEqual(fold(log, readByPeer));
    }),
  );
});
