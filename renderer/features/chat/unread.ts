import Dexie from 'dexie';
import type { Counted } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import { strangersAmong } from './stranger.ts';
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
export async function countTotals(db: KithDatabase): Promise<Counted> {
  const [unread, marked, requests] = await Promise.all([
    db.conversations.where('unread').above(0).toArray(),
    db.conversations.where('marked').equals(1).toArray(),
    db.requests.count(),
  ]);
  const byHand = marked.filter((row) => row.unread === 0).map((row) => ({ ...row, unread: 1 }));
  const counting = [...unread, ...byHand].filter((row) => !row.muted && row.listed === 1);
  return { unread: sumOf(counting), requests, ofStrangers: sumOf(await strangersAmong(db, counting)) };
}

function sumOf(rows: readonly Pick<ConversationRow, 'unread'>[]): number {
  return rows.reduce((sum, { unread }) => sum + unread, 0);
}
