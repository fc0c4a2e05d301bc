/** What becomes of messages of people who are no contacts. They are stored in any case. */
import type { Counted, Totals } from './facts.ts';

export const STRANGERS = ['all', 'requests', 'contacts'] as const;
/**
 * `all`: as of everybody. `requests`: they are listed among the requests, without a notification. `contacts`: only contacts
 * reach the person; the others are listed there when the person asks for them, and requests come without a notification.
 */
export type StrangerRule = (typeof STRANGERS)[number];

/** What badge and tray count. */
export function heardTotals({ unread, requests, ofStrangers }: Counted, rule: StrangerRule): Totals {
  return { unread: rule === 'all' ? unread : unread - ofStrangers, requests };
}
