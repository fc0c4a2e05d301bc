import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageEntry } from '../../../app/chat/entry.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { DurableEvent } from '../../../app/contract/contract.ts';
import { type Fault, type Outcome, ok } from '../../../app/fault.ts';
import { bareJid } from '../../../app/jid.ts';
import { readCache } from '../../data/cache.ts';
import { KithDatabase } from '../../data/db.ts';
import { createWriter } from '../../data/writer.ts';
import { changing } from './changing.ts';
import { outbox } from './outbox.ts';
import type { ChatParts } from './parts.ts';
import { readThread } from './read-thread.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const id = { account, peer: ben };
const noon = Date.UTC(2026, 0, 1, 12);

let db: KithDatabase;
let called: { name: string; args: unknown }[] = [];
let refusal: Fault | undefined;
/** Whether main still has what is taken back. */
let recallable = true;
let notStored: unknown[] = [];
let ids = 0;
const parts: () => ChatParts = () => ({
  db,
  call: async (name, args) => {
    called.push({ name, args });
    if (name === 'chat/recall') return ok(recallable) as Outcome<never>;
    return (refusal === undefined ? ok(null) : { ok: false, fault: refusal }) as Outcome<never>;
  },
  now: () => noon,
  newId: () => `o${++ids}`,
  notStored: (error) => notStored.push(error),
});

beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
  called = [];
  refusal = undefined;
  recallable = true;
  notStored = [];
  ids = 0;
});
afterEach(() => db.delete());

let written = 0;
beforeEach(() => {
  written = 0;
});
async function receive(changes: Partial<MessageEntry> = {}): Promise<void> {
  const entry: MessageEntry = {
    kind: 'message',
    ...id,
    from: account,
    own: true,
    at: noon,
    origin: 'carbon',
    type: 'chat',
    body: 'helo',
    stanzaId: 'm1',
    wantsReceipt: true,
    markable: true,
    ...changes,
  };
  await said({ type: 'chat/entries', account, entries: [entry] });
}

async function said(event: DurableEvent): Promise<void> {
  await createWriter(db, () => noon).write({ run: 'run', round: 1, first: written++, events: [event] });
}

function bound() {
  const out = outbox(parts());
  return { ...out, ...changing(parts(), out) };
}
const thread = async () =>
  (await readThread(db, id, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY })).messages;
const only = async (): Promise<ThreadMessage> => {
  const [message] = await thread();
  if (message === undefined) throw new Error('there is none');
  return message;
};
const line = async () => (await db.conversations.get([account, ben]))?.last;
const sent = () => called.filter(({ name }) => name === 'chat/send').map(({ args }) => args);

describe('an edit', () => {
  it('is shown at once, in the list too, and handed over', async () => {
    await receive();
    expect(await bound().editMessage(id, await only(), ' hello\r\nthere ')).toEqual({ originId: 'o1' });
    expect(await only()).toMatchObject({ body: ' hello\nthere', state: 'waiting', change: { originId: 'o1' } });
    expect(await line()).toMatchObject({ own: true, text: ' hello\nthere' });
    expect(sent()).toMatchObject([{ kind: 'correction', target: 'm1', body: ' hello\nthere', originId: 'o1' }]);
    expect((await readCache(db, account)).outbox).toEqual(sent());
  });

  it('that the database refuses is left to the caller, and told elsewhere', async () => {
    await receive();
    const message = await only();
    const full = new DOMException('no room', 'QuotaExceededError');
    db.entries.hook('creating', () => {
      throw full;
    });
    expect(await bound().editMessage(id, message, 'hello')).toEqual({ problem: 'storage' });
    expect(await bound().retractMessage(id, message)).toEqual({ problem: 'storage' });
    expect(await bound().react(id, message, '👍')).toEqual({ problem: 'storage' });
    expect(notStored).toHaveLength(3);
    expect(await only()).toMatchObject({ body: 'helo' });
    expect(sent()).toEqual([]);
  });

  it('of a subject and an answer keeps both', async () => {
    await receive({ stanzaId: 'm0', own: false, from: ben, body: 'asked' });
    await receive({ type: 'normal', subject: 'About', reply: { target: 'm0', to: ben } });
    const [, answer] = await thread();
    if (answer !== undefined) await bound().editMessage(id, answer, 'hello');
    expect(sent()).toMatchObject([
      { type: 'normal', subject: 'About', reply: { target: 'm0', to: ben, quote: 'asked' } },
    ]);
  });

  it('to the same, to nothing, or of what is not ours, is none', async () => {
    const { editMessage } = bound();
    await receive();
    const message = await only();
    expect(await editMessage(id, message, 'helo')).toEqual({ originId: null });
    expect(await editMessage(id, message, ' ')).toEqual({ problem: 'empty' });
    expect(await editMessage(id, { ...message, own: false }, 'x')).toEqual({ problem: 'not-allowed' });
    expect(sent()).toEqual([]);
  });

  it('is undone while it waits, and not when it is too late', async () => {
    await receive();
    const { editMessage, undo } = bound();
    await editMessage(id, await only(), 'hello');
    recallable = false;
    expect(await undo(id, 'o1')).toBe(false);
    expect(await only()).toMatchObject({ body: 'hello' });
    recallable = true;
    expect(await undo(id, 'o1')).toBe(true);
    expect(await only()).toMatchObject({ body: 'helo', state: 'sent' });
    expect(await line()).toMatchObject({ text: 'helo' });
    expect(await db.entries.count()).toBe(1);
  });

  it('that failed without being sent is tried again under the same id, or given up', async () => {
    refusal = { kind: 'unsupported', what: 'this' };
    await receive();
    const { editMessage, retryMessage, discardMessage } = bound();
    await editMessage(id, await only(), 'hello');
    await expect.poll(only).toMatchObject({ state: 'failed', fault: refusal, change: { originId: 'o1' } });
    await retryMessage(id, 'o1');
    await expect.poll(only).toMatchObject({ state: 'failed' });
    expect(sent()).toMatchObject([{ originId: 'o1' }, { originId: 'o1' }]);
    await discardMessage(id, 'o1');
    expect(await only()).toMatchObject({ body: 'helo', state: 'sent' });
  });
});

describe('deleting for all', () => {
  it('leaves nothing, and can be undone while it waits', async () => {
    await receive();
    const { retractMessage, undo } = bound();
    expect(await retractMessage(id, await only())).toEqual({ originId: 'o1' });
    expect(await only()).toMatchObject({ body: '', retracted: true, state: 'waiting' });
    expect(await line()).toMatchObject({ kind: 'retracted', text: '' });
    expect(await undo(id, 'o1')).toBe(true);
    expect(await only()).toMatchObject({ body: 'helo' });
    expect((await db.entries.toArray())[0]).not.toHaveProperty('retracted');
  });

  it('keeps the text until it is on its way, and then no more', async () => {
    await receive();
    const chat = bound();
    const message = await only();
    await chat.editMessage(id, message, 'hello');
    await chat.retractMessage(id, await only());
    const bodies = async () => (await db.entries.toArray()).flatMap((row) => ('body' in row ? row.body : []));
    expect(await bodies()).toEqual(['helo', 'hello']);
    await said({ type: 'chat/sent', account, peer: ben, originId: 'o2' });
    expect(await bodies()).toEqual(['', '']);
    // Refused after that: it is gone all the same, and the person is told.
    await said({ type: 'chat/failed', account, peer: ben, originId: 'o2', fault: { kind: 'timeout' } });
    expect(await only()).toMatchObject({ retracted: true, body: '' });
  });

  it('is on its way when the archive has it', async () => {
    await receive();
    await bound().retractMessage(id, await only());
    const from = { ...id, from: account, own: true, at: noon + 5, origin: 'catch-up', archiveId: '7' } as const;
    const entry = { ...from, kind: 'retraction', target: 'm1', stanzaId: 'o1' } as const;
    await said({ type: 'chat/entries', account, entries: [entry] });
    expect((await db.entries.toArray()).flatMap((row) => ('body' in row ? row.body : []))).toEqual(['']);
  });

  it('of what was not sent yet is as if it had not been written, with its edits', async () => {
    const { queueMessage, editMessage, retractMessage } = bound();
    await queueMessage(id, { text: 'helo' });
    await editMessage(id, await only(), 'hello');
    // The newest of it waits, so it is that which is taken back first; then the message itself.
    const message = await only();
    const { change: _, ...unsent } = message;
    expect(await retractMessage(id, unsent)).toEqual({ originId: null });
    expect(await db.entries.count()).toBe(0);
    expect(called.filter(({ name }) => name === 'chat/recall')).toHaveLength(2);
  });
});

it('a reaction is added by one press and taken back by the next, and can be undone', async () => {
  await receive({ own: false, from: ben });
  const { react, undo } = bound();
  await react(id, await only(), '👍');
  expect(await only()).toMatchObject({ reactions: [{ emoji: '👍', own: true }] });
  await react(id, await only(), '👍');
  expect(await only()).not.toHaveProperty('reactions');
  expect(await undo(id, 'o2')).toBe(true);
  expect(await only()).toMatchObject({ reactions: [{ emoji: '👍', own: true }] });
  expect(sent()).toMatchObject([{ reactions: ['👍'] }, { reactions: [] }]);
});
