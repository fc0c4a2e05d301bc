/** What of a batch of entries a person may want to be told, and what not any more. */
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { Conversations } from './changed-conversations.ts';
import type { ChangeRow } from './known-entries.ts';
import { lastLineOf } from './last-line.ts';
import { strangersAmong } from './stranger.ts';
import { isForReading, type MessageRow, type ShownRow } from './table.ts';

interface Reacted {
  readonly emoji: string;
  readonly to: MessageRow;
}

export class News {
  /** One a conversation, its newest message: a person is told once, not once a line. */
  readonly #messages = new Map<BareJid, ShownRow>();
  readonly #reactions = new Map<BareJid, Reacted>();
  readonly #retracted: MessageRow[] = [];

  message(row: ShownRow): void {
    if (isForReading(row) && row.origin !== 'backfill') this.#messages.set(row.peer, row);
  }

  change(row: ChangeRow, changed: MessageRow | undefined): void {
    if (changed === undefined || row.own || row.origin === 'backfill') return;
    if (row.kind === 'retraction') this.#retracted.push(changed);
    if (row.kind !== 'reactions' || row.origin === 'catch-up') return;
    const emoji = row.reactions.at(-1);
    if (changed.own && emoji !== undefined) this.#reactions.set(row.peer, { emoji, to: changed });
    else this.#reactions.delete(row.peer);
  }

  async facts(db: KithDatabase, account: BareJid, conversations: Conversations): Promise<NoticeFacts[]> {
    const gone = this.#retracted.map(({ peer, at }): NoticeFacts => ({ kind: 'message-gone', account, peer, at }));
    const read = conversations.nowRead().map((peer): NoticeFacts => ({ kind: 'message-gone', account, peer }));
    const unread = [...this.#messages.values()].filter(
      (row) => isForReading(row) && conversations.of(row.peer).unread > 0,
    );
    const reactions = [...this.#reactions];
    const names = await db.namesOf(account, [...unread.map((row) => row.peer), ...reactions.map(([peer]) => peer)]);
    const strangers = new Set(
      (
        await strangersAmong(
          db,
          unread.map((row) => conversations.of(row.peer)),
        )
      ).map(({ peer }) => peer),
    );
    const common = (peer: BareJid, index: number) => {
      const { muted, level } = conversations.of(peer);
      return { account, peer, name: names[index] ?? peer, muted, ...(level === undefined ? {} : { level }) };
    };
    return [
      ...gone,
      ...read,
      ...unread.map((row, index): NoticeFacts => {
        const { text, kind } = lastLineOf(row);
        const what = kind === 'retracted' ? 'text' : kind;
        return {
          kind: 'message',
          ...common(row.peer, index),
          text,
          what,
          unread: conversations.of(row.peer).unread,
          ...(strangers.has(row.peer) ? { stranger: true } : {}),
          at: row.at,
        };
      }),
      ...reactions.map(([peer, { emoji, to }], index): NoticeFacts => {
        const { text, kind } = lastLineOf(to);
        const shown = kind === 'text' ? text : '';
        return { kind: 'reaction', ...common(peer, unread.length + index), emoji, text: shown };
      }),
    ];
  }
}
