/**
 * The page's end of the contract: typed calls to main, live events to whoever subscribes, durable events to the writer
 * and the news of their storage back to main.
 */

import type { AccountInfo } from '../../app/contract/account.ts';
import type { Args, Batch, CommandName, DurableBatch, LiveEvent, Result } from '../../app/contract/contract.ts';
import type { AccountCache, Hello } from '../../app/contract/sync.ts';
import type { Outcome } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Wire } from '../wire.ts';
import { readCache } from './cache.ts';
import { KithDatabase } from './db.ts';
import { createStorage, watchUncaught } from './storage.ts';
import { createWriter, type Writer } from './writer.ts';

export const db = new KithDatabase('kith', { autoOpen: false });
/** Whose history belongs into the database. Not of those who sign in for the first time: there is nothing of them yet. */
const accounts = new Set<BareJid>();
const begun = Promise.withResolvers<void>();
export const storage = createStorage({ db, call, accounts: () => begun.promise.then(() => [...accounts]) });

let wire: Wire | undefined;
const listeners = new Set<(event: LiveEvent) => void>();

/** Asks main for something; every fault comes as a value, none is thrown. */
export async function call<N extends CommandName>(name: N, args: Args<N>): Promise<Outcome<Result<N>>> {
  if (wire === undefined) return { ok: false, fault: { kind: 'internal' } };
  try {
    return (await wire.call(name, args)) as Outcome<Result<N>>;
  } catch (error) {
    console.error(`${name}: no answer from main`, error);
    return { ok: false, fault: { kind: 'internal' } };
  }
}

/** Live events, in order. */
export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Begins the conversation with main, and resolves when the database is open. `begin` is given main's answer before any
 * event that is later than the answer: what is still opening then must not let it be taken for the newer one.
 */
export async function startLink(transport: Wire, begin: (hello: Hello) => void): Promise<void> {
  wire = transport;
  const writer = createWriter(db, Date.now, storage.ready);
  watchUncaught(storage, window);
  transport.onMessage((message) => {
    const batch = message as Batch;
    for (const event of batch.live) dispatch(event);
    if (batch.durable !== null) void store(writer, batch.durable);
  });
  const opened = storage.open();
  const hello = await call('sync/hello', {});
  if (!hello.ok) throw new Error(`main does not answer: ${hello.fault.kind}`);
  for (const info of hello.value.accounts) note(info);
  begin(hello.value);
  begun.resolve();
  await opened;
}

async function store(writer: Writer, batch: DurableBatch): Promise<void> {
  try {
    const stored = await writer.write(batch);
    // It comes again, behind one that could not be written.
    if (stored === undefined) return;
    const { upTo, notices, totals } = stored;
    storage.worked();
    const told = await call('sync/stored', { upTo, notices: [...notices], totals });
    // A notice that main does not take keeps nobody from hearing what is stored.
    if (!told.ok) await call('sync/stored', { upTo, notices: [], totals });
  } catch (error) {
    console.error('the store refused', error);
    const problem = await storage.failed(error);
    await call('sync/store-failed', { problem });
  }
}

function dispatch(event: LiveEvent): void {
  if (event.type === 'sync/cache-wanted') {
    storage
      .ready()
      .then(() => readCache(db, event.account))
      .then(tellCache)
      .catch((error: unknown) => console.error('the cache could not be read', error));
    return;
  }
  if (event.type === 'account/changed') note(event.info);
  if (event.type === 'account/removed') accounts.delete(event.account);
  for (const listener of listeners) listener(event);
}

/** Without a roster that main does not take, the whole of it comes from the server; without an answer nothing does. */
async function tellCache(cache: AccountCache): Promise<void> {
  if ((await call('sync/cache', cache)).ok) return;
  const { rosterVersion: _, ...rest } = cache;
  await call('sync/cache', { ...rest, items: [] });
}

function note({ account, joining }: AccountInfo): void {
  if (joining !== true) accounts.add(account);
}
