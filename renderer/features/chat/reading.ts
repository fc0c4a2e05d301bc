/** What was read: here, and told to main, which tells the other side where that is wanted. */
import Dexie from 'dexie';
import type { ChatParts, ConversationId } from './parts.ts';
import { isStranger } from './stranger.ts';
import { isShown } from './table.ts';
import { countTotals } from './unread.ts';

export interface Reading {
  /** The person has seen everything in it. */
  markRead(id: ConversationId): Promise<void>;
  markUnread(id: ConversationId): Promise<void>;
}

export function reading({ db, call }: ChatParts): Reading {
  async function tellTotals(read: readonly ConversationId[]): Promise<void> {
    const totals = await countTotals(db);
    await call('sync/totals', { totals, read: read.map(({ account, peer }) => ({ account, peer })) });
  }

  return {
    async markRead(id) {
      const { account, peer } = id;
      const newest = await db.transaction('rw', [db.conversations, db.entries, db.contacts], async () => {
        const conversation = await db.conversations.get([account, peer]);
        if (conversation === undefined || (conversation.unread === 0 && conversation.marked === undefined)) {
          return undefined;
        }
        const last = await db.entries
          .where('[account+peer+order]')
          .between([account, peer, conversation.readOrder], [account, peer, Dexie.maxKey])
          .reverse()
          .filter((row) => isShown(row) && !row.own)
          .first();
        const { marked: _, ...kept } = conversation;
        const readOrder = Math.max(conversation.readOrder, last?.order ?? 0);
        await db.conversations.put({ ...kept, unread: 0, readOrder });
        const contact = await db.contacts.get([account, peer]);
        const message = last !== undefined && isShown(last) && conversation.unread > 0 ? last : undefined;
        return { message, stranger: isStranger(conversation, contact) };
      });
      if (newest === undefined) return;
      await tellTotals([id]);
      if (newest.message === undefined) return;
      const { stanzaId, archiveId, markable } = newest.message;
      // Somebody unknown does not learn that their message was seen (XEP-0333 section 5).
      const mark = markable && stanzaId !== undefined && !newest.stranger;
      if (archiveId === undefined && !mark) return;
      await call('chat/displayed', {
        account,
        peer,
        ...(archiveId === undefined ? {} : { archiveId }),
        ...(stanzaId === undefined ? {} : { stanzaId }),
        mark,
      });
    },

    async markUnread({ account, peer }) {
      await db.conversations.update([account, peer], { marked: 1 });
      await tellTotals([]);
    },
  };
}
