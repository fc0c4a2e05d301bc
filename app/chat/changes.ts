/** What was later said about the messages of a log: which message each correction, retraction and reaction is about. */
import { type BareJid, toBare } from '../jid.ts';
import { hasSameAuthor, idIn, inOrder, type Logged, type LoggedEntry, type LoggedMessage } from './logged.ts';

/** What holds of one message. All in order. */
export interface Changes {
  readonly corrections: Logged<'correction'>[];
  readonly retractions: Logged<'retraction'>[];
  /** Everything that was ever said with reactions, of all who may. */
  readonly reactions: Logged<'reactions'>[];
}

export interface ChangedLog {
  /** The messages, in order; corrections among them whose message is not stored. */
  readonly messages: readonly LoggedMessage[];
  of(message: LoggedMessage): Changes;
  /** The message that an id names: for somebody who speaks at that place, and of that author if one is given. */
  find(
    peer: BareJid,
    stanzaId: string,
    asked: { readonly before: LoggedEntry; readonly by?: BareJid },
  ): LoggedMessage | undefined;
}

const UNCHANGED: Changes = { corrections: [], retractions: [], reactions: [] };

/** `entries`: each once, in order. The answer does not depend on anything else, least of all on when they came. */
export function readChanges(entries: readonly LoggedEntry[]): ChangedLog {
  const messages: LoggedMessage[] = entries.filter((entry) => entry.kind === 'message');
  const byId = new Map<string, LoggedMessage[]>();
  const corrections = new Map<string, Logged<'correction'>>();
  const changes = new Map<LoggedMessage, Changes>();

  function name(message: LoggedMessage): void {
    if (message.stanzaId === undefined) return;
    const id = idIn(message.peer, message.stanzaId);
    byId.set(id, [...(byId.get(id) ?? []), message]);
  }

  /** A careless client uses ids again: then the newest one before it is meant. */
  function nearest(
    id: string,
    before: LoggedEntry,
    fits: (message: LoggedMessage) => boolean,
  ): LoggedMessage | undefined {
    const all = byId.get(id)?.filter(fits) ?? [];
    return all.findLast((message) => inOrder(message, before) < 0) ?? all[0];
  }

  /** "A receiving entity SHOULD accept ... referencing a message correction" as if it named the original (XEP-0444). */
  function about(entry: LoggedEntry & { readonly target: string }, fits: (message: LoggedMessage) => boolean) {
    let target = entry.target;
    for (const seen = new Set<string>(); !seen.has(target); ) {
      const found = nearest(idIn(entry.peer, target), entry, fits);
      if (found !== undefined) return found;
      seen.add(target);
      target = corrections.get(idIn(entry.peer, target))?.target ?? target;
    }
    return undefined;
  }

  const sameAuthor = (entry: LoggedEntry) => (message: LoggedMessage) => hasSameAuthor(message, entry);

  function changesOf(message: LoggedMessage): Changes {
    const known = changes.get(message);
    if (known !== undefined) return known;
    const none: Changes = { corrections: [], retractions: [], reactions: [] };
    changes.set(message, none);
    return none;
  }

  for (const message of messages) name(message);
  for (const entry of entries) {
    if (entry.kind !== 'correction' || entry.stanzaId === undefined) continue;
    const id = idIn(entry.peer, entry.stanzaId);
    if (!corrections.has(id)) corrections.set(id, entry);
  }
  const alone: Logged<'correction'>[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'correction') continue;
    const message = about(entry, sameAuthor(entry));
    if (message !== undefined) addOnce(changesOf(message).corrections, entry);
    else if (entry.alone === 1) alone.push(entry);
  }
  // Only now: whether a correction stands alone is seen against the messages, not against other corrections.
  for (const entry of alone) name(entry);
  for (const entry of entries) {
    if (entry.kind === 'retraction') {
      const message = about(entry, sameAuthor(entry));
      // It names a message that is not here: what that was changed to may be.
      const taken = message === undefined ? alone.filter((each) => isChangeOf(each, entry)) : [message];
      for (const each of taken) changesOf(each).retractions.push(entry);
    } else if (entry.kind === 'reactions' && isOfTheTwo(entry)) {
      const message = about(entry, () => true);
      if (message !== undefined) changesOf(message).reactions.push(entry);
    }
  }

  return {
    messages: [...messages, ...alone].sort(inOrder),
    of: (message) => changes.get(message) ?? UNCHANGED,
    find: (peer, stanzaId, { before, by }) =>
      nearest(idIn(peer, stanzaId), before, (message) => by === undefined || toBare(message.from) === by),
  };
}

/** Both speak of one message of one author. */
function isChangeOf(correction: Logged<'correction'>, retraction: Logged<'retraction'>): boolean {
  return correction.target === retraction.target && hasSameAuthor(correction, retraction);
}

/** A copy of the same correction, known by its id, adds nothing. */
function addOnce(corrections: Logged<'correction'>[], entry: Logged<'correction'>): void {
  const isKnown =
    entry.stanzaId !== undefined &&
    corrections.some((known) => known.stanzaId === entry.stanzaId && known.body === entry.body);
  if (!isKnown) corrections.push(entry);
}

/** XEP-0444 section 4.1: only "if the senders bare JID matches the bare JID of any of the two involved parties". */
function isOfTheTwo(entry: LoggedEntry): boolean {
  return entry.own ? toBare(entry.from) === entry.account : toBare(entry.from) === entry.peer;
}
