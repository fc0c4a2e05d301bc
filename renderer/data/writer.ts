/**
 * Writes durable events, in their order, many in one transaction, and says when they are stored. Driven by messages
 * only: timers and animation frames stand still in a hidden window.
 */
import Dexie from 'dexie';
import type { DurableBatch, DurableEvent } from '../../app/contract/contract.ts';
import type { Counted, NoticeFacts } from '../../app/notices/facts.ts';
import { storeAvatars } from '../features/avatars/table.ts';
import type { ArchiveIds } from '../features/chat/known-entries.ts';
import { endMutes } from '../features/chat/mutes.ts';
import { storeDisplayed } from '../features/chat/store-displayed.ts';
import { isPage, storeEntries } from '../features/chat/store-entries.ts';
import { type OutgoingEvent, storeOutgoing } from '../features/chat/store-outgoing.ts';
import { countTotals } from '../features/chat/unread.ts';
import { storeReceived, storeRequestEnd } from '../features/requests/table.ts';
import { storeRoster } from '../features/roster/table.ts';
import type { KithDatabase } from './db.ts';
import { storeCount, storeSession } from './session.ts';

export interface Stored {
  readonly upTo: number;
  readonly notices: readonly NoticeFacts[];
  readonly totals: Counted;
}

export interface Writer {
  /**
   * Batches are written one after the other. After a rejected write the later ones are not written either (undefined)
   * until main begins another round with what is not stored: there are no holes in it.
   */
  write(batch: DurableBatch): Promise<Stored | undefined>;
}

/**
 * `ready` is asked before each batch, and resolves when the database can be written: here, as a batch that waits for it must
 * not be overtaken by the next one.
 */
export function createWriter(db: KithDatabase, now: () => number, ready = () => Promise.resolve()): Writer {
  let last: Promise<unknown> = Promise.resolve();
  /** The round in which a batch could not be written. */
  let broken: number | undefined;

  async function write(batch: DurableBatch): Promise<Stored | undefined> {
    if (batch.round === broken) return undefined;
    try {
      await ready();
      return await writeBatch(db, batch, now());
    } catch (error) {
      broken = batch.round;
      throw error;
    }
  }

  return {
    write(batch) {
      const next = last.then(() => write(batch));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

async function writeBatch(db: KithDatabase, batch: DurableBatch, at: number): Promise<Stored> {
  try {
    return await tryBatch(db, batch, at, 'assume-new');
  } catch (error) {
    if (!isDoubled(error)) throw error;
    return tryBatch(db, batch, at, 'look-up');
  }
}

/** A row could not be written because another one has its archive id. */
function isDoubled(error: unknown): boolean {
  if (!(error instanceof Dexie.BulkError || error instanceof Dexie.ModifyError)) return false;
  return error.failures.some((failure: unknown) => failure instanceof Error && failure.name === 'ConstraintError');
}

async function tryBatch(db: KithDatabase, batch: DurableBatch, at: number, ids: ArchiveIds): Promise<Stored> {
  const upTo = batch.first + batch.events.length - 1;
  return db.transaction('rw', db.tables, async () => {
    const delivery = await db.deliveries.get(batch.run);
    // After a reload main sends again what it had no answer for; some of it may be stored.
    const events = batch.events.slice(Math.max(0, (delivery?.upTo ?? -1) - batch.first + 1));
    // Nobody may have looked at the clock: the computer slept, or Kith did not run.
    await endMutes(db, at);
    const notices: NoticeFacts[] = [];
    for (const run of runsOf(events)) notices.push(...(await storeRun(db, run, ids)));
    if (delivery === undefined) await db.deliveries.clear();
    await db.deliveries.put({ run: batch.run, upTo: Math.max(upTo, delivery?.upTo ?? 0), at });
    return { upTo, notices: settled(notices), totals: await countTotals(db) };
  });
}

/** Neighbours that are stored together: what comes by the hundred for one account is written by the hundred, not by the one. */
function runsOf(events: readonly DurableEvent[]): DurableEvent[][] {
  const runs: DurableEvent[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    const before = run?.[0];
    if (before !== undefined && goTogether(before, event)) run?.push(event);
    else runs.push([event]);
  }
  return runs;
}

function goTogether(before: DurableEvent, event: DurableEvent): boolean {
  switch (event.type) {
    case 'chat/entries':
      return before.type === event.type && before.account === event.account && !isPage(before) && !isPage(event);
    case 'avatars/told':
      return before.type === event.type && before.account === event.account;
    case 'chat/sent':
    case 'chat/failed':
      return isOutgoing(before) && before.account === event.account;
    case 'requests/received':
      return before.type === event.type && before.request.account === event.request.account;
    default:
      return false;
  }
}

function isOutgoing(event: DurableEvent): event is OutgoingEvent {
  return event.type === 'chat/sent' || event.type === 'chat/failed';
}

async function storeRun(db: KithDatabase, run: readonly DurableEvent[], ids: ArchiveIds): Promise<NoticeFacts[]> {
  const [event] = run;
  if (event === undefined) return [];
  switch (event.type) {
    case 'chat/entries': {
      const pages = run.filter((each) => each.type === 'chat/entries');
      const h = pages.findLast((page) => page.h !== undefined)?.h;
      if (h !== undefined) await storeCount(db, event.account, h);
      return storeEntries(db, event.account, pages, ids);
    }
    case 'avatars/told':
      await storeAvatars(
        db,
        run.filter((each) => each.type === 'avatars/told'),
      );
      return [];
    case 'chat/displayed':
      return storeDisplayed(db, event);
    case 'chat/sent':
    case 'chat/failed':
      await storeOutgoing(db, event.account, run.filter(isOutgoing));
      return [];
    case 'roster/received':
    case 'roster/pushed':
    case 'roster/removed':
      await storeRoster(db, event);
      return [];
    case 'requests/received': {
      const received = run.filter((each) => each.type === event.type);
      return storeReceived(db, event.request.account, received);
    }
    case 'requests/ended':
    case 'requests/answered':
    case 'requests/answer-to-us':
      return storeRequestEnd(db, event);
    case 'account/forgotten':
      await db.forget(event.account);
      return [];
    case 'session/began':
    case 'session/counted':
    case 'session/ended':
      await storeSession(db, event);
      return [];
  }
}

/** Of several notices about one conversation in a batch, the newest says it all. */
function settled(notices: readonly NoticeFacts[]): NoticeFacts[] {
  const newest = new Map<string, NoticeFacts>();
  for (const notice of notices) {
    const key = `${notice.kind} ${notice.account} ${notice.peer}`;
    newest.delete(key);
    newest.set(key, notice);
  }
  return [...newest.values()].slice(-1000);
}
