import Dexie from 'dexie';
import type { Totals } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import { type ConversationRow, isForReading } from './table.ts';

/** Incoming messages after what was read. Costs the unread ones, so it is asked only when reading ended in the middle. */
export function countUnread(db: KithDatabase, conversation: ConversationRow): Promise<number> {
  const { account, peer, readOrder } = conversation;
  return db.entries
    .where('[account+peer+order]')
    .between([account, peer, readOrder], [account, peer, Dexie.maxKey], false, true)
    .filter(isForReading)
    .count();
}

/** What badge and tray show: over all accounts, without the muted; one marked by hand counts as one. */
export async function countTotals(db: KithDatabase): Promise<Totals> {
  const [unread, marked, requests] = await Promise.all([
    db.conversations.where('unread').above(0).toArray(),
    db.conversations.where('marked').equals(1).toArray(),
    db.requests.count(),
  ]);
  let total = 0;
  for (const row of unread) if (!row.muted && row.listed === 1) total += row.unread;
  for (const row of marked) if (!row.muted && row.listed === 1 && row.unread === 0) total += 1;
  return { unread: total, requests };
}
