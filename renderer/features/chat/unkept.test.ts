import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CorrectionEntry, Entry, MessageEntry } from '../../../app/chat/entry.ts';
import { bareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { type WrittenDatabase, writtenDatabase } from '../../data/testing/written-database.ts';
import { exportPieces } from '../storage/export-lines.ts';
import { readThread } from './read-thread.ts';
import { forgetUnkept } from './unkept.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const id = { account, peer: ben };
const noon = Date.UTC(2026, 0, 1, 12);

let db: KithDatabase;
let write: WrittenDatabase['write'];
beforeEach(() => {
  ({ db, write } = writtenDatabase(noon));
});
afterEach(() => db.delete());

const base = {
  ...id,
  from: ben,
  own: false,
  at: noon,
  origin: 'live',
  type: 'chat',
  wantsReceipt: false,
  markable: false,
} as const;
const message = (body: string, changes: Partial<MessageEntry> = {}): MessageEntry => ({
  kind: 'message',
  ...base,
  body,
  stanzaId: body,
  ...changes,
});
const correction = (target: string, body: string, stanzaId: string): CorrectionEntry => ({
  kind: 'correction',
  ...base,
  target,
  body,
  stanzaId,
});
const store = (...entries: Entry[]) => write({ type: 'chat/entries', account, entries });
const readAll = () => db.conversations.update([account, ben], { readOrder: noon + 1000, unread: 0 });
const shown = async () =>
  (await readThread(db, id, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY })).messages;
const conversation = () => db.conversations.get([account, ben]);
const exported = async () => {
  let text = '';
  for await (const piece of exportPieces(db, { accounts: [account], version: '1', at: noon })) text += piece.text;
  return text;
};

it('a message that is not to be kept is shown and told like any other, and gone at the next start once it was read', async () => {
  const { notices, totals } = await store(
    message('secret first', { noStore: true, stanzaId: 'f' }),
    message('kept'),
    message('secret', { noStore: true, stanzaId: 's' }),
  );
  expect([notices, totals.unread]).toMatchObject([[{ kind: 'message', text: 'secret' }], 3]);
  expect((await shown()).map(({ body, noStore }) => [body, noStore])).toEqual([
    ['secret first', true],
    ['kept', undefined],
    ['secret', true],
  ]);
  await forgetUnkept(db);
  expect(await shown()).toHaveLength(3);
  // Without the hint.
  await store(correction('s', 'secret still', 'c'));
  expect(await exported()).not.toContain('secret');
  await readAll();
  await forgetUnkept(db);
  expect((await shown()).map(({ body }) => body)).toEqual(['kept']);
  expect(JSON.stringify([await db.entries.toArray(), await conversation()])).not.toContain('secret');
  expect(await conversation()).toMatchObject({ last: { text: 'kept' }, firstOrder: (await shown())[0]?.order });
  expect(await conversation()).not.toHaveProperty('noStore');
});

it('stays gone when the server brings it again, because it had no acknowledgement before the end', async () => {
  const secret = message('secret', { noStore: true, stanzaId: 's' });
  await store(secret, correction('s', 'secret still', 'c'));
  await readAll();
  await forgetUnkept(db);
  const { notices } = await store({ ...secret, at: noon + 5 }, correction('s', 'secret still', 'c'));
  expect([notices, await shown(), (await conversation())?.unread]).toEqual([[], [], 0]);
  expect(JSON.stringify(await db.entries.toArray())).not.toContain('secret');
});

it('leaves a chat without messages in the list, with nothing in it', async () => {
  await store(message('secret', { noStore: true, stanzaId: 's' }));
  await readAll();
  await forgetUnkept(db);
  expect(await shown()).toEqual([]);
  expect(await conversation()).toMatchObject({ listed: 1, unread: 0 });
  expect(await conversation()).not.toHaveProperty('last');
});
