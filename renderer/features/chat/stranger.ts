import { type BareJid, localOf } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { ContactRow } from '../roster/table.ts';
import type { ConversationRow } from './table.ts';

/** Somebody who is no contact and to whom we never wrote: they learn nothing of us before one of that changes. */
export function isStranger(
  conversation: Pick<ConversationRow, 'account' | 'peer' | 'wrote'>,
  contact: ContactRow | undefined,
): boolean {
  const { account, peer, wrote } = conversation;
  return contact === undefined && wrote === undefined && peer !== account && !isServer(peer);
}

/** An address without a local part: a server speaks, not a person. */
export function isServer(peer: BareJid): boolean {
  return localOf(peer) === '';
}

/** Those of the conversations that are of strangers. */
export async function strangersAmong<Row extends Pick<ConversationRow, 'account' | 'peer' | 'wrote'>>(
  db: KithDatabase,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  // Whom we wrote to needs no look-up, and that are most.
  const unsure = rows.filter((row) => isStranger(row, undefined));
  const contacts = await db.contacts.bulkGet(unsure.map(({ account, peer }): [BareJid, BareJid] => [account, peer]));
  return unsure.filter((_, index) => contacts[index] === undefined);
}
