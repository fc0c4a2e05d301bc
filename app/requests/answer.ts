/** The answers to a request, and what they are about. */
import { type RosterItem, sees } from '../roster/item.ts';
import { contactName } from '../roster/name.ts';
import type { ReceivedRequest } from './request.ts';

export const ANSWERS = ['accept-back', 'accept', 'decline', 'decline-block'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Whether adding back brings anything: not for somebody whom we see already, or have asked. */
export function canAddBack(contact: RosterItem | undefined): boolean {
  return contact === undefined || !(sees(contact) || contact.asking);
}

/** The own name for a contact first, then what the asker calls themself. The address is to be shown beside it, always. */
export function askerName(request: ReceivedRequest, contact: RosterItem | undefined): string {
  if (contact?.name) return contact.name;
  return request.nick?.trim() || contactName({ jid: request.from });
}

/** The request to be shown in a dialog: the oldest one that was not shown yet. */
export function nextToShow<R extends { readonly at: number; readonly setAside: boolean }>(
  requests: readonly R[],
): R | undefined {
  let next: R | undefined;
  for (const request of requests) {
    if (!request.setAside && (next === undefined || request.at < next.at)) next = request;
  }
  return next;
}
