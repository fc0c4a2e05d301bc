import { type BareJid, localOf } from '../../../app/jid.ts';
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
