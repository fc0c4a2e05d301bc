import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareJid, jidOf } from '../jid.ts';
import { mayBeEdited, mayBeRetracted, replyTo } from './allowed.ts';
import type { Logged, LoggedEntry } from './logged.ts';
import { toggled } from './reactions.ts';
import { fold } from './thread.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const mallory = bareJid('mallory@example.org');
const phone = jidOf('ben@example.org/phone') ?? ben;
const laptop = jidOf('ben@example.org/laptop') ?? ben;

type Loose<K extends LoggedEntry['kind']> = Partial<Logged<K>>;
const theirs = { account, peer: ben, from: phone, own: false, origin: 'live' } as const;
const ours = { ...theirs, from: account, own: true } as const;
const asked = { wantsReceipt: false, markable: false };

const message = (order: number, changes: Loose<'message'> = {}): LoggedEntry => ({
  kind: 'message',
  ...theirs,
  ...asked,
  at: order * 10,
  order,
  id: order,
  type: 'chat',
  body: `text ${order}`,
  stanzaId: `m${order}`,
  ...changes,
});
const correction = (target: string, order: number, body: string, changes: Loose<'correction'> = {}): LoggedEntry => ({
  kind: 'correction',
  ...theirs,
  ...asked,
  at: order * 10,
  order,
  id: order,
  type: 'chat',
  target,
  body,
  stanzaId: `c${order}`,
  ...changes,
});
const retraction = (target: string, order: number, changes: Loose<'retraction'> = {}): LoggedEntry => ({
  kind: 'retraction',
  ...theirs,
  at: order * 10,
  order,
  id: order,
  target,
  stanzaId: `d${order}`,
  ...changes,
});
const reactions = (target: string, order: number, list: string[], changes: Loose<'reactions'> = {}): LoggedEntry => ({
  kind: 'reactions',
  ...theirs,
  at: order * 10,
  order,
  id: order,
  target,
  reactions: list,
  ...changes,
});

describe('a correction', () => {
  it('takes the place of the text, and what it said before is kept', () => {
    const log = [message(1), correction('m1', 2, 'second'), correction('m1', 3, 'third', { from: laptop })];
    expect(fold(log)).toMatchObject([
      {
        key: '1',
        order: 1,
        body: 'third',
        edited: {
          at: 30,
          history: [
            { body: 'text 1', at: 10 },
            { body: 'second', at: 20 },
          ],
        },
      },
    ]);
    expect(fold(log)).toHaveLength(1);
  });

  it('that names an earlier correction is about the same message', () => {
    expect(fold([message(1), correction('m1', 2, 'second'), correction('c2', 3, 'third')])).toMatchObject([
      { body: 'third', edited: { at: 30 } },
    ]);
  });

  it('of corrections that name each other ends', () => {
    const ring = [correction('c3', 2, 'a', { alone: 1 }), correction('c2', 3, 'b', { alone: 1 })];
    expect(fold([message(1), ...ring])).toHaveLength(3);
  });

  it.each<[string, LoggedEntry]>([
    ['the other side of our message', correction('m2', 3, 'forged')],
    ['us of their message', correction('m1', 3, 'forged', ours)],
    ['a third party', correction('m1', 3, 'forged', { from: mallory, peer: mallory })],
    ['a third party in this conversation', correction('m1', 3, 'forged', { from: mallory })],
    ['somebody who calls it own', correction('m2', 3, 'forged', { own: true })],
    ['another account', correction('m1', 3, 'forged', { account: mallory })],
  ])('by %s changes nothing', (_, forged) => {
    const log = [message(1), message(2, ours)];
    expect(fold([...log, forged])).toEqual(fold(log));
  });

  it('whose message is not known stands for itself, until that comes', () => {
    const alone = correction('m1', 2, 'second', { alone: 1 });
    expect(fold([alone])).toMatchObject([{ key: '2', body: 'second', stanzaId: 'c2' }]);
    expect(fold([alone, message(1)])).toMatchObject([{ key: '1', body: 'second', edited: { at: 20 } }]);
  });

  it('is about the newest message before it where an id was used twice', () => {
    const log = [message(1, { stanzaId: 'x' }), message(2, { stanzaId: 'x' }), correction('x', 3, 'new')];
    expect(fold([...log, message(4, { stanzaId: 'x' })]).map(({ body }) => body)).toEqual(['text 1', 'new', 'text 4']);
  });

  it('of ours that waits or failed is the state of the message', () => {
    const sent = message(1, ours);
    const edit = (changes: Loose<'correction'>) => correction('m1', 2, 'new', { ...ours, ...changes });
    const change = { kind: 'correction', originId: 'c2' };
    expect(fold([sent, edit({ outbox: 'queued' })])).toMatchObject([{ body: 'new', state: 'waiting', change }]);
    const failure = { kind: 'timeout' } as const;
    expect(fold([sent, edit({ outbox: 'failed', failure })])).toMatchObject([
      { body: 'new', state: 'failed', fault: failure, change },
    ]);
    const [done] = fold([sent, edit({})]);
    expect(done).toMatchObject({ body: 'new', state: 'sent' });
    expect(done).not.toHaveProperty('change');
  });

  it('is no new text of a message that can not be read', () => {
    expect(fold([message(1), correction('m1', 2, 'fallback', { encryption: 'OMEMO' })])).toMatchObject([
      { encryption: 'OMEMO' },
    ]);
  });
});

describe('a retraction', () => {
  it('leaves nothing of the message, whatever else was said about it', () => {
    const log = [message(1, { subject: 'Subject' }), correction('m1', 2, 'new'), reactions('m1', 3, ['👍'])];
    const [left] = fold([...log, retraction('m1', 4)]);
    expect(left).toEqual({
      key: '1',
      order: 1,
      own: false,
      from: phone,
      at: 10,
      type: 'chat',
      stanzaId: 'm1',
      body: '',
      retracted: true,
    });
  });

  it.each<[string, LoggedEntry]>([
    ['the other side of our message', retraction('m2', 3)],
    ['us of their message', retraction('m1', 3, ours)],
    ['a third party', retraction('m1', 3, { from: mallory, peer: mallory })],
    ['a third party in this conversation', retraction('m1', 3, { from: mallory })],
  ])('by %s changes nothing', (_, forged) => {
    const log = [message(1), message(2, ours)];
    expect(fold([...log, forged])).toEqual(fold(log));
  });

  it('of ours that failed has taken nothing back', () => {
    const failed = retraction('m1', 2, { ...ours, outbox: 'failed' });
    expect(fold([message(1, ours), failed])).toMatchObject([{ body: 'text 1', state: 'failed' }]);
    const waiting = retraction('m1', 2, { ...ours, outbox: 'queued' });
    expect(fold([message(1, ours), waiting])).toMatchObject([{ retracted: true, state: 'waiting' }]);
  });
});

describe('reactions', () => {
  const shown = (log: LoggedEntry[]) => fold(log)[0]?.reactions;

  it('are counted over all, first used first, with who chose them', () => {
    const log = [message(1), reactions('m1', 2, ['👍', '🎉']), reactions('m1', 3, ['👍'], ours)];
    expect(shown(log)).toEqual([
      { emoji: '👍', count: 2, own: true, from: [ben, account] },
      { emoji: '🎉', count: 1, own: false, from: [ben] },
    ]);
  });

  it('replace all that the same person chose before, on whichever device', () => {
    const log = [message(1), reactions('m1', 2, ['👍', '🎉']), reactions('m1', 3, ['🎉'], { from: laptop })];
    expect(shown(log)?.map(({ emoji }) => emoji)).toEqual(['🎉']);
    expect(shown([...log, reactions('m1', 4, [])])).toBeUndefined();
  });

  it('are the same with and without the variation selector', () => {
    const log = [message(1), reactions('m1', 2, ['\u{2764}']), reactions('m1', 3, ['\u{2764}\u{FE0F}'], ours)];
    expect(shown(log)).toMatchObject([{ count: 2 }]);
  });

  it('may name the correction instead of the message', () => {
    expect(shown([message(1), correction('m1', 2, 'new'), reactions('c2', 3, ['👍'])])).toMatchObject([{ count: 1 }]);
  });

  it('of anybody but the two do not count, nor those of ours that failed', () => {
    const log = [
      message(1),
      reactions('m1', 2, ['👍'], { from: mallory }),
      reactions('m1', 3, ['👍'], { from: mallory, peer: mallory }),
      reactions('m1', 4, ['👍'], { own: true }),
      reactions('m1', 5, ['👍'], { ...ours, outbox: 'failed' }),
    ];
    expect(shown(log)).toBeUndefined();
  });

  it('are added and taken back by the same press', () => {
    const [first] = fold([message(1), reactions('m1', 2, ['👍', '🎉'], ours)]);
    expect(toggled(first?.reactions ?? [], '🎉')).toEqual(['👍']);
    expect(toggled(first?.reactions ?? [], '🐢')).toEqual(['👍', '🎉', '🐢']);
  });
});

describe('a reply', () => {
  const reply = (order: number, target: string, to?: LoggedEntry['from']) =>
    message(order, { reply: { target, ...(to === undefined ? {} : { to }) } });

  it('knows what it answers, as that is now', () => {
    const log = [message(1, ours), correction('m1', 2, 'corrected', ours), reply(3, 'm1', account)];
    expect(fold(log)[1]).toMatchObject({
      reply: { target: 'm1', to: account, key: '1', order: 1, own: true, from: account, excerpt: 'corrected' },
    });
    expect(fold([reply(3, 'm1')], 0, [message(1)])).toMatchObject([
      { key: '3', reply: { key: '1', excerpt: 'text 1' } },
    ]);
    expect(fold([reply(3, 'm1')])).toMatchObject([{ reply: { target: 'm1' } }]);
  });

  it('shows nothing of what was taken back', () => {
    const [, answer] = fold([message(1), reply(2, 'm1'), retraction('m1', 3)]);
    expect(answer?.reply).toMatchObject({ key: '1' });
    expect(answer?.reply).not.toHaveProperty('excerpt');
  });

  it('is about the message of the author that it names', () => {
    const log = [message(1, { stanzaId: 'x' }), message(2, { ...ours, stanzaId: 'x' }), reply(3, 'x', phone)];
    expect(fold(log)[2]?.reply).toMatchObject({ key: '1' });
  });
});

describe('what may be done', () => {
  it('is editing and taking back what is ours and there, and answering what has a name', () => {
    const may = (entry: LoggedEntry) => {
      const [folded] = fold([entry]);
      return folded && [mayBeEdited(folded), mayBeRetracted(folded), replyTo(folded) !== undefined];
    };
    expect(may(message(1))).toEqual([false, false, true]);
    expect(may(message(1, ours))).toEqual([true, true, true]);
    expect(may(message(1, { ...ours, outbox: 'failed' }))).toEqual([false, false, false]);
    expect(may(message(1, { ...ours, type: 'headline' }))).toEqual([false, false, false]);
  });
});

it('what was erased is retracted, whatever became of the retraction', () => {
  const erased = message(1, { ...ours, body: '', erased: 6 });
  const failed = retraction('m1', 2, { ...ours, outbox: 'failed' });
  expect(fold([erased, failed])).toMatchObject([{ retracted: true, state: 'failed' }]);
  expect(fold([message(1, ours), failed])).toMatchObject([{ body: 'text 1', state: 'failed' }]);
});

it('a retraction is about what a message that is not here was changed to', () => {
  const alone = correction('m1', 2, 'second', { alone: 1 });
  expect(fold([alone, retraction('m1', 3)])).toMatchObject([{ key: '2', retracted: true }]);
  expect(fold([alone, retraction('m1', 3, { from: mallory })])).toMatchObject([{ body: 'second' }]);
});

it('folds any permutation of the same entries, some of them twice, to the same thread', () => {
  const id = fc.constantFrom('m1', 'm2', 'm3', 'x1', 'x2');
  const who = fc.constantFrom(
    theirs,
    { ...theirs, from: laptop },
    { ...theirs, from: mallory },
    { ...theirs, from: mallory, peer: mallory },
    ours,
  );
  const order = fc.integer({ min: 1, max: 6 });
  const outbox = fc.constantFrom({}, {}, { outbox: 'queued' as const }, { outbox: 'failed' as const });
  const any = fc
    .tuple(
      fc.constantFrom('message', 'correction', 'retraction', 'reactions', 'receipt'),
      id,
      id,
      order,
      who,
      outbox,
      fc.boolean(),
    )
    .map(([kind, stanzaId, target, at, by, sending, flag]): LoggedEntry => {
      const changes = { ...by, stanzaId, ...(by.own ? sending : {}) };
      const reply = flag ? { reply: { target } } : {};
      if (kind === 'message') return message(at, { ...changes, ...reply });
      if (kind === 'correction')
        return correction(target, at, `${stanzaId} ${at}`, { ...changes, ...(flag ? { alone: 1 } : {}) });
      if (kind === 'retraction') return retraction(target, at, changes);
      if (kind === 'reactions') return reactions(target, at, flag ? ['👍'] : ['🎉', '👍'], changes);
      return { ...by, kind: 'receipt', at, order: at, target };
    });
  const logs = fc
    .array(any, { maxLength: 14 })
    .map((entries) => entries.map((entry, index): LoggedEntry => ({ ...entry, id: index })));
  const shuffled = logs.chain((log) =>
    fc.tuple(
      fc.constant(log),
      fc
        .subarray(log)
        .chain((twice) => fc.shuffledSubarray([...log, ...twice], { minLength: log.length + twice.length })),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([log, other]) => {
      expect(fold(other)).toEqual(fold(log));
    }),
    { numRuns: 2000 },
  );
});
