/** Somebody's picture where they have one, else their initials. */
import { useLiveQuery } from 'dexie-react-hooks';
import { memo, useEffect } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { db } from '../../data/link.ts';
import { Avatar, type AvatarProps } from '../../ui/Avatar.tsx';
import { want } from './fetching.ts';

interface PersonAvatarProps extends Omit<AvatarProps, 'address' | 'picture'> {
  readonly account: BareJid;
  readonly jid: BareJid;
  /** Nobody may have told of a picture, as with a stranger: their card is asked. */
  readonly unknown?: boolean;
}

export const PersonAvatar = memo(function PersonAvatar({ account, jid, unknown = false, ...rest }: PersonAvatarProps) {
  return <Avatar {...rest} address={jid} picture={usePicture(account, jid, unknown)} />;
});

interface Seen {
  /** Null: they have none. Undefined: nobody said. */
  readonly hash: string | null | undefined;
  readonly url: string | undefined;
}

/** What was shown last: a row that comes back into view begins with it and does not flicker. */
const seen = new Map<string, Seen>();
/** One address for each picture, for as long as the window lives. */
const urls = new Map<string, string>();

/** Of somebody who is in view already. */
export function hasPicture(account: BareJid, jid: BareJid): boolean {
  return seen.get(`${account} ${jid}`)?.url !== undefined;
}

function usePicture(account: BareJid, jid: BareJid, unknown: boolean): string | undefined {
  const key = `${account} ${jid}`;
  const now = useLiveQuery(
    async () => {
      const found = await look(account, jid);
      seen.set(key, found);
      return found;
    },
    [account, jid],
    seen.get(key),
  );
  const hash = now?.hash;
  const isMissing = now !== undefined && now.url === undefined && (hash === undefined ? unknown : hash !== null);
  useEffect(
    () => (isMissing ? want({ account, jid, hash: hash ?? undefined }) : undefined),
    [isMissing, account, jid, hash],
  );
  return now?.url;
}

async function look(account: BareJid, jid: BareJid): Promise<Seen> {
  const hash = (await db.avatars.get([account, jid]))?.hash;
  if (hash === undefined || hash === null) return { hash, url: undefined };
  const row = await db.pictures.get(hash);
  return { hash, url: row && urlOf(hash, row.picture) };
}

function urlOf(hash: string, picture: Blob): string {
  const url = urls.get(hash) ?? URL.createObjectURL(picture);
  urls.set(hash, url);
  return url;
}
