/**
 * Deleting a conversation from this device. It goes from the list at once; its entries stay until nobody can undo it
 * any more, or until the next start.
 */
import Dexie from 'dexie';
import type { OutgoingEntry } from '../../../app/chat/entry.ts';
import { isWrittenRow } from './known-entries.ts';
import { outgoingOf } from './outgoing-rows.ts';
import type { ChatParts, ConversationId } from './parts.ts';
import type { ConversationRow } from './table.ts';
import { countTotals } from './unread.ts';
import { giveBack, takeWriting } from './writing-store.ts';

export interface Deletion {
  /** Brings back what was there; what came since stays too. */
  undo(): Promise<void>;
  /** Removes the entries for good. */
  finish(): Promise<void>;
}

export interface Deleting {
  deleteConversation(id: ConversationId): Promise<Deletion>;
  /** At the start: what was deleted in an earlier run and not yet removed. */
  finishDeletions(): Promise<void>;
}

export function deleting({ db, call }: ChatParts): Deleting {
  const tellTotals = async (read: readonly ConversationId[]) =>
    call('sync/totals', { totals: await countTotals(db), read: [...read] });

  const entriesOf = ({ account, peer }: ConversationId, upTo: number) =>
    db.entries.where('[account+peer+order]').between([account, peer, Dexie.minKey], [account, peer, upTo], true, true);

  /** What was written and not sent; a deleted conversation does not go on speaking. */
  async function queuedIn({ account, peer }: ConversationId, upTo: number): Promise<OutgoingEntry[]> {
    const rows = await db.entries.where('[account+outbox]').equals([account, 'queued']).sortBy('order');
    const here = rows.filter(isWrittenRow).filter((row) => row.peer === peer && row.order <= upTo);
    return here.flatMap((row) => outgoingOf(row) ?? []);
  }

  return {
    async deleteConversation({ account, peer }) {
      const id = { account, peer };
      // The field is still there, and saves what stands in it when it goes: that would bring the conversation back.
      const writing = takeWriting(id);
      let before: ConversationRow | undefined;
      let clearedOrder = 0;
      async function clear(): Promise<void> {
        before = await db.conversations.get([account, peer]);
        if (before === undefined) return;
        const newest = await entriesOf(id, Number.POSITIVE_INFINITY).last();
        clearedOrder = Math.max(before.clearedOrder, before.lastOrder, newest?.order ?? 0);
        const { last: _last, firstOrder: _first, draft: _draft, marked: _marked, ...kept } = before;
        await db.conversations.put({
          ...kept,
          listed: 0,
          unread: 0,
          lastAt: 0,
          lastOrder: clearedOrder,
          readOrder: clearedOrder,
          clearedOrder,
          // What the archive has is older than what was cleared: there is nothing to fetch.
          complete: true,
        });
      }
      try {
        await db.transaction('rw', [db.conversations, db.entries], clear);
      } catch (error) {
        giveBack(id, writing);
        throw error;
      }
      await tellTotals([id]);
      // Those that are on the wire already can't be taken back.
      for (const { originId } of await queuedIn(id, clearedOrder)) await call('chat/recall', { account, originId });
      return {
        async undo() {
          giveBack(id, writing);
          const old = before;
          if (old === undefined) return;
          await db.conversations
            .where('[account+peer]')
            .equals([account, peer])
            .modify((row, ref) => {
              const since = row.listed === 1 && row.last !== undefined ? row : undefined;
              ref.value = {
                ...row,
                ...old,
                listed: 1,
                lastOrder: row.lastOrder,
                unread: old.unread + row.unread,
                ...(since?.last === undefined ? {} : { last: since.last, lastAt: since.lastAt }),
              };
            });
          await tellTotals([]);
          for (const entry of await queuedIn(id, clearedOrder)) await call('chat/send', entry);
        },
        async finish() {
          await entriesOf(id, clearedOrder).delete();
        },
      };
    },

    async finishDeletions() {
      const cleared = await db.conversations.filter((row) => row.clearedOrder > 0).toArray();
      for (const row of cleared) await entriesOf(row, row.clearedOrder).delete();
    },
  };
}
