/** What was read: here, and told to main, which tells the other side where that is wanted. */
import Dexie from 'dexie';
import type { BareJid } from '../../../app/jid.ts';
import type { ChatParts, ConversationId } from './parts.ts';
import { isStranger } from './stranger.ts';
import { isShown, type ShownRow, type Untold } from './table.ts';
import { countTotals } from './unread.ts';

export interface Reading {
  /** The person has seen everything in it. */
  markRead(id: ConversationId): Promise<void>;
  markUnread(id: ConversationId): Promise<void>;
  /** The account is online: what was read without a connection is told now. */
  tellUntold(account: BareJid): Promise<void>;
}

export function reading({ db, call }: ChatParts): Reading {
  async function tellTotals(read: readonly ConversationId[]): Promise<void> {
    const totals = await countTotals(db);
    await call('sync/totals', { totals, read: read.map(({ account, peer }) => ({ account, peer })) });
  }

  /** What they know then need not be kept; what could not be told is, until the account is online again. */
  async function tell({ account, peer }: ConversationId, untold: Untold): Promise<void> {
    if (untold.archiveId === undefined && untold.stanzaId === undefined) return;
    const answer = await call('chat/displayed', { account, peer, ...untold });
    if (!answer.ok) return;
    const { devices, author } = answer.value;
    await db.conversations
      .where('[account+peer]')
      .equals([account, peer])
      .modify((row) => {
        const { archiveId, stanzaId } = row.untold ?? {};
        const left: Untold = {
          ...(archiveId === undefined || (devices && archiveId === untold.archiveId) ? {} : { archiveId }),
          ...(stanzaId === undefined || (author && stanzaId === untold.stanzaId) ? {} : { stanzaId }),
        };
        if (Object.keys(left).length > 0) Object.assign(row, { untold: left });
        else delete (row as { untold?: Untold }).untold;
      });
  }

  return {
    async markRead(id) {
      const { account, peer } = id;
      const untold = await db.transaction('rw', [db.conversations, db.entries, db.contacts], async () => {
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
        const contact = await db.contacts.get([account, peer]);
        const message = last !== undefined && isShown(last) && conversation.unread > 0 ? last : undefined;
        const fresh = message === undefined ? {} : untoldOf(message, isStranger(conversation, contact));
        const isTold = fresh.archiveId === undefined && fresh.stanzaId === undefined;
        const untold = isTold ? {} : { untold: { ...conversation.untold, ...fresh } };
        await db.conversations.put({ ...kept, unread: 0, readOrder, ...untold });
        return fresh;
      });
      if (untold === undefined) return;
      await tellTotals([id]);
      await tell(id, untold);
    },

    async tellUntold(account) {
      const rows = await db.conversations
        .where({ account })
        .filter((row) => row.untold !== undefined)
        .toArray();
      for (const { peer, untold = {} } of rows) void tell({ account, peer }, untold);
    },

    async markUnread({ account, peer }) {
      await db.conversations.update([account, peer], { marked: 1 });
      await tellTotals([]);
    },
  };
}

function untoldOf({ archiveId, stanzaId, markable }: ShownRow, fromStranger: boolean): Untold {
  // Somebody unknown does not learn that their message was seen (XEP-0333 section 5).
  const isMarked = markable && stanzaId !== undefined && !fromStranger;
  return { ...(archiveId === undefined ? {} : { archiveId }), ...(isMarked ? { stanzaId } : {}) };
}
