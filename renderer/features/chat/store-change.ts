/**
 * Takes a correction, a retraction or reactions into the log, and notes on the message that there is something about it.
 * Either may come first: what is about a message that is not stored waits for it.
 */
import type { Conversations } from './changed-conversations.ts';
import type { ChangeRow, Known } from './known-entries.ts';
import type { MessageRow } from './table.ts';

/** Gives the message that it changes; none: it is not stored, or not its author's. */
export function applyChange(row: ChangeRow, known: Known, conversations: Conversations): MessageRow | undefined {
  const message = known.changedBy(row);
  if (message === undefined) {
    conversations.change(row.peer, { dangling: 1 });
    return undefined;
  }
  note(message, row, known, conversations);
  // Reactions and retractions that name this correction were waiting for it.
  if (row.kind === 'correction') applyWaiting(message, row, known, conversations);
  return message;
}

/** What was said about a message, or about a correction of it, before that came. */
export function applyWaiting(
  message: MessageRow,
  named: MessageRow | ChangeRow,
  known: Known,
  conversations: Conversations,
): void {
  // Somebody may send corrections that name each other in a ring.
  const looked = new Set<MessageRow | ChangeRow>([named]);
  for (const each of looked) {
    for (const change of known.saidAbout(each)) {
      const other = known.changedBy(change);
      // An id that was used twice: it has its message, which came before it.
      if (other !== undefined && other.order < change.order && change.order < message.order) continue;
      note(message, change, known, conversations);
      if (change.kind !== 'correction') continue;
      if (change.alone === 1) {
        known.drop(change, 'alone');
        conversations.recount(change.peer);
      }
      looked.add(change);
    }
  }
}

function note(message: MessageRow, change: ChangeRow, known: Known, conversations: Conversations): void {
  if (message.changed !== 1) known.change(message, { changed: 1 });
  if (change.kind !== 'reactions') conversations.retell(message.peer);
  if (change.kind !== 'retraction' || message.retracted === 1) return;
  known.change(message, { retracted: 1 });
  if (!message.own && message.order > conversations.of(message.peer).readOrder) conversations.recount(message.peer);
}
