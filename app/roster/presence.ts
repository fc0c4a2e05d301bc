/** Presence of contacts, resource by resource (RFC 6121 section 4.7). Live, never stored. */
import type { BareJid } from '../jid.ts';

/** `online` is the absence of `<show/>`. */
export type Show = 'chat' | 'online' | 'away' | 'xa' | 'dnd';
export const SHOWS: readonly Show[] = ['chat', 'online', 'away', 'xa', 'dnd'];

export interface ResourcePresence {
  readonly resource: string;
  readonly show: Show;
  /** -128 to 127. */
  readonly priority: number;
  readonly status?: string;
  /** Epoch ms of when this presence was sent or came. */
  readonly since: number;
  /** Program name and version, where it told (XEP-0115 node or XEP-0092). */
  readonly client?: string;
}

export interface ContactPresence {
  readonly jid: BareJid;
  /** Empty: offline. */
  readonly resources: readonly ResourcePresence[];
  /** The words of the last `unavailable`, if any. */
  readonly lastStatus?: string;
  /** Why presence can't be had (a presence of type error), if so. */
  readonly unreachable?: boolean;
}

export type Availability = Show | 'offline';

/** How available a show says somebody is; more is better. */
const RANK: Record<Show, number> = { chat: 4, online: 3, away: 2, xa: 1, dnd: 0 };

/** The resource that is shown for a contact: by show, then priority, then the newest. */
export function bestResource(resources: readonly ResourcePresence[]): ResourcePresence | undefined {
  let best: ResourcePresence | undefined;
  for (const candidate of resources) if (best === undefined || isBetter(candidate, best)) best = candidate;
  return best;
}

function isBetter(a: ResourcePresence, b: ResourcePresence): boolean {
  if (RANK[a.show] !== RANK[b.show]) return RANK[a.show] > RANK[b.show];
  if (a.priority !== b.priority) return a.priority > b.priority;
  return a.since > b.since;
}

export function statusOf(presence: ContactPresence | undefined): string | undefined {
  return bestResource(presence?.resources ?? [])?.status ?? presence?.lastStatus;
}

/** What the person chose to be for others, with the words to it. */
export interface OwnPresence {
  readonly show: Availability;
  readonly status: string;
}
