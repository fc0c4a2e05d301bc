/** Tells main which chats were the latest, where the system's icon has a menu for them. */
import Dexie, { liveQuery } from 'dexie';
import { useEffect } from 'react';
import { contactName } from '../../../app/roster/name.ts';
import type { KithDatabase } from '../../data/db.ts';
import { call, db } from '../../data/link.ts';
import { useWindow } from '../../frame/window-store.ts';
import type { ConversationId } from './parts.ts';

/** As many as Windows shows by itself. */
const MOST = 10;

export interface RecentChat extends ConversationId {
  readonly name: string;
}

/** Newest first. */
export async function readRecentChats(from: KithDatabase): Promise<RecentChat[]> {
  const rows = await from.conversations
    .where('[listed+lastAt]')
    .between([1, Dexie.minKey], [1, Dexie.maxKey])
    .reverse()
    .limit(MOST)
    .toArray();
  const contacts = await from.contacts.bulkGet(rows.map(({ account, peer }) => [account, peer]));
  return rows.map(({ account, peer }, index) => ({
    account,
    peer,
    name: contactName(contacts[index] ?? { jid: peer }),
  }));
}

export function useTellsRecentChats(): void {
  const wanted = useWindow((state) => state.hasRecentChats);
  useEffect(() => {
    if (!wanted) return;
    let told: string | undefined;
    const subscription = liveQuery(() => readRecentChats(db)).subscribe({
      next(chats) {
        const text = JSON.stringify(chats);
        if (text === told) return;
        told = text;
        void call('desktop/recent-chats', { chats });
      },
      error: (error: unknown) => console.error('the latest chats could not be read', error),
    });
    return () => subscription.unsubscribe();
  }, [wanted]);
}
