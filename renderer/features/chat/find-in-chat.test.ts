import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import { KithDatabase } from '../../data/db.ts';
import { findInChat } from './find-in-chat.ts';
import { type EntryRow, newConversation } from './table.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const id = { account, peer: ben };

let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(() => db.delete());

const row = (order: number, body: string, changes: Partial<EntryRow> = {}): EntryRow =>
  ({
    kind: 'message',
    ...id,
    from: ben,
    own: false,
    at: order,
    origin: 'live',
    type: 'chat',
    stanzaId: `id-${order}`,
    body,
    wantsReceipt: false,
    markable: false,
    order,
    ...changes,
  }) as EntryRow;

async function find(text: string): Promise<number[]> {
  const all: number[] = [];
  for await (const orders of findInChat(db, id, text, () => false)) all.push(...orders);
  return all;
}

it('finds words in any case, the newest first, in this conversation only', async () => {
  await db.entries.bulkAdd([
    row(1, 'The Oak'),
    row(2, 'a birch'),
    row(3, 'oaks again'),
    row(4, 'no words', { subject: 'About oaks' }),
    row(5, 'oak', { peer: bareJid('cleo@example.org') }),
    row(6, '떡갈나무'),
  ]);
  expect(await find(' oAk ')).toEqual([4, 3, 1]);
  expect(await find('갈나')).toEqual([6]);
  expect(await find('  ')).toEqual([]);
});

it('finds what messages say now, not what they said, and nothing that was taken back', async () => {
  const about = { kind: 'correction', target: 'id-1' } as const;
  await db.entries.bulkAdd([
    row(1, 'an elm', { changed: 1 }),
    row(2, 'oak, deleted', { changed: 1, retracted: 1 }),
    row(3, 'oak, encrypted', { encryption: 'OMEMO' }),
    row(4, 'an oak', about as Partial<EntryRow>),
  ]);
  expect(await find('oak')).toEqual([1]);
  expect(await find('elm')).toEqual([]);
});

it('finds all of them, also where a chunk ends among entries of the same order, and nothing that was cleared', async () => {
  const receipt = { kind: 'receipt', target: 'x' } as Partial<EntryRow>;
  const rows = Array.from({ length: 4500 }, (_, index) => row(index + 1, `oak ${index + 1}`));
  await db.entries.bulkAdd(rows);
  // The 2,000th from the end; the message of the same order is the first of the next chunk.
  await db.entries.add(row(2501, '', receipt));
  expect((await find('oak')).length).toBe(4500);
  expect(await find('oak 2501')).toEqual([2501]);
  await db.conversations.put({ ...newConversation(account, ben), clearedOrder: 4490 });
  expect((await find('oak')).length).toBe(10);
});
