/** Who has which picture, and the pictures, each once however many have it. */
import type { AvatarDurable } from '../../../app/contract/avatars.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';

export interface AvatarRow {
  readonly account: BareJid;
  readonly jid: BareJid;
  /** Null: they have none. */
  readonly hash: string | null;
}

export interface PictureRow {
  readonly hash: string;
  /** As it is shown: small and square. */
  readonly picture: Blob;
}

export const avatarSchema = {
  avatars: '[account+jid], account, hash',
  pictures: 'hash',
};

/** Inside the writer's transaction. Most of what is told at sign-in is known and written no second time. */
export async function storeAvatars(db: KithDatabase, events: readonly AvatarDurable[]): Promise<void> {
  const newest = new Map(events.map(({ account, jid, hash }) => [jid, { account, jid, hash }]));
  const rows = [...newest.values()];
  const known = await db.avatars.bulkGet(rows.map(({ account, jid }): [BareJid, BareJid] => [account, jid]));
  const changed = rows.filter(({ hash }, index) => known[index]?.hash !== hash);
  if (changed.length === 0) return;
  await db.avatars.bulkPut(changed);
  await dropUnused(
    db,
    known.flatMap((row) => row?.hash ?? []),
  );
}

export async function forgetAvatars(db: KithDatabase, account: BareJid): Promise<void> {
  const rows = await db.avatars.where({ account }).toArray();
  await db.avatars.where({ account }).delete();
  await dropUnused(
    db,
    rows.flatMap((row) => row.hash ?? []),
  );
}

async function dropUnused(db: KithDatabase, hashes: readonly string[]): Promise<void> {
  for (const hash of new Set(hashes)) {
    if ((await db.avatars.where({ hash }).count()) === 0) await db.pictures.delete(hash);
  }
}
