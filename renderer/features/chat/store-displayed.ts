/** How far another device of this account read. Runs inside the writer's transaction. */
import type { ChatDurable } from '../../../app/contract/chat.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import { Conversations } from './changed-conversations.ts';

type Displayed = Extract<ChatDurable, { type: 'chat/displayed' }>;

/**
 * XEP-0490 section 5: "The displayed state only moves forward", and one "with a stanza-id not found in the respective
 * chat MUST be ignored": until it is there, should it still be on its way here.
 */
export async function storeDisplayed(
  db: KithDatabase,
  { account, peer, archiveId }: Displayed,
): Promise<NoticeFacts[]> {
  const row = await db.entries.where('[account+archiveId]').equals([account, archiveId]).first();
  if (row !== undefined && row.peer !== peer) return [];
  const conversations = await Conversations.load(db, account, [{ peer }]);
  if (row === undefined) conversations.change(peer, { readElsewhere: archiveId });
  else {
    conversations.read(peer, row.order);
    const { archiveId: own, ...untold } = conversations.of(peer).untold ?? {};
    // What was read here without a connection may be less than what was read elsewhere: telling it would move it back.
    if (own !== undefined && (await isUpTo(db, account, own, row.order))) conversations.change(peer, { untold });
  }
  await conversations.save(db);
  return conversations.nowRead().map((read) => ({ kind: 'message-gone', account, peer: read }));
}

async function isUpTo(db: KithDatabase, account: BareJid, archiveId: string, order: number): Promise<boolean> {
  const row = await db.entries.where('[account+archiveId]').equals([account, archiveId]).first();
  return row === undefined || row.order <= order;
}
