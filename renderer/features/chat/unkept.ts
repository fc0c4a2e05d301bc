/**
 * Messages whose senders want no permanent record of them (XEP-0334). They are shown like any other, and stored as long as
 * that lasts, because nothing is acknowledged that is not; once read, they are gone with the next start. Only their ids
 * stay: a server may bring again what was not acknowledged before the end.
 */
import Dexie from 'dexie';
import type { KithDatabase } from '../../data/db.ts';
import { Known } from './known-entries.ts';
import { newestLine } from './last-line.ts';
import { type ConversationRow, type EntryRow, isShown, type ShownRow } from './table.ts';

type Unkept = Extract<EntryRow, ShownRow>;

export function isUnkept(row: EntryRow): row is Unkept {
  return (row.kind === 'message' || row.kind === 'correction') && row.noStore === true;
}

/** At the start. What nobody has read yet stays until it was. */
export async function forgetUnkept(db: KithDatabase): Promise<void> {
  const conversations = await db.conversations.filter((row) => row.noStore === 1).toArray();
  for (const { account, peer } of conversations) {
    await db.transaction('rw', [db.conversations, db.entries], async () => {
      const conversation = await db.conversations.get([account, peer]);
      if (conversation !== undefined) await forgetIn(db, conversation);
    });
  }
}

async function forgetIn(db: KithDatabase, conversation: ConversationRow): Promise<void> {
  const { firstOrder: _first, last: _last, noStore: _noStore, ...kept } = conversation;
  const { account, peer, readOrder } = kept;
  const inOrder = () =>
    db.entries.where('[account+peer+order]').between([account, peer, Dexie.minKey], [account, peer, Dexie.maxKey]);
  const rows = await inOrder()
    .filter((row) => isUnkept(row) && row.forgotten !== 1)
    .toArray();
  const known = new Known();
  const unkept = rows.filter(isUnkept);
  const gone = unkept.filter((row) => row.order <= readOrder);
  for (const row of gone) {
    known.erase(row);
    known.change(row, { forgotten: 1 });
  }
  await known.save(db);
  const first = await inOrder().filter(isShown).first();
  await db.conversations.put({
    ...kept,
    ...(first === undefined ? {} : { firstOrder: first.order }),
    ...(await newestLine(db, { account, peer })),
    ...(gone.length < unkept.length ? { noStore: 1 } : {}),
  });
}
