/** What main says of something on its way out. Runs inside the writer's transaction. */
import type { ChatDurable } from '../../../app/contract/chat.ts';
import type { KithDatabase } from '../../data/db.ts';
import { Conversations } from './changed-conversations.ts';
import { isWrittenRow, Known } from './known-entries.ts';
import { applySent } from './store-change.ts';

type Outgoing = Extract<ChatDurable, { type: 'chat/sent' | 'chat/failed' }>;

export async function storeOutgoing(db: KithDatabase, event: Outgoing): Promise<void> {
  const { account, peer, originId } = event;
  const rows = await db.entries.where('[account+stanzaId]').equals([account, originId]).toArray();
  const row = rows.find((candidate) => isWrittenRow(candidate) && candidate.own && candidate.peer === peer);
  if (row === undefined || !isWrittenRow(row) || row.outbox === undefined) return;
  const conversations = await Conversations.load(db, account, [row]);
  const known = await Known.load(db, account, row.kind === 'retraction' ? [row] : [], conversations, 'assume-new');
  if (event.type === 'chat/failed') known.change(row, { outbox: 'failed', failure: event.fault });
  else {
    // Refused by the other side before the server's word that it has it came.
    if (row.outbox === 'failed') return;
    known.sent(row);
    applySent(row, known);
    await db.conversations
      .where('[account+peer]')
      .equals([account, peer])
      .modify((conversation) => {
        Object.assign(conversation, { lastOrder: Math.max(conversation.lastOrder, row.order) });
      });
  }
  await known.save(db);
}
