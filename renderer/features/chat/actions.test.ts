import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry, MessageEntry } from '../../../app/chat/entry.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { DurableEvent } from '../../../app/contract/contract.ts';
import { type Fault, type Outcome, ok } from '../../../app/fault.ts';
import { bareJid, type FullJid } from '../../../app/jid.ts';
import { readCache } from '../../data/cache.ts';
import { KithDatabase } from '../../data/db.ts';
import { createWriter, type Stored } from '../../data/writer.ts';
import { changing } from './changing.ts';
import { deleting } from './deleting.ts';
import { keeping } from './keeping.ts';
import { watchMutes } from './mutes.ts';
import { outbox } from './outbox.ts';
import type { ChatParts } from './parts.ts';
import { readThread } from './read-thread.ts';
import { reading } from './reading.ts';
import { changeWriting, forgetWritings, takeWriting, writingIn } from './writing-store.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const id = { account, peer: ben };
const noon = Date.UTC(2026, 0, 1, 12);
const ALL = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

let db: KithDatabase;
let called: { name: string; args: unknown }[] = [];
let refusal: Fault | undefined;
let refused: unknown[] = [];
/** What main answers of those who are to learn what was read. */
let knows = { devices: true, author: true };
let written = 0;
let ids = 0;
const parts = (): ChatParts => ({
  db,
  call: async (name, args) => {
    called.push({ name, args });
    const value = name === 'chat/displayed' ? knows : null;
    return (refusal === undefined ? ok(value) : { ok: false, fault: refusal }) as Outcome<never>;
  },
  now: () => noon,
  newId: () => `o${++ids}`,
  notStored: (error) => refused.push(error),
});

beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
  called = [];
  refused = [];
  refusal = undefined;
  knows = { devices: true, author: true };
  written = ids = 0;
});
afterEach(async () => {
  forgetWritings(account);
  await db.delete();
});

async function receive(...events: DurableEvent[]): Promise<Stored> {
  const stored = await createWriter(db, () => noon).write({ run: 'run', round: 1, first: written, events });
  written += events.length;
  if (stored === undefined) throw new Error('not written');
  return stored;
}

function message(changes: Partial<MessageEntry> = {}): DurableEvent {
  const entry: MessageEntry = {
    kind: 'message',
    ...id,
    from: ben,
    own: false,
    at: noon,
    origin: 'live',
    type: 'chat',
    body: 'hello',
    stanzaId: `s${changes.body ?? ''}`,
    wantsReceipt: true,
    markable: true,
    ...changes,
  };
  return { type: 'chat/entries', account, entries: [entry] };
}

const conversation = () => db.conversations.get([account, ben]);
const rows = () => db.entries.orderBy('[account+peer+order]').toArray();
const names = () => called.map(({ name }) => name);
const befriend = () =>
  receive({
    type: 'roster/pushed',
    account,
    item: { jid: ben, groups: [], subscription: 'both', asking: false, approved: false },
  });

describe('a message on its way out', () => {
  it('is stored before main hears of it, and ends the draft', async () => {
    const { queueMessage } = outbox({
      ...parts(),
      call: async () => {
        expect((await rows()).length).toBe(1);
        called.push({ name: 'chat/send', args: {} });
        return ok(null) as Outcome<never>;
      },
    });
    await keeping(parts()).saveDraft(id, 'hel');
    expect(await queueMessage(id, { text: 'hello\r\nthere\n' })).toEqual({ originId: 'o1' });
    expect(await rows()).toMatchObject([{ outbox: 'queued', body: 'hello\nthere', stanzaId: 'o1', order: noon }]);
    const row = await conversation();
    expect(row).toMatchObject({ listed: 1, last: { own: true, text: 'hello\nthere' }, wrote: 1 });
    expect(row).not.toHaveProperty('draft');
    expect(names()).toEqual(['chat/send']);
  });

  it('stands after those before it, also within one millisecond, and is what main is given again', async () => {
    const { queueMessage } = outbox(parts());
    for (const text of ['1', '2', '3']) await queueMessage(id, { text });
    expect((await rows()).map((row) => row.kind === 'message' && row.body)).toEqual(['1', '2', '3']);
    const sent = called.map(({ args }) => args);
    expect((await readCache(db, account)).outbox).toEqual(sent);
  });

  it('keeps what it quotes only as long as it has to be sent', async () => {
    await outbox(parts()).queueMessage(id, { text: 'yes', reply: { target: 'x', to: ben, quote: 'shall we?' } });
    expect((await readCache(db, account)).outbox).toMatchObject([{ reply: { quote: 'shall we?' } }]);
    await receive({ type: 'chat/sent', account, peer: ben, originId: 'o1' });
    expect(JSON.stringify(await db.entries.toArray())).not.toContain('shall we?');
    expect(await rows()).toMatchObject([{ body: 'yes', reply: { target: 'x', to: ben } }]);
  });

  it('written offline does not hide what was missed meanwhile', async () => {
    await outbox(parts()).queueMessage(id, { text: 'mine' });
    await receive(message({ body: 'missed', at: noon - 1000, origin: 'catch-up', archiveId: '1' }));
    expect(await rows()).toMatchObject([{ body: 'missed' }, { body: 'mine' }]);
    expect(await conversation()).toMatchObject({ unread: 1 });
  });

  it('is not stored when it is empty or too long', async () => {
    const { queueMessage } = outbox(parts());
    expect(await queueMessage(id, { text: ' \n' })).toEqual({ problem: 'empty' });
    expect(await queueMessage(id, { text: 'a'.repeat(60_001) })).toEqual({ problem: 'too-long' });
    expect(await rows()).toEqual([]);
    expect(called).toEqual([]);
  });

  it('stays queued without a connection and fails when main refuses it', async () => {
    const { queueMessage } = outbox(parts());
    refusal = { kind: 'offline' };
    await queueMessage(id, { text: 'a' });
    expect(await rows()).toMatchObject([{ outbox: 'queued' }]);
    refusal = { kind: 'invalid', field: 'arguments', problem: 'malformed' };
    await queueMessage(id, { text: 'b' });
    await expect.poll(rows).toMatchObject([{ outbox: 'queued' }, { outbox: 'failed', failure: refusal }]);
  });

  it('that failed without being sent goes again under the same id, or is forgotten', async () => {
    const { queueMessage, retryMessage, discardMessage } = outbox(parts());
    const fault = { kind: 'unsupported', what: 'this' } as const;
    await receive(message());
    await queueMessage(id, { text: 'a' });
    await receive({ type: 'chat/failed', ...id, originId: 'o1', fault });
    called = [];
    expect(await retryMessage(id, 'o1')).toBe('o1');
    expect(called).toMatchObject([{ name: 'chat/send', args: { originId: 'o1', body: 'a', at: noon } }]);
    const [, again] = await rows();
    expect(again).toMatchObject({ outbox: 'queued' });
    expect(again).not.toHaveProperty('failure');

    await discardMessage(id, 'o1');
    expect(await rows()).toHaveLength(2);
    await receive({ type: 'chat/failed', ...id, originId: 'o1', fault });
    await discardMessage(id, 'o1');
    expect(await rows()).toHaveLength(1);
    expect(await conversation()).toMatchObject({ last: { text: 'hello', own: false } });
  });
});

describe('what came back', () => {
  const fault = { kind: 'refused', condition: 'service-unavailable' } as const;
  const entries = (...list: Entry[]): DurableEvent => ({ type: 'chat/entries', account, entries: list });
  const bounce = (target: string): DurableEvent =>
    entries({ ...id, kind: 'error', from: ben, own: false, at: noon, origin: 'live', target, fault });
  const sent = (originId: string): DurableEvent => ({ type: 'chat/sent', ...id, originId });
  /** As the archive, or another session of this account, has it. */
  const copy = (stanzaId: string, changes: Partial<MessageEntry> = {}): DurableEvent =>
    message({
      own: true,
      from: 'ann@example.org/Kith' as FullJid,
      body: 'a',
      stanzaId,
      archiveId: `of-${stanzaId}`,
      ...changes,
    });
  const handed = () => called.filter(({ name }) => name === 'chat/send').map(({ args }) => args);
  const position = (archiveId: string) =>
    receive({ ...message({ body: archiveId, archiveId }), position: archiveId } as DurableEvent);

  it('goes again under another id, as if it had just been written', async () => {
    const { queueMessage, retryMessage } = outbox(parts());
    await queueMessage(id, { text: 'a' });
    await receive(sent('o1'), copy('o1'), bounce('o1'));
    await position('a7');
    called = [];
    expect(await retryMessage(id, 'o1')).toBe('o2');
    expect(called).toMatchObject([
      { name: 'chat/recall', args: { originId: 'o1' } },
      { name: 'chat/send', args: { originId: 'o2', body: 'a', at: noon, after: 'a7' } },
    ]);
    const [again] = await rows();
    expect(again).toMatchObject({ outbox: 'queued', stanzaId: 'o2' });
    expect(again).not.toHaveProperty('failure');
    expect(again).not.toHaveProperty('archiveId');
    expect((await readCache(db, account)).outbox).toMatchObject([{ originId: 'o2' }]);
    await retryMessage(id, 'o1');
    expect(handed()).toHaveLength(1);
  });

  it('is the only one of its kind, and as far as the next attempt came, in whatever order traces of the first arrive', async () => {
    const late = [
      sent('o1'),
      bounce('o1'),
      copy('o1', { origin: 'carbon' }),
      copy('o1', { origin: 'backfill' }),
      copy('o1', { origin: 'catch-up' }),
    ];
    const next = [sent('o2'), copy('o2', { origin: 'catch-up' })];
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.shuffledSubarray(late),
        fc.shuffledSubarray([...late, ...next]),
        async (known, before, after) => {
          await db.delete();
          db = new KithDatabase(`test-${Math.random()}`);
          written = ids = 0;
          const { queueMessage, retryMessage } = outbox(parts());
          await queueMessage(id, { text: 'a' });
          await receive(message({ body: 'b' }), ...(known ? before : []), bounce('o1'));
          await retryMessage(id, 'o1');
          for (const event of after) await receive(event);
          const wentOut = after.some((event) => next.includes(event));
          const own = (await rows()).filter((row) => row.own);
          expect(own).toMatchObject([{ kind: 'message', body: 'a', stanzaId: 'o2' }]);
          expect(own[0]?.outbox).toBe(wentOut ? undefined : 'queued');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes with it what was said about it, and what answers it', async () => {
    const chat = outbox(parts());
    const { editMessage, react } = changing(parts(), chat);
    const only = async () => (await readThread(db, id, ALL)).messages[0] as ThreadMessage;
    await chat.queueMessage(id, { text: 'helo' });
    await receive(sent('o1'));
    await editMessage(id, await only(), 'hello');
    await react(id, await only(), '👍');
    await receive(sent('o2'), sent('o3'));
    await chat.queueMessage(id, { text: 'it was me', reply: { target: 'o1', to: account } });
    await receive(bounce('o1'), bounce('o2'));
    called = [];
    // The newest of it is the edit: by itself it would be about nothing.
    expect(await chat.retryMessage(id, 'o2')).toBe('o6');
    expect(handed()).toMatchObject([
      { kind: 'message', originId: 'o5', body: 'helo' },
      { kind: 'correction', originId: 'o6', target: 'o5', body: 'hello' },
      { kind: 'reactions', originId: 'o7', target: 'o5' },
    ]);
    await receive(sent('o5'), sent('o6'), sent('o7'), copy('o2', { body: 'hello' }), bounce('o3'));
    expect((await readThread(db, id, ALL)).messages).toMatchObject([
      { body: 'hello', state: 'sent', edited: { history: [{ body: 'helo' }] }, reactions: [{ emoji: '👍' }] },
      { body: 'it was me', reply: { target: 'o5', excerpt: 'hello' } },
    ]);
  });

  it('takes no deletion with it that came back, too', async () => {
    const chat = outbox(parts());
    const { retractMessage } = changing(parts(), chat);
    await chat.queueMessage(id, { text: 'a' });
    await receive(sent('o1'));
    const [own] = (await readThread(db, id, ALL)).messages;
    if (own !== undefined) await retractMessage(id, own);
    await receive(bounce('o1'), bounce('o2'));
    called = [];
    await chat.retryMessage(id, 'o1');
    expect(handed()).toMatchObject([{ kind: 'message', originId: 'o3' }]);
    expect((await readThread(db, id, ALL)).messages).toMatchObject([
      { body: 'a', state: 'failed', change: { originId: 'o2' } },
    ]);
    await chat.retryMessage(id, 'o2');
    expect(handed().at(-1)).toMatchObject({ kind: 'retraction', originId: 'o4', target: 'o3' });
  });
});

describe('reading', () => {
  it('is told to the other side with the newest message that came', async () => {
    await befriend();
    await receive(message({ body: 'a' }), message({ body: 'b' }));
    await reading(parts()).markRead(id);
    expect(await conversation()).toMatchObject({ unread: 0, readOrder: (await rows()).at(-1)?.order });
    expect(called).toEqual([
      { name: 'sync/totals', args: { totals: { unread: 0, requests: 0, ofStrangers: 0 }, read: [id] } },
      { name: 'chat/displayed', args: { ...id, stanzaId: 'sb' } },
    ]);
  });

  it('is told once', async () => {
    await befriend();
    await receive(message());
    const { markRead } = reading(parts());
    await markRead(id);
    called = [];
    await markRead(id);
    expect(called).toEqual([]);
  });

  it('is kept until those know who want to, over all that is read meanwhile', async () => {
    await befriend();
    const { markRead, tellUntold } = reading(parts());
    knows = { devices: false, author: true };
    await receive(message({ body: 'a', archiveId: '1' }));
    await markRead(id);
    expect((await conversation())?.untold).toEqual({ archiveId: '1' });
    knows = { devices: false, author: false };
    await receive(message({ body: 'b', archiveId: '2' }));
    await markRead(id);
    expect((await conversation())?.untold).toEqual({ archiveId: '2', stanzaId: 'sb' });
    called = [];
    knows = { devices: true, author: true };
    await tellUntold(account);
    await expect.poll(async () => (await conversation())?.untold).toBeUndefined();
    expect(called).toEqual([{ name: 'chat/displayed', args: { ...id, archiveId: '2', stanzaId: 'sb' } }]);
    await tellUntold(account);
    expect(called).toHaveLength(1);
  });

  it('is not told to the own devices any more when one of them has read further', async () => {
    await befriend();
    knows = { devices: false, author: true };
    await receive(message({ body: 'a', archiveId: '1' }), message({ body: 'b', archiveId: '2' }));
    await reading(parts()).markRead(id);
    await receive(message({ body: 'c', archiveId: '3' }));
    await receive({ type: 'chat/displayed', ...id, archiveId: '1' });
    expect((await conversation())?.untold).toEqual({ archiveId: '2' });
    await receive({ type: 'chat/displayed', ...id, archiveId: '3' });
    called = [];
    await reading(parts()).tellUntold(account);
    expect(called).toEqual([]);
  });

  it('is not told to a stranger before we answer', async () => {
    const { markRead } = reading(parts());
    await receive(message({ body: 'a' }));
    await markRead(id);
    expect(names()).toEqual(['sync/totals']);
    await outbox(parts()).queueMessage(id, { text: 'who is it?' });
    await receive(message({ body: 'b' }));
    await markRead(id);
    expect(names()).toContain('chat/displayed');
  });

  it('ends the mark, and a marked conversation counts', async () => {
    await befriend();
    await receive(message());
    const { markRead, markUnread } = reading(parts());
    await markRead(id);
    called = [];
    await markUnread(id);
    expect(called).toEqual([
      { name: 'sync/totals', args: { totals: { unread: 1, requests: 0, ofStrangers: 0 }, read: [] } },
    ]);
    await markRead(id);
    expect(await conversation()).not.toHaveProperty('marked');
    expect(names()).not.toContain('chat/displayed');
  });
});

describe('a conversation', () => {
  it('that is muted does not count', async () => {
    await receive(message());
    await keeping(parts()).mute(id, 'forever');
    expect(called).toMatchObject([{ name: 'sync/totals', args: { totals: { unread: 0 } } }]);
  });

  it('that is muted for a time counts again when that is over, also where nobody looked at the clock', async () => {
    const { mute, unmute } = keeping(parts());
    const counted = () => called.flatMap(({ name, args }) => (name === 'sync/totals' ? [args] : []));
    await receive(message());
    await mute(id, 'hour');
    expect(await conversation()).toMatchObject({ muted: true, mutedUntil: noon + 3_600_000 });
    await receive(message({ body: 'quiet' }));
    expect(await conversation()).toMatchObject({ muted: true });

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let now = noon;
    const stop = watchMutes({ ...parts(), now: () => now });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    now += 3_600_000;
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(counted().at(-1)).toMatchObject({ totals: { unread: 2 } }));
    expect(await conversation()).toMatchObject({ muted: false });
    expect(await conversation()).not.toHaveProperty('mutedUntil');
    stop();

    await mute(id, 'forever');
    expect(await conversation()).not.toHaveProperty('mutedUntil');
    await mute(id, 'hour');
    await unmute(id);
    expect(await conversation()).not.toHaveProperty('mutedUntil');
    await db.conversations.update([account, ben], { muted: true, mutedUntil: noon - 1 });
    const { notices } = await receive(message({ body: 'loud' }));
    expect(notices).toMatchObject([{ kind: 'message', muted: false }]);
  });

  it('with nothing but a draft is in the list as long as the draft is', async () => {
    const { saveDraft } = keeping(parts());
    await saveDraft(id, 'dear');
    expect(await conversation()).toMatchObject({ listed: 1, draft: 'dear', lastAt: noon });
    await saveDraft(id, ' ');
    expect(await conversation()).toMatchObject({ listed: 0 });
  });

  it('is deleted at once, for good later, and new messages bring it back empty', async () => {
    await receive(message({ body: 'a' }), message({ body: 'b' }));
    const deletion = await deleting(parts()).deleteConversation(id);
    expect(await conversation()).toMatchObject({ listed: 0, unread: 0 });
    expect(called).toMatchObject([{ name: 'sync/totals', args: { totals: { unread: 0 }, read: [id] } }]);
    await receive(message({ body: 'c' }));
    expect(await conversation()).toMatchObject({ listed: 1, unread: 1, last: { text: 'c' } });
    await deletion.finish();
    expect(await rows()).toMatchObject([{ body: 'c' }]);
  });

  it('comes back when that is undone, with what came meanwhile', async () => {
    await receive(message({ body: 'a' }));
    const before = await conversation();
    const { deleteConversation, finishDeletions } = deleting(parts());
    const first = await deleteConversation(id);
    await first.undo();
    expect(await conversation()).toEqual(before);
    const second = await deleteConversation(id);
    await receive(message({ body: 'b', at: noon + 5 }));
    await second.undo();
    await finishDeletions();
    expect(await rows()).toHaveLength(2);
    expect(await conversation()).toMatchObject({ listed: 1, unread: 2, last: { text: 'b' }, clearedOrder: 0 });
  });

  it('that is deleted has no draft any more, though its field saves once more when it goes; undone it has', async () => {
    const { keepDraft, leaveDraft } = keeping(parts());
    await receive(message());
    changeWriting(id, { draft: 'hel' });
    await keepDraft(id);
    changeWriting(id, { draft: 'hello' });
    const deleted = deleting(parts()).deleteConversation(id);
    await Promise.all([deleted, leaveDraft(id)]);
    await leaveDraft(id);
    expect(await conversation()).toMatchObject({ listed: 0, lastAt: 0 });
    expect(await conversation()).not.toHaveProperty('draft');
    await (await deleted).undo();
    expect(await conversation()).toMatchObject({ listed: 1, draft: 'hel' });
    expect(writingIn(id)).toMatchObject({ draft: 'hello' });
  });

  it('with nothing but a draft is gone with it, also when the draft was never saved', async () => {
    const { keepDraft, leaveDraft } = keeping(parts());
    const { deleteConversation } = deleting(parts());
    changeWriting(id, { draft: 'dear' });
    await deleteConversation(id);
    await leaveDraft(id);
    expect(await conversation()).toBeUndefined();
    changeWriting(id, { draft: 'dear' });
    await keepDraft(id);
    await deleteConversation(id);
    await leaveDraft(id);
    expect(await conversation()).toMatchObject({ listed: 0, clearedOrder: 0 });
  });

  it('of a removed account does not come back with what its field saves when it goes', async () => {
    const { keepDraft, leaveDraft } = keeping(parts());
    changeWriting(id, { draft: 'dear' });
    await keepDraft(id);
    forgetWritings(account);
    await Promise.all([db.conversations.where({ account }).delete(), leaveDraft(id)]);
    expect(await db.conversations.toArray()).toEqual([]);
  });

  it('that could not be deleted keeps what stands in its field', async () => {
    changeWriting(id, { draft: 'dear' });
    db.close();
    await expect(deleting(parts()).deleteConversation(id)).rejects.toThrow();
    expect(takeWriting(id)).toMatchObject({ draft: 'dear' });
  });

  it('has the draft in its row when the field is gone, and in the field where the row does not take it', async () => {
    const { leaveDraft } = keeping(parts());
    changeWriting(id, { draft: 'dear' });
    const leaving = leaveDraft(id);
    changeWriting(id, { draft: 'dear Ben' });
    await leaving;
    expect(writingIn(id)).toMatchObject({ draft: 'dear Ben' });
    await leaveDraft(id);
    expect(writingIn(id)).not.toHaveProperty('draft');
    expect(await conversation()).toMatchObject({ draft: 'dear Ben' });
    changeWriting(id, { draft: 'dear Ben,' });
    db.close();
    await expect(leaveDraft(id)).rejects.toThrow();
    expect(writingIn(id)).toMatchObject({ draft: 'dear Ben,' });
  });

  it('whose deletion was not finished is finished at the next start', async () => {
    await receive(message());
    await deleting(parts()).deleteConversation(id);
    await deleting(parts()).finishDeletions();
    expect(await rows()).toEqual([]);
  });
});

it('a deleted conversation does not go on speaking; brought back it does', async () => {
  const { queueMessage } = outbox(parts());
  const sent = await queueMessage(id, { text: 'on its way' });
  const originId = 'originId' in sent ? sent.originId : '';
  called = [];
  const deletion = await deleting(parts()).deleteConversation(id);
  expect(called.filter(({ name }) => name === 'chat/recall')).toEqual([
    { name: 'chat/recall', args: { account, originId } },
  ]);
  expect((await readCache(db, account)).outbox).toEqual([]);
  await deletion.undo();
  expect(called.at(-1)).toMatchObject({ name: 'chat/send', args: { originId, body: 'on its way' } });
  expect((await readCache(db, account)).outbox).toMatchObject([{ originId }]);
});

it('remembers with a message the newest archive id that was there when it was written', async () => {
  await receive({ ...message(), position: 'a7' } as DurableEvent);
  await outbox(parts()).queueMessage(id, { text: 'hi' });
  expect(called.at(-1)).toMatchObject({ name: 'chat/send', args: { after: 'a7' } });
  expect((await readCache(db, account)).outbox).toMatchObject([{ after: 'a7' }]);
});
