/** Messages on their way out: first stored, then handed to main, which sends them now or when there is a connection. */
import Dexie from 'dexie';
import type { OutgoingMessage } from '../../../app/chat/entry.ts';
import { type BodyProblem, bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import type { Fault } from '../../../app/fault.ts';
import type { MessageRow } from './known-entries.ts';
import type { ChatParts, ConversationId } from './parts.ts';
import { lastLineOf, ORDER_STEP } from './store-entries.ts';
import { type ConversationRow, newConversation } from './table.ts';

export interface Draft {
  readonly text: string;
  /** With a subject it goes as a message of type `normal`. */
  readonly subject?: string;
}

export type Queued = { readonly originId: string } | { readonly problem: BodyProblem };

export interface Outbox {
  /** Resolves when the message is stored, or says why it can't be sent as it is. */
  queueMessage(to: ConversationId, draft: Draft): Promise<Queued>;
  /** A failed message once more, under the same origin-id: whoever has it already knows it again. */
  retryMessage(of: ConversationId, originId: string): Promise<void>;
  /** A failed message is forgotten. */
  discardMessage(of: ConversationId, originId: string): Promise<void>;
}

/** Faults that do not speak about the message: it stays queued, and main hears of it again when the account signs in. */
const PASSING: readonly Fault['kind'][] = ['offline', 'timeout', 'internal'];

export function outbox({ db, call, now, newId }: ChatParts): Outbox {
  async function hand(message: OutgoingMessage): Promise<void> {
    const answer = await call('chat/send', message);
    if (answer.ok || PASSING.includes(answer.fault.kind)) return;
    const { fault } = answer;
    await changeOwn(message, message.originId, (row) => Object.assign(row, { outbox: 'failed', failure: fault }));
  }

  async function changeOwn(of: ConversationId, originId: string, change: (row: MessageRow) => void): Promise<void> {
    await db.entries
      .where('[account+stanzaId]')
      .equals([of.account, originId])
      .filter((row) => row.kind === 'message' && row.own && row.peer === of.peer)
      .modify((row) => change(row as MessageRow));
  }

  const newestRow = ({ account, peer }: ConversationId) =>
    db.entries
      .where('[account+peer+order]')
      .between([account, peer, Dexie.minKey], [account, peer, Dexie.maxKey])
      .last();

  async function store(message: OutgoingMessage): Promise<void> {
    const { account, peer, originId, at } = message;
    await db.transaction('rw', [db.conversations, db.entries], async () => {
      const conversation = (await db.conversations.get([account, peer])) ?? newConversation(account, peer);
      const newest = Math.max((await newestRow(message))?.order ?? 0, conversation.lastOrder);
      const row: MessageRow = {
        kind: 'message',
        account,
        peer,
        from: account,
        own: true,
        at,
        origin: 'live',
        type: message.type,
        stanzaId: originId,
        ...(message.subject === undefined ? {} : { subject: message.subject }),
        body: message.body,
        wantsReceipt: true,
        markable: true,
        order: Math.max(at, newest + ORDER_STEP),
        outbox: 'queued',
      };
      await db.entries.add(row);
      const { draft: _draft, marked: _marked, ...kept } = conversation;
      await db.conversations.put({
        ...kept,
        listed: 1,
        lastAt: at,
        last: lastLineOf(row),
        firstOrder: Math.min(conversation.firstOrder ?? row.order, row.order),
        // Not up to this row: what was missed comes before it, from the archive, and is unread.
        readOrder: Math.max(conversation.readOrder, conversation.lastOrder),
        unread: 0,
        wrote: 1,
      });
    });
  }

  return {
    async queueMessage({ account, peer }, { text, subject }) {
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
        at: now(),
      };
      await store(message);
      void hand(message);
      return { originId: message.originId };
    },

    async retryMessage(of, originId) {
      const again: OutgoingMessage[] = [];
      await changeOwn(of, originId, (row) => {
        if (row.outbox !== 'failed' || row.type === 'headline') return;
        Object.assign(row, { outbox: 'queued' });
        delete (row as { failure?: Fault }).failure;
        const { account, peer, type, subject, body, at } = row;
        again.push({
          kind: 'message',
          account,
          peer,
          originId,
          type,
          ...(subject === undefined ? {} : { subject }),
          body,
          at,
        });
      });
      for (const message of again) void hand(message);
    },

    async discardMessage(of, originId) {
      const { account, peer } = of;
      await db.transaction('rw', [db.conversations, db.entries], async () => {
        await db.entries
          .where('[account+stanzaId]')
          .equals([account, originId])
          .filter((row) => row.kind === 'message' && row.peer === peer && row.outbox === 'failed')
          .delete();
        const newest = await db.entries
          .where('[account+peer+order]')
          .between([account, peer, Dexie.minKey], [account, peer, Dexie.maxKey])
          .reverse()
          .filter((row) => row.kind === 'message')
          .first();
        await db.conversations
          .where('[account+peer]')
          .equals([account, peer])
          .modify((row) => {
            const changed = row as { -readonly [K in keyof ConversationRow]: ConversationRow[K] };
            if (newest?.kind !== 'message') delete changed.last;
            else Object.assign(changed, { last: lastLineOf(newest), lastAt: newest.at });
          });
      });
    },
  };
}
