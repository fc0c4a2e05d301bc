/**
 * Takes a correction, a retraction or reactions into the log, and notes on the message that there is something about it.
 * Either may come first: what is about a message that is not stored waits for it.
 */
import type { Conversations } from './changed-conversations.ts';
import type { ChangeRow, CorrectionRow, Known } from './known-entries.ts';
import type { MessageRow, ShownRow, WrittenRow } from './table.ts';

/** Gives the message that it changes; none: it is not stored, or not its author's. */
export function applyChange(row: ChangeRow, known: Known, conversations: Conversations): MessageRow | undefined {
  const message = known.changedBy(row);
  if (message === undefined) {
    conversations.change(row.peer, { dangling: 1 });
    if (row.kind === 'retraction')
      for (const alone of known.aloneAbout(row)) takeBack(alone, row, known, conversations);
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
      if (!isAbout(message, change, known)) continue;
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

/** A correction that stands alone may have been taken back before it came, with the message that nobody has here. */
export function applyRetractions(alone: CorrectionRow, known: Known, conversations: Conversations): void {
  for (const row of known.retractionsOf(alone)) takeBack(alone, row, known, conversations);
}

/** What an own retraction is about goes only when that is on its way: until then the person may undo it. */
export function applySent(row: WrittenRow, known: Known): void {
  if (row.kind !== 'retraction') return;
  const message = known.changedBy(row);
  if (message !== undefined) erase(message, known);
}

function note(message: MessageRow, change: ChangeRow, known: Known, conversations: Conversations): void {
  if (message.changed !== 1) known.change(message, { changed: 1 });
  if (change.kind === 'retraction') takeBack(message, change, known, conversations);
  if (change.kind !== 'correction') return;
  conversations.retell(message.peer);
  if (message.erased !== undefined) known.erase(change);
  // It may have forgotten the hint that its message had.
  if (message.noStore === true) known.change(change, { noStore: true });
}

function takeBack(message: ShownRow, retraction: ChangeRow, known: Known, conversations: Conversations): void {
  conversations.retell(message.peer);
  if (retraction.outbox === undefined) erase(message, known);
  if (message.retracted === 1) return;
  known.change(message, { changed: 1, retracted: 1 });
  if (!message.own && message.order > conversations.of(message.peer).readOrder) conversations.recount(message.peer);
}

/** XEP-0424 section 4: "the original contents (i.e. the <body/> and any related elements …)", and what they were changed to. */
function erase(message: ShownRow, known: Known): void {
  const looked = new Set<ShownRow>([message]);
  for (const each of looked) {
    known.erase(each);
    for (const change of known.saidAbout(each)) {
      if (change.kind === 'correction' && isAbout(message, change, known)) looked.add(change);
    }
  }
}

/** Where an id was used twice, it may have another message. */
function isAbout(message: ShownRow, change: ChangeRow, known: Known): boolean {
  const other = known.changedBy(change);
  return other === undefined || other === message;
}
