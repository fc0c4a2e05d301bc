/** One entry of the roster (RFC 6121 section 2.1.2). */
import type { BareJid } from '../jid.ts';

export type Subscription = 'none' | 'to' | 'from' | 'both';

export interface RosterItem {
  readonly jid: BareJid;
  /** The handle that the person gave; absent: none. */
  readonly name?: string;
  readonly groups: readonly string[];
  readonly subscription: Subscription;
  /** Our request is pending (`ask='subscribe'`). */
  readonly asking: boolean;
  /** The contact may subscribe without being asked about (pre-approval, RFC 6121 section 3.4). */
  readonly approved: boolean;
}

export interface Roster {
  /** Absent: the server does not version its roster. */
  readonly version?: string;
  readonly items: readonly RosterItem[];
}

/** Whether this side sees the contact's presence. */
export function sees(item: RosterItem): boolean {
  return item.subscription === 'to' || item.subscription === 'both';
}

/** Whether the contact sees this side's presence. */
export function isSeenBy(item: RosterItem): boolean {
  return item.subscription === 'from' || item.subscription === 'both';
}
