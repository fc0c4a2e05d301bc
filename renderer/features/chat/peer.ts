/** Who the other side of a conversation is, as it is shown. */
import { sees } from '../../../app/roster/item.ts';
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
  const isLinked = isOnline(useAccount(account));
  const presence = usePresence(account, peer);
  if (isServer(peer) || peer === account) return undefined;
  return shownPresence(presence, { isLinked, isTold: contact !== null && sees(contact) });
}
