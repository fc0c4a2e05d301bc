import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DiagnosticFacts } from '../../../app/contract/diagnostics.ts';
import { writeReport } from '../../../app/diagnostics/report.ts';
import { bareJid } from '../../../app/jid.ts';
import { KithDatabase } from '../../data/db.ts';
import { type EntryRow, newConversation } from '../chat/table.ts';
import { readStoredFacts } from './stored-facts.ts';

const account = bareJid('ann@example.org');
const ben = bareJid('ben.private@example.net');

let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(() => db.delete());

it('a report of a filled database says how much there is, and nothing of what', async () => {
  const row = { account, peer: ben, from: ben, own: false, at: 1, order: 1, origin: 'live' } as const;
  const message = { kind: 'message', type: 'chat', body: 'sesame', wantsReceipt: false, markable: false } as const;
  await db.contacts.add({
    account,
    jid: ben,
    name: 'Benny',
    groups: ['Choir'],
    subscription: 'both',
    asking: false,
    approved: false,
  });
  await db.conversations.add({
    ...newConversation(account, ben),
    draft: 'halfway',
    last: { own: false, kind: 'text', text: 'sesame' },
  });
  await db.entries.bulkAdd([{ ...row, ...message } as EntryRow, { ...row, ...message, order: 2 } as EntryRow]);
  await db.archives.add({ account, position: 'a-0042' });
  const manager = { estimate: async () => ({ usage: 1000, quota: 2000 }), persisted: async () => true };
  const stored = await readStoredFacts(db, manager as StorageManager, [account]);
  expect(stored.accounts).toEqual([
    { account, position: 'a-0042', gap: false, refilling: false, conversations: [{ entries: 2, complete: false }] },
  ]);
  expect(stored.rows).toMatchObject({ contacts: 1, entries: 2, conversations: 1 });

  const facts: DiagnosticFacts = {
    versions: { kith: '1', shell: 'chromium', node: '24', platform: 'linux x64' },
    desktop: { tray: false, notifications: [] },
    unstored: 0,
    paused: false,
    accounts: [{ account, connection: { phase: 'online' }, attempts: [], outbox: 0 }],
  };
  const report = writeReport({ facts, stored, browser: 'Chrome/1', roundTrips: new Map(), at: 0 });
  for (const hidden of ['sesame', 'halfway', 'Benny', 'Choir', 'ben.private', 'example.net', 'ann']) {
    expect(report).not.toContain(hidden);
  }
});
