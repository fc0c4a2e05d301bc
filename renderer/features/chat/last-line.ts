/** What the list shows of a conversation's newest message. */
import Dexie from 'dexie';
import type { MessageEntry } from '../../../app/chat/entry.ts';
import { fold } from '../../../app/chat/thread.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { ConversationId } from './parts.ts';
import { aboutMessages } from './read-changes.ts';
import { isShown, type LastLine } from './table.ts';

type Told = Pick<MessageEntry, 'own' | 'type' | 'body'> &
  Partial<Pick<MessageEntry, 'subject' | 'encryption' | 'invitation'>> & {
    readonly order?: number;
    readonly retracted?: true | 1;
  };

export function lastLineOf(message: Told): LastLine {
  const { own, order, body, subject } = message;
  const kind = kindOf(message);
  const text = kind === 'retracted' ? '' : subject !== undefined && body === '' ? subject : body;
  return { own, kind, text: text.slice(0, 300), ...(order === undefined ? {} : { order }) };
}

function kindOf(message: Told): LastLine['kind'] {
  if (message.retracted !== undefined) return 'retracted';
  if (message.encryption !== undefined) return 'encrypted';
  if (message.invitation !== undefined) return 'invitation';
  return message.type === 'headline' ? 'headline' : 'text';
}

/** The line of what is stored now, with everything that was said about it; nothing where no message is stored. */
export async function newestLine(
  db: KithDatabase,
  { account, peer }: ConversationId,
): Promise<{ readonly last: LastLine; readonly lastAt: number } | undefined> {
  const cleared = (await db.conversations.get([account, peer]))?.clearedOrder ?? 0;
  const row = await db.entries
    .where('[account+peer+order]')
    .between([account, peer, cleared], [account, peer, Dexie.maxKey], false, true)
    .reverse()
    .filter(isShown)
    .first();
  if (row === undefined) return undefined;
  const [message] = fold([row], 0, await aboutMessages(db, account, [row], 0));
  return message === undefined ? undefined : { last: lastLineOf(message), lastAt: message.at };
}
