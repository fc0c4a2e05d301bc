import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import { KithDatabase } from '../../data/db.ts';
import { readRecentChats } from './recent-chats.ts';
import { newConversation } from './table.ts';

const account = bareJid('ann@example.org');
let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(() => db.delete());

it('are the ten latest of the list, as the person calls them', async () => {
  const peers = Array.from({ length: 12 }, (_, index) => bareJid(`p${index}@example.org`));
  await db.conversations.bulkPut(
    peers.map((peer, index) => ({ ...newConversation(account, peer), listed: 1 as const, lastAt: index })),
  );
  await db.conversations.put({ ...newConversation(account, bareJid('deleted@example.org')), lastAt: 99 });
  const item = { groups: [], subscription: 'both', asking: false, approved: false } as const;
  await db.contacts.put({ account, jid: peers[11] ?? account, name: 'Mina Park', ...item } as never);
  const chats = await readRecentChats(db);
  expect(chats.map(({ name }) => name)).toEqual(['Mina Park', 'p10', 'p9', 'p8', 'p7', 'p6', 'p5', 'p4', 'p3', 'p2']);
  expect(chats[0]).toEqual({ account, peer: peers[11], name: 'Mina Park' });
});
