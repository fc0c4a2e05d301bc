/** Looks for words in everything that is stored of a conversation. */
import Dexie from 'dexie';
import { fold } from '../../../app/chat/thread.ts';
import type { KithDatabase } from '../../data/db.ts';
import { comparable } from '../../ui/mark-text.ts';
import type { ConversationId } from './parts.ts';
import { aboutMessages } from './read-changes.ts';
import { type EntryRow, isShown, type ShownRow } from './table.ts';

/** Rows that are read at a time: the first matches are there before the last ones are looked at. */
const CHUNK = 2_000;

/**
 * Gives the `order` of the messages that have the text in them as they now are, newest first; ends early when `isStale`.
 * Costs the rows of the conversation, in chunks, and a look-up for each that was corrected.
 */
export async function* findInChat(
  db: KithDatabase,
  { account, peer }: ConversationId,
  text: string,
  isStale: () => boolean,
): AsyncGenerator<readonly number[]> {
  const wanted = comparable(text.trim());
  if (wanted === '') return;
  const has = (part: string | undefined) => part !== undefined && comparable(part).includes(wanted);
  const cleared = (await db.conversations.get([account, peer]))?.clearedOrder ?? 0;
  let upTo: number | typeof Dexie.maxKey = Dexie.maxKey;
  /** Rows of the order where the last chunk ended, which it may have cut apart. */
  let seen: readonly (number | undefined)[] = [];
  while (!isStale()) {
    const chunk: EntryRow[] = await db.entries
      .where('[account+peer+order]')
      .between([account, peer, cleared], [account, peer, upTo], false, true)
      .reverse()
      .limit(CHUNK)
      .toArray();
    const rows = chunk.filter((row) => !seen.includes(row.id));
    const last = rows.at(-1);
    if (last === undefined || isStale()) return;
    const messages = rows.filter((row): row is ShownRow => isShown(row) && row.retracted !== 1);
    const changed = messages.filter((row) => row.changed === 1);
    const now =
      changed.length === 0 ? [] : fold(changed, 0, await aboutMessages(db, account, changed, Number.POSITIVE_INFINITY));
    const found = [...messages.filter((row) => row.changed !== 1 && row.encryption === undefined), ...now]
      .filter((message) => has(message.body) || has(message.subject))
      .map((message) => message.order);
    yield found.sort((a, b) => b - a);
    upTo = last.order;
    seen = chunk.filter((row) => row.order === upTo).map((row) => row.id);
  }
}
