/** The stored entries that some new ones may be the same as, or speak about; changes to them are written together. */
import Dexie from 'dexie';
import type { Entry, MessageEntry, WrittenEntry } from '../../../app/chat/entry.ts';
import { hasSameAuthor } from '../../../app/chat/logged.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { Conversations } from './changed-conversations.ts';
import type { EntryRow, MessageRow, ShownRow, WrittenRow } from './table.ts';

/**
 * Whether the archive's ids are looked for. Nearly always they are new, and where one is not, its index, which is unique,
 * fails the transaction: so they are assumed to be new first, and looked up in a second try.
 */
export type ArchiveIds = 'assume-new' | 'look-up';

/** What is said about a message and holds from then on. */
export type ChangeRow = Exclude<WrittenRow, MessageRow>;

export type CorrectionRow = Extract<ChangeRow, { kind: 'correction' }>;

type Droppable = 'outbox' | 'failure' | 'alone' | 'retracted' | 'subject' | 'reply' | 'encryption' | 'invitation';

interface Ids {
  readonly archiveIds: ReadonlySet<string>;
  readonly stanzaIds: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

export class Known {
  readonly #byArchiveId = new Map<string, EntryRow>();
  readonly #byStanzaId = new Map<string, WrittenRow[]>();
  readonly #byTarget = new Map<string, ChangeRow[]>();
  /** Those that were read, by their `id`: each is here once. */
  readonly #byKey = new Map<number, EntryRow>();
  readonly #changed = new Map<number, WrittenRow>();

  static async load(
    db: KithDatabase,
    account: BareJid,
    entries: readonly Entry[],
    conversations: Conversations,
    ids: ArchiveIds,
  ): Promise<Known> {
    const archiveIds = new Set<string>();
    const stanzaIds = new Set<string>();
    const targets = new Set<string>();
    for (const entry of entries) {
      if (entry.archiveId !== undefined && ids === 'look-up') archiveIds.add(entry.archiveId);
      if ('target' in entry) stanzaIds.add(entry.target);
      // What it corrects may have been taken back before it came.
      if (entry.kind === 'correction' && conversations.of(entry.peer).dangling === 1) targets.add(entry.target);
      if (!isWritten(entry) || entry.stanzaId === undefined) continue;
      if (mayBeFoundBySender(entry, conversations)) stanzaIds.add(entry.stanzaId);
      if (conversations.of(entry.peer).dangling === 1) targets.add(entry.stanzaId);
    }
    const known = new Known();
    await known.#takeAll(db, account, { archiveIds, stanzaIds, targets }, entries);
    return known;
  }

  /** What was written here under these ids, and what that speaks about. */
  static async loadOwn(db: KithDatabase, account: BareJid, originIds: readonly string[]): Promise<Known> {
    const known = new Known();
    const none = new Set<string>();
    await known.#takeAll(db, account, { archiveIds: none, stanzaIds: new Set(originIds), targets: none }, []);
    return known;
  }

  async #takeAll(db: KithDatabase, account: BareJid, ids: Ids, entries: readonly Entry[]): Promise<void> {
    const keys = await Promise.all([
      keysIn(db, '[account+archiveId]', account, ids.archiveIds),
      keysIn(db, '[account+stanzaId]', account, ids.stanzaIds),
    ]);
    const rows = await this.#take(db, keys.flat());
    rows.push(...(await this.#takeSaidAbout(db, account, ids.targets)));
    // What names a correction speaks about the message that was corrected; and one that is taken back has to be erased.
    const asked = new Set(ids.stanzaIds);
    const namedBy = (row: EntryRow) => (row.kind === 'correction' || row.kind === 'retraction' ? [row.target] : []);
    for (let fresh: readonly EntryRow[] = rows; fresh.length > 0; rows.push(...fresh)) {
      const named = new Set(fresh.flatMap(namedBy).filter((id) => !asked.has(id)));
      for (const id of named) asked.add(id);
      fresh = await this.#take(db, await keysIn(db, '[account+stanzaId]', account, named));
    }
    // With what was taken back goes what it was changed to.
    await this.#takeSaidAbout(db, account, retractedIn([...entries, ...rows]));
  }

  /** What was said about messages, and about corrections of them. */
  async #takeSaidAbout(db: KithDatabase, account: BareJid, ids: ReadonlySet<string>): Promise<EntryRow[]> {
    const found: EntryRow[] = [];
    const asked = new Set<string>();
    let next = ids;
    while (next.size > 0) {
      for (const id of next) asked.add(id);
      const rows = await this.#take(db, await keysIn(db, '[account+target]', account, next));
      found.push(...rows);
      const named = rows.flatMap((row) => (row.kind === 'correction' ? (row.stanzaId ?? []) : []));
      next = new Set(named.filter((id) => !asked.has(id)));
    }
    return found;
  }

  async #take(db: KithDatabase, keys: readonly number[]): Promise<EntryRow[]> {
    const wanted = [...new Set(keys)];
    const rows = await db.entries.bulkGet(wanted.filter((key) => !this.#byKey.has(key)));
    for (const row of rows) {
      if (row?.id === undefined) continue;
      this.#byKey.set(row.id, row);
      this.add(row);
    }
    return wanted.flatMap((key) => this.#byKey.get(key) ?? []);
  }

  add(row: EntryRow): void {
    if (row.archiveId !== undefined) this.#byArchiveId.set(row.archiveId, row);
    if (!isWrittenRow(row)) return;
    if (row.stanzaId !== undefined) push(this.#byStanzaId, row.stanzaId, row);
    if (row.kind !== 'message') push(this.#byTarget, row.target, row);
  }

  isStored(entry: Entry): boolean {
    return entry.archiveId !== undefined && this.#byArchiveId.has(entry.archiveId);
  }

  /**
   * The stored entry that this one is. The own archive's id decides where both have one, but for what was written here: it
   * goes again when a server that was killed said that it did not have it, and may then be in the archive twice. Else the
   * sender's id does, within one conversation and one direction: those made here are unique; others may be used again by a
   * careless client, also one of this account, so there the content has to be the same, too.
   */
  twinOf(entry: WrittenEntry): WrittenRow | undefined {
    const archived = entry.archiveId === undefined ? undefined : this.#byArchiveId.get(entry.archiveId);
    if (archived !== undefined && isWrittenRow(archived)) return archived;
    if (entry.stanzaId === undefined) return undefined;
    return this.#byStanzaId
      .get(entry.stanzaId)
      ?.find(
        (row) =>
          row.kind === entry.kind &&
          row.peer === entry.peer &&
          row.own === entry.own &&
          (row.archiveId === undefined || entry.archiveId === undefined || isFromHere(row)) &&
          (isFromHere(row) || hasContentOf(row, entry)),
      );
  }

  /** What was written here under this id. */
  ownOf(peer: BareJid, originId: string): WrittenRow | undefined {
    return this.#byStanzaId.get(originId)?.find((row) => row.own && row.peer === peer);
  }

  /** What a receipt, marker or error names in a conversation. */
  writtenOf(peer: BareJid, stanzaId: string): WrittenRow | undefined {
    return this.#byStanzaId.get(stanzaId)?.find((row) => row.peer === peer);
  }

  /** The message that a change is about: only one of the same author, but for reactions. As in app/chat/changes.ts. */
  changedBy(change: ChangeRow): MessageRow | undefined {
    const named = (this.#byStanzaId.get(change.target) ?? []).filter((row) => row.peer === change.peer);
    const originals = named.flatMap((row) =>
      row.kind === 'correction' ? (this.#byStanzaId.get(row.target) ?? []) : [row],
    );
    const fitting = originals.filter(
      (row): row is MessageRow =>
        row.kind === 'message' &&
        row.peer === change.peer &&
        (change.kind === 'reactions' || hasSameAuthor(row, change)),
    );
    fitting.sort((a, b) => a.order - b.order);
    return fitting.findLast((row) => row.order < change.order) ?? fitting[0];
  }

  /** What came about a message, or about a correction, before it did. */
  saidAbout(row: MessageRow | ChangeRow): ChangeRow[] {
    return (this.#byTarget.get(row.stanzaId ?? '') ?? []).filter(
      (change) => change.peer === row.peer && (change.kind === 'reactions' || hasSameAuthor(row, change)),
    );
  }

  /** Corrections without their message that a retraction speaks about: it names that message, or one of them. */
  aloneAbout(retraction: ChangeRow): CorrectionRow[] {
    const named = this.#byStanzaId.get(retraction.target) ?? [];
    const rows = new Set<WrittenRow>([...named, ...(this.#byTarget.get(retraction.target) ?? [])]);
    return [...rows].filter(
      (row): row is CorrectionRow => row.kind === 'correction' && row.alone === 1 && hasSameAuthor(row, retraction),
    );
  }

  /** The other way round. */
  retractionsOf(alone: CorrectionRow): ChangeRow[] {
    const said = [alone.target, alone.stanzaId ?? ''].flatMap((id) => this.#byTarget.get(id) ?? []);
    return said.filter((row) => row.kind === 'retraction' && hasSameAuthor(row, alone));
  }

  /** The same came again: what only the newer copy knows is kept, and an own one has evidently been sent. */
  merge(row: WrittenRow, entry: WrittenEntry): void {
    if (row.archiveId === undefined && entry.archiveId !== undefined) {
      this.change(row, { archiveId: entry.archiveId });
      this.#byArchiveId.set(entry.archiveId, row);
    }
    if (row.outbox === 'queued') this.sent(row);
  }

  sent(row: WrittenRow): void {
    this.drop(row, 'outbox', 'failure');
    if (!('reply' in row) || row.reply?.quote === undefined) return;
    // It was for the way: here it would outlive the message that it quotes.
    const { quote: _, ...reply } = row.reply;
    this.change(row, { reply });
  }

  /** Nothing of its text is kept; how long it was, so that another copy is known again. */
  erase(row: ShownRow): void {
    if (row.erased !== undefined) return;
    this.change(row, { erased: row.body.length, body: '' });
    this.drop(row, 'subject', 'reply', 'encryption', 'invitation');
  }

  change(row: WrittenRow, changes: Partial<MessageRow>): void {
    Object.assign(row, changes);
    this.#note(row);
  }

  drop(row: WrittenRow, ...names: readonly Droppable[]): void {
    for (const name of names) delete (row as { [K in Droppable]?: unknown })[name];
    this.#note(row);
  }

  /** A new one is stored as it is in the end. */
  #note(row: WrittenRow): void {
    if (row.id !== undefined) this.#changed.set(row.id, row);
  }

  async save(db: KithDatabase): Promise<void> {
    await db.entries.bulkPut([...this.#changed.values()]);
  }
}

export function isWritten(entry: Entry): entry is WrittenEntry {
  return entry.kind !== 'receipt' && entry.kind !== 'displayed' && entry.kind !== 'error';
}

export function isWrittenRow(row: EntryRow): row is WrittenRow {
  return isWritten(row);
}

/** Ids of messages that retractions speak about; one may name a correction. */
function retractedIn(entries: readonly Entry[]): ReadonlySet<string> {
  const ids = new Set(entries.flatMap((entry) => (entry.kind === 'retraction' ? entry.target : [])));
  if (ids.size === 0) return ids;
  for (const entry of entries) {
    if (entry.kind === 'correction' && ids.has(entry.stanzaId ?? '')) ids.add(entry.target);
  }
  return ids;
}

/** Of a text that was taken back only its length is left. */
function hasContentOf(row: WrittenRow, entry: WrittenEntry): boolean {
  if ('target' in row && 'target' in entry && row.target !== entry.target) return false;
  if ('reactions' in row && 'reactions' in entry) return row.reactions.join(' ') === entry.reactions.join(' ');
  if (!('body' in row && 'body' in entry)) return true;
  return row.erased === undefined ? row.body === entry.body : row.erased === entry.body.length;
}

function push<Row>(map: Map<string, Row[]>, key: string, row: Row): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else if (!rows.includes(row)) rows.push(row);
}

/** Written on this device, under an id that it made up. */
export function isFromHere(row: WrittenRow): boolean {
  return row.own && row.from === row.account;
}

/** Whether a stored one may be known by the sender's id alone (see twinOf). */
function mayBeFoundBySender(entry: WrittenEntry | MessageEntry, conversations: Conversations): boolean {
  const { peer, own, archiveId } = entry;
  return own || archiveId === undefined || conversations.of(peer).unarchived === 1;
}

/**
 * One request an id, all under way at once. Dexie's `anyOf` moves one cursor from id to id and waits for each step: for
 * ids that are new, as most are, that took longer than storing them.
 */
function keysIn(
  db: KithDatabase,
  name: '[account+archiveId]' | '[account+stanzaId]' | '[account+target]',
  account: BareJid,
  ids: ReadonlySet<string>,
): PromiseLike<number[]> {
  return new Dexie.Promise((resolve, reject) => {
    const index = Dexie.currentTransaction.idbtrans.objectStore(db.entries.name).index(name);
    const requests = [...ids].map((id) => index.getAllKeys([account, id]));
    const last = requests.at(-1);
    if (last === undefined) return resolve([]);
    // They are answered in their order; one that fails ends the transaction, and so the last one, too.
    last.onsuccess = () => resolve(requests.flatMap(({ result }) => result as number[]));
    last.onerror = () => reject(last.error);
  });
}
