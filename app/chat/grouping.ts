/** How messages stand together: days, groups of one author, and where the unread ones begin. */
import { toBare } from '../jid.ts';
import type { ThreadMessage } from './thread.ts';

/** A message with what its neighbours make of it. */
export interface ThreadRow {
  readonly message: ThreadMessage;
  /** The first of its day. */
  readonly startsDay: boolean;
  /** The first of those that were unread when the conversation was opened. */
  readonly startsUnread: boolean;
  /** The first after something that is missing. */
  readonly followsGap: boolean;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

/** Messages of one author that follow within this time (ms) are one group. */
const GROUP_TIME = 5 * 60_000;

/**
 * `readOrder`: what came after it was unread; `gapOrder`: after it something is missing; nothing given: there is no such
 * line. Days are those of the system's time zone.
 */
export function rowsOf(messages: readonly ThreadMessage[], readOrder?: number, gapOrder?: number): ThreadRow[] {
  const firstAfterGap = gapOrder === undefined ? -1 : messages.findIndex((message) => message.order > gapOrder);
  const firstUnread =
    readOrder === undefined ? -1 : messages.findIndex((message) => !message.own && message.order > readOrder);
  const starts = messages.map((message, index) => {
    const before = messages[index - 1];
    const startsDay = before === undefined || dayOf(before.at) !== dayOf(message.at);
    const startsUnread = index === firstUnread;
    const followsGap = index === firstAfterGap;
    const startsGroup = startsDay || startsUnread || followsGap || !belongTogether(before, message);
    return { startsDay, startsUnread, followsGap, startsGroup };
  });
  return messages.map((message, index) => ({
    message,
    ...(starts[index] as (typeof starts)[number]),
    endsGroup: starts[index + 1]?.startsGroup ?? true,
  }));
}

function belongTogether(before: ThreadMessage, message: ThreadMessage): boolean {
  return (
    before.own === message.own &&
    toBare(before.from) === toBare(message.from) &&
    Math.abs(message.at - before.at) < GROUP_TIME &&
    standsInGroup(before) &&
    standsInGroup(message)
  );
}

/** Notices and cards stand by themselves. */
function standsInGroup(message: ThreadMessage): boolean {
  return message.type !== 'headline' && message.invitation === undefined;
}

function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
