/** The conversations that a batch of entries changes: loaded once, changed in memory, written once. */
import type { Entry } from '../../../app/chat/entry.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { ORDER_STEP } from './archive-order.ts';
import { newestLine } from './last-line.ts';
import { type ConversationRow, newConversation } from './table.ts';
import { countUnread } from './unread.ts';

export class Conversations {
  readonly #account: BareJid;
  readonly #rows = new Map<BareJid, ConversationRow>();
  readonly #oldest = new Map<BareJid, number>();
  readonly #changed = new Set<BareJid>();
  /** Had unread messages before this batch. */
  readonly #unread = new Set<BareJid>();
  /** What is left unread has to be counted: it was read up to somewhere in the middle, or some of it is not to be read. */
  readonly #toCount = new Set<BareJid>();
  /** Something was said about the newest message: what the list shows of it has to be read anew. */
  readonly #toTell = new Set<BareJid>();

  private constructor(account: BareJid) {
    this.#account = account;
  }

  static async load(
    db: KithDatabase,
    account: BareJid,
    entries: readonly Pick<Entry, 'peer'>[],
  ): Promise<Conversations> {
    const conversations = new Conversations(account);
    const peers = [...new Set(entries.map((entry) => entry.peer))];
    const rows = await db.conversations.bulkGet(peers.map((peer): [BareJid, BareJid] => [account, peer]));
    for (const row of rows) {
      if (row === undefined) continue;
      conversations.#rows.set(row.peer, row);
      if (row.unread > 0) conversations.#unread.add(row.peer);
      if (row.firstOrder !== undefined) conversations.#oldest.set(row.peer, row.firstOrder);
    }
    return conversations;
  }

  of(peer: BareJid): ConversationRow {
    return this.#rows.get(peer) ?? newConversation(this.#account, peer);
  }

  /** `order` of the oldest message as it was before this batch: a page of the archive stands before it. */
  oldestBefore(peer: BareJid): number {
    return this.#oldest.get(peer) ?? Number.POSITIVE_INFINITY;
  }

  change(peer: BareJid, changes: Partial<ConversationRow>): void {
    this.#rows.set(peer, { ...this.of(peer), ...changes });
    this.#changed.add(peer);
  }

  /** Another device of the account displayed everything up to this order. */
  read(peer: BareJid, order: number): void {
    const conversation = this.of(peer);
    if (order <= conversation.readOrder) return;
    this.change(peer, { readOrder: order });
    this.#toCount.add(peer);
  }

  /** Something came that nobody has read, before what was read: it does not pass for read. */
  unreadFrom(peer: BareJid, order: number): void {
    const { readOrder } = this.of(peer);
    this.change(peer, { readOrder: Math.min(readOrder, order - ORDER_STEP / 2) });
    this.#toCount.add(peer);
  }

  recount(peer: BareJid): void {
    this.#toCount.add(peer);
  }

  retell(peer: BareJid): void {
    this.#toTell.add(peer);
  }

  /** Those in which nothing is left to read: nobody has to be told of them any more. */
  nowRead(): BareJid[] {
    return [...this.#unread].filter((peer) => this.of(peer).unread === 0);
  }

  /** After the entries were written. */
  async save(db: KithDatabase): Promise<void> {
    for (const peer of this.#toCount) {
      this.change(peer, { unread: await countUnread(db, this.of(peer)) });
    }
    for (const peer of this.#toTell) {
      const line = await newestLine(db, { account: this.#account, peer });
      if (line !== undefined) this.change(peer, line);
    }
    await db.conversations.bulkPut([...this.#changed].map((peer) => this.of(peer)));
  }
}
