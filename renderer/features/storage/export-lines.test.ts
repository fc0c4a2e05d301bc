import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import { KithDatabase } from '../../data/db.ts';
import { type EntryRow, newConversation } from '../chat/table.ts';
import { exportPieces, type Piece } from './export-lines.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const noon = Date.UTC(2026, 0, 1, 12);

let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await db.delete();
});

function row(n: number, changes: Partial<EntryRow> = {}): EntryRow {
  const from = { account, peer: ben, from: ben, own: false, at: noon + n, order: noon + n, origin: 'live' } as const;
  const message = { kind: 'message', type: 'chat', body: `line ${n}`, wantsReceipt: false, markable: false } as const;
  return { ...from, ...message, ...changes } as EntryRow;
}

async function pieces(): Promise<Piece[]> {
  const all: Piece[] = [];
  for await (const piece of exportPieces(db, { accounts: [account], version: '1.2.3', at: noon })) all.push(piece);
  return all;
}
const linesOf = (all: readonly Piece[]) =>
  all
    .map((piece) => piece.text)
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('has a header, contacts, conversations, every entry in order, and an end that counts', async () => {
  await db.contacts.add({
    account,
    jid: ben,
    name: 'Ben',
    groups: [],
    subscription: 'both',
    asking: false,
    approved: false,
  });
  await db.conversations.add({ ...newConversation(account, ben), draft: 'to be continued' });
  await db.entries.bulkAdd(Array.from({ length: 450 }, (_, n) => row(n)));
  const lines = linesOf(await pieces());
  expect(lines[0]).toEqual({
    record: 'header',
    format: 'kith-export',
    version: 1,
    kith: '1.2.3',
    at: '2026-01-01T12:00:00.000Z',
    accounts: [account],
  });
  expect(lines.filter(({ record }) => record === 'contact')).toMatchObject([{ account, jid: ben, name: 'Ben' }]);
  expect(lines.filter(({ record }) => record === 'conversation')).toMatchObject([
    { peer: ben, draft: 'to be continued' },
  ]);
  const entries = lines.filter(({ record }) => record === 'entry');
  expect(entries.map(({ body }) => body)).toEqual(Array.from({ length: 450 }, (_, n) => `line ${n}`));
  expect(entries[0]).toMatchObject({ kind: 'message', type: 'chat', at: '2026-01-01T12:00:00.000Z' });
  expect(lines.at(-1)).toEqual({ record: 'end', entries: 450, unreadable: 0 });
});

it('has no password, not even that of a room', async () => {
  const room = bareJid('books@rooms.example.org');
  await db.entries.add(row(0, { invitation: { room, reason: 'come', password: 'sesame' } }));
  const text = (await pieces()).map((piece) => piece.text).join('');
  expect(text).toContain('books@rooms.example.org');
  expect(text).not.toContain('sesame');
});

it('comes in pieces of whole lines, none of them large', async () => {
  await db.entries.bulkAdd(Array.from({ length: 300 }, (_, n) => row(n, { body: 'x'.repeat(20_000) })));
  const all = await pieces();
  expect(all.length).toBeGreaterThan(4);
  for (const { text } of all) {
    expect(text.length).toBeLessThan(1_100_000);
    expect(text.endsWith('\n')).toBe(true);
  }
});

it('gives what can be read, and says how much could not', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await db.entries.bulkAdd(Array.from({ length: 300 }, (_, n) => row(n)));
  db.entries.hook('reading', (entry) => {
    if ((entry as EntryRow).id === 7) throw new Error('block checksum mismatch');
    return entry;
  });
  const lines = linesOf(await pieces());
  const bodies = lines.filter(({ record }) => record === 'entry').map(({ body }) => body);
  expect(bodies).toHaveLength(299);
  expect(bodies).not.toContain('line 6');
  expect(lines.at(-1)).toEqual({ record: 'end', entries: 299, unreadable: 1 });
});
