/** Who the other side of a conversation is, as it is shown. */

import type { BareJid } from '../../../app/jid.ts';
import { sees } from '../../../app/roster/item.ts';
import { contactName } from '../../../app/roster/name.ts';
import { isOnline, useAccount } from '../account/store.ts';
import { type PresenceLine, shownPresence, usePresence } from '../roster/presence-store.ts';
import type { ContactRow } from '../roster/table.ts';
import type { ConversationId } from './parts.ts';
import { isServer } from './stranger.ts';

/** Nothing for servers, which have no presence of their own, and for the own account. */
export function usePeerPresence(
  { account, peer }: ConversationId,
  contact: ContactRow | null,
): PresenceLine | undefined {
  const told = isOnline(useAccount(account)) && contact !== null && sees(contact);
  const presence = usePresence(account, peer);
  if (isServer(peer) || peer === account) return undefined;
  return shownPresence(presence, told);
}

export function peerName(peer: BareJid, contact: ContactRow | null): string {
  return contactName(contact ?? { jid: peer });
}
