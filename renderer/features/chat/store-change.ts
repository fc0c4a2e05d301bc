/**
 * Takes a correction, a retraction or reactions into the log, and notes on the message that there is something about it.
 * Either may come first: what is about a message that is not stored waits for it.
 */
import type { Conversations } from './changed-conversations.ts';
import type { ChangeRow, Known } from './known-entries.ts';
import type { MessageRow } from './table.ts';

/** Gives the messages that it changes; none: they are not stored, or not its author's. */
export function applyChange(row: ChangeRow, known: Known, conversations: Conversations): readonly MessageRow[] {
  const { peer } = row;
  const messages = known.changedBy(row);
  for (const message of messages) note(message, row, known, conversations);
  if (messages.length === 0) conversations.change(peer, { dangling: 1 });
  // Reactions and retractions that name this correction were waiting for it.
  if (row.kind === 'correction') for (const message of messages) applyWaiting(message, row, known, conversations);
  return messages;
}

/** What was said about a message before it came. */
export function applyWaiting(
  message: MessageRow,
  named: MessageRow | ChangeRow,
  known: Known,
  conversations: Conversations,
): void {
  for (const change of known.saidAbout(named)) {
    note(message, change, known, conversations);
    if (change.kind !== 'correction') continue;
    if (change.alone === 1) {
      known.drop(change, 'alone');
      conversations.recount(change.peer);
      conversations.retell(change.peer);
    }
    if (change !== named) applyWaiting(message, change, known, conversations);
  }
}

function note(message: MessageRow, change: ChangeRow, known: Known, conversations: Conversations): void {
  if (message.changed !== 1) known.change(message, { changed: 1 });
  if (change.kind !== 'reactions') conversations.retell(message.peer);
  if (change.kind !== 'retraction' || message.retracted === 1) return;
  known.change(message, { retracted: 1 });
  if (!message.own && message.order > conversations.of(message.peer).readOrder) conversations.recount(message.peer);
}
