/** What is stored about some messages: it may stand far from them. */
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { ConversationId } from './parts.ts';
import { type EntryRow, isShown } from './table.ts';

/** Nobody says that much about a screenful of messages; who does it to do harm does not make the thread stand still. */
const MOST = 5_000;

/**
 * Costs a look-up for each message that something was said about, and for each own one after `readByPeer` (receipts and
 * markers are not noted on it).
 */
export async function aboutMessages(
  db: KithDatabase,
  account: BareJid,
  messages: readonly EntryRow[],
  readByPeer: number,
): Promise<EntryRow[]> {
  const found: EntryRow[] = [];
  const asked = new Set<string>();
  let next = messages.filter((row) => row.changed === 1 || (row.own && row.order > readByPeer));
  // A reaction or a retraction may name a correction: so those are asked about, too.
  while (next.length > 0) {
    const ids = new Set(next.flatMap((row) => ('stanzaId' in row && row.stanzaId !== undefined ? [row.stanzaId] : [])));
    const targets = [...ids].filter((id) => !asked.has(id)).map((id): [BareJid, string] => [account, id]);
    for (const [, id] of targets) asked.add(id);
    const rows =
      targets.length === 0
        ? []
        : await db.entries.where('[account+target]').anyOf(targets).reverse().limit(MOST).toArray();
    found.push(...rows);
    next = rows.filter((row) => row.kind === 'correction');
  }
  return found;
}

/** The messages that these answer, as far as they are not among them, and what was said about them. */
export async function answeredMessages(
  db: KithDatabase,
  { account, peer }: ConversationId,
  messages: readonly EntryRow[],
  clearedOrder: number,
): Promise<EntryRow[]> {
  const known = new Set(messages.flatMap((row) => ('stanzaId' in row ? [row.stanzaId] : [])));
  const ids = new Set(messages.flatMap((row) => ('reply' in row && row.reply !== undefined ? [row.reply.target] : [])));
  const keys = [...ids].filter((id) => !known.has(id)).map((id): [BareJid, string] => [account, id]);
  if (keys.length === 0) return [];
  const named = await db.entries.where('[account+stanzaId]').anyOf(keys).toArray();
  const answered = named.filter(
    (row) => row.kind === 'message' && isShown(row) && row.peer === peer && row.order > clearedOrder,
  );
  return [...answered, ...(await aboutMessages(db, account, answered, Number.POSITIVE_INFINITY))];
}
