/** What is on its way out: first stored, then handed to main, which sends it now or when there is a connection. */
import type { OutgoingEntry, OutgoingMessage, Reply } from '../../../app/chat/entry.ts';
import { type BodyProblem, bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import type { Fault } from '../../../app/fault.ts';
import type { ChatParts, ConversationId } from './parts.ts';
import { ownRows, pendingChanges, removeOwn, storeOwn } from './store-own.ts';
import { storeRetry } from './store-retry.ts';
import type { WrittenRow } from './table.ts';

export interface Draft {
  readonly text: string;
  /** With a subject it goes as a message of type `normal`. */
  readonly subject?: string;
  readonly reply?: Reply;
}

/** `storage`: it could not be stored, which is told elsewhere; the words are still the caller's. */
export type Stored = { readonly originId: string } | { readonly problem: 'storage' };
export type Queued = Stored | { readonly problem: BodyProblem };

export interface Outbox {
  /** Resolves when the message is stored, or says why it can't be sent as it is. */
  queueMessage(to: ConversationId, draft: Draft): Promise<Queued>;
  /** Stores something that is ready to go, and hands it over. */
  queue(entry: OutgoingEntry): Promise<Stored>;
  /** Something that failed once more; gives the origin-id under which it goes now: another one, if it had come back. */
  retryMessage(of: ConversationId, originId: string): Promise<string>;
  /** Something that failed is forgotten. */
  discardMessage(of: ConversationId, originId: string): Promise<void>;
  /** Takes back what was not sent yet, as if it had never been written; false: it is too late. */
  undo(of: ConversationId, originId: string): Promise<boolean>;
}

/** Faults that do not speak about the message: it stays queued, and main hears of it again when the account signs in. */
const PASSING: readonly Fault['kind'][] = ['offline', 'timeout', 'internal'];

export function outbox({ db, call, now, newId, notStored }: ChatParts): Outbox {
  // Dexie keeps the transaction over an await only in a function that is written as async itself.
  const inLog = <T>(run: () => Promise<T>) =>
    db.transaction('rw', [db.conversations, db.entries, db.archives, db.gaps], async () => await run());

  async function hand(entry: OutgoingEntry): Promise<void> {
    const answer = await call('chat/send', entry);
    if (answer.ok || PASSING.includes(answer.fault.kind)) return;
    const { fault } = answer;
    await changeOwn(entry, entry.originId, (row) => Object.assign(row, { outbox: 'failed', failure: fault }));
  }

  async function changeOwn(of: ConversationId, originId: string, change: (row: WrittenRow) => void): Promise<void> {
    await inLog(async () => {
      for (const row of await ownRows(db, of, originId)) {
        change(row);
        await db.entries.put(row);
      }
    });
  }

  async function queue(entry: OutgoingEntry): Promise<Stored> {
    try {
      void hand(await inLog(() => storeOwn(db, entry)));
    } catch (error) {
      notStored(error);
      return { problem: 'storage' };
    }
    return { originId: entry.originId };
  }

  /** With its changes that did not get out, of which main may still have some. */
  async function remove(of: ConversationId, originId: string, outbox: 'queued' | 'failed'): Promise<boolean> {
    const left: WrittenRow[] = [];
    const removed = await inLog(async () => {
      const rows = (await ownRows(db, of, originId)).filter((row) => row.outbox === outbox);
      for (const row of rows) {
        left.push(...(await pendingChanges(db, row)));
        await removeOwn(db, row);
      }
      for (const row of left) await removeOwn(db, row);
      return rows.length > 0;
    });
    for (const { account, stanzaId } of left) {
      if (stanzaId !== undefined) await call('chat/recall', { account, originId: stanzaId });
    }
    return removed;
  }

  return {
    queue,

    async queueMessage({ account, peer }, { text, subject, reply }) {
      const body = bodyOf(text);
      const problem = bodyProblem(body);
      if (problem !== null) return { problem };
      const message: OutgoingMessage = {
        kind: 'message',
        account,
        peer,
        originId: newId(),
        type: subject === undefined ? 'chat' : 'normal',
        ...(subject === undefined ? {} : { subject }),
        body,
        ...(reply === undefined ? {} : { reply }),
        at: now(),
      };
      return queue(message);
    },

    async retryMessage(of, originId) {
      const retried = await inLog(() => storeRetry(db, of, originId, newId));
      for (const [former, entry] of retried) {
        if (former !== entry.originId) await call('chat/recall', { account: of.account, originId: former });
      }
      for (const entry of retried.values()) void hand(entry);
      return retried.get(originId)?.originId ?? originId;
    },

    async discardMessage(of, originId) {
      await remove(of, originId, 'failed');
    },

    async undo(of, originId) {
      const isQueued = (await ownRows(db, of, originId)).some((row) => row.outbox === 'queued');
      if (!isQueued) return false;
      const answer = await call('chat/recall', { account: of.account, originId });
      return answer.ok && answer.value && (await remove(of, originId, 'queued'));
    },
  };
}
