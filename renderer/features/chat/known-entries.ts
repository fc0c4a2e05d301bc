/** The stored entries that some new ones may be the same as, or speak about; changes to them are written together. */
import Dexie from 'dexie';
import type { Entry, MessageEntry } from '../../../app/chat/entry.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { Conversations } from './changed-conversations.ts';
import type { EntryRow } from './table.ts';

export type MessageRow = Extract<EntryRow, { kind: 'message' }>;

/**
 * Whether the archive's ids are looked for. Nearly always they are new, and where one is not, its index, which is unique,
 * fails the transaction: so they are assumed to be new first, and looked up in a second try.
 */
export type ArchiveIds = 'assume-new' | 'look-up';

export class Known {
  readonly #byArchiveId = new Map<string, EntryRow>();
  readonly #byStanzaId = new Map<string, MessageRow[]>();
  readonly #changes = new Map<number, { readonly row: EntryRow; changes: Partial<MessageRow>; drop: boolean }>();

  static async load(
    db: KithDatabase,
    account: BareJid,
    entries: readonly Entry[],
    conversations: Conversations,
    ids: ArchiveIds,
  ): Promise<Known> {
    const archiveIds = new Set<string>();
    const stanzaIds = new Set<string>();
    for (const entry of entries) {
      if (entry.archiveId !== undefined && ids === 'look-up') archiveIds.add(entry.archiveId);
      const stanzaId = entry.kind === 'message' ? entry.stanzaId : entry.target;
      if (stanzaId !== undefined && mayBeFoundBySender(entry, conversations)) stanzaIds.add(stanzaId);
    }
    const known = new Known();
    const [byArchiveId, byStanzaId] = await Promise.all([
      keysIn(db, '[account+archiveId]', account, archiveIds),
      keysIn(db, '[account+stanzaId]', account, stanzaIds),
    ]);
    const rows = await db.entries.bulkGet([...new Set([...byArchiveId, ...byStanzaId])]);
    for (const row of rows) if (row !== undefined) known.add(row);
    return known;
  }

  add(row: EntryRow): void {
    if (row.archiveId !== undefined) this.#byArchiveId.set(row.archiveId, row);
    if (row.kind !== 'message' || row.stanzaId === undefined) return;
    const same = this.#byStanzaId.get(row.stanzaId);
    if (same === undefined) this.#byStanzaId.set(row.stanzaId, [row]);
    else same.push(row);
  }

  isStored(entry: Entry): boolean {
    return entry.archiveId !== undefined && this.#byArchiveId.has(entry.archiveId);
  }

  /**
   * The stored message that this one is. The own archive's id decides where both have one. Else the sender's id does,
   * within one conversation and one direction: own ids are unique, those of others may be used again by a careless
   * client, so there the text has to be the same, too.
   */
  twinOf(entry: MessageEntry): MessageRow | undefined {
    const archived = entry.archiveId === undefined ? undefined : this.#byArchiveId.get(entry.archiveId);
    if (archived?.kind === 'message') return archived;
    if (entry.stanzaId === undefined) return undefined;
    return this.#byStanzaId
      .get(entry.stanzaId)
      ?.find(
        (row) =>
          row.peer === entry.peer &&
          row.own === entry.own &&
          (row.archiveId === undefined || entry.archiveId === undefined) &&
          (row.own || row.body === entry.body),
      );
  }

  /** The message of a conversation that a receipt, marker or error names. */
  messageOf(peer: BareJid, stanzaId: string): MessageRow | undefined {
    return this.#byStanzaId.get(stanzaId)?.find((row) => row.peer === peer);
  }

  /** The same message came again: what only the newer copy knows is kept, and an own one has evidently been sent. */
  merge(row: MessageRow, entry: MessageEntry): void {
    if (row.archiveId === undefined && entry.archiveId !== undefined) {
      this.change(row, { archiveId: entry.archiveId });
      this.#byArchiveId.set(entry.archiveId, row);
    }
    if (row.outbox === 'queued') this.sent(row);
  }

  sent(row: MessageRow): void {
    if (row.id !== undefined) this.#changeOf(row, row.id).drop = true;
  }

  change(row: MessageRow, changes: Partial<MessageRow>): void {
    Object.assign(row, changes);
    if (row.id !== undefined) Object.assign(this.#changeOf(row, row.id).changes, changes);
  }

  async save(db: KithDatabase): Promise<void> {
    for (const [id, { changes, drop }] of this.#changes) {
      // Dexie removes a property that is set to undefined, which TypeScript's exact optional properties can't say.
      await db.entries
        .where(':id')
        .equals(id)
        .modify((row) => {
          Object.assign(row, changes);
          if (!drop) return;
          delete (row as { outbox?: string }).outbox;
          delete (row as { failure?: unknown }).failure;
        });
    }
  }

  #changeOf(row: EntryRow, id: number) {
    let change = this.#changes.get(id);
    if (change === undefined) {
      change = { row, changes: {}, drop: false };
      this.#changes.set(id, change);
    }
    return change;
  }
}

/** Whether a stored message may be known by the sender's id alone (see twinOf), or is spoken about by it. */
function mayBeFoundBySender(entry: Entry, conversations: Conversations): boolean {
  const { peer, own, archiveId } = entry;
  return entry.kind !== 'message' || own || archiveId === undefined || conversations.of(peer).unarchived === 1;
}

/**
 * One request an id, all under way at once. Dexie's `anyOf` moves one cursor from id to id and waits for each step: for
 * ids that are new, as most are, that took longer than storing them.
 */
function keysIn(
  db: KithDatabase,
  name: '[account+archiveId]' | '[account+stanzaId]',
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
