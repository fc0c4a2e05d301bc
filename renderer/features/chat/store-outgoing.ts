/** What main says of things on their way out. Runs inside the writer's transaction, for many of one account at once. */
import type { ChatDurable } from '../../../app/contract/chat.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { Conversations } from './changed-conversations.ts';
import { Known } from './known-entries.ts';
import { applySent } from './store-change.ts';

export type OutgoingEvent = Extract<ChatDurable, { type: 'chat/sent' | 'chat/failed' }>;

export async function storeOutgoing(
  db: KithDatabase,
  account: BareJid,
  events: readonly OutgoingEvent[],
): Promise<void> {
  const conversations = await Conversations.load(db, account, events);
  const ids = events.map((event) => event.originId);
  const known = await Known.loadOwn(db, account, ids);
  for (const event of events) {
    const row = known.ownOf(event.peer, event.originId);
    if (row?.outbox === undefined) continue;
    if (event.type === 'chat/failed') {
      known.change(row, { outbox: 'failed', failure: event.fault });
      continue;
    }
    // Refused by the other side before the server's word that it has it came.
    if (row.outbox === 'failed') continue;
    known.sent(row);
    applySent(row, known);
    const { lastOrder } = conversations.of(row.peer);
    if (row.order > lastOrder) conversations.change(row.peer, { lastOrder: row.order });
  }
  await known.save(db);
  await conversations.save(db);
}
