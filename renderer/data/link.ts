/**
 * The page's end of the contract: typed calls to main, live events to whoever subscribes, durable events to the writer
 * and the news of their storage back to main.
 */
import type { Args, Batch, CommandName, LiveEvent, Result } from '../../app/contract/contract.ts';
import type { Hello } from '../../app/contract/sync.ts';
import type { Fault, Outcome } from '../../app/fault.ts';
import type { Wire } from '../wire.ts';
import { readCache } from './cache.ts';
import { KithDatabase } from './db.ts';
import { storageProblem } from './storage-problem.ts';
import { createWriter, type Writer } from './writer.ts';

export const db = new KithDatabase();

let wire: Wire | undefined;
let writer: Writer | undefined;
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

/** When the durable events that came so far are stored. An answer of main comes after the events that belong to it. */
export function storeSettled(): Promise<void> {
  return writer?.settled() ?? Promise.resolve();
}

/** Begins the conversation with main; what main still has for this page comes after the answer. */
export async function startLink(transport: Wire, onStorageFault: (fault: Fault) => void): Promise<Hello> {
  wire = transport;
  const store = createWriter(db, Date.now);
  writer = store;
  transport.onMessage((message) => {
    const batch = message as Batch;
    for (const event of batch.live) dispatch(event);
    if (batch.durable === null) return;
    store.write(batch.durable).then(
      ({ upTo, notices, totals }) => call('sync/stored', { upTo, notices: [...notices], totals }),
      (error: unknown) => {
        console.error('the store refused', error);
        const problem = storageProblem(error);
        onStorageFault({ kind: 'storage', problem });
        return call('sync/store-failed', { problem });
      },
    );
  });
  const hello = await call('sync/hello', {});
  if (!hello.ok) throw new Error(`main does not answer: ${hello.fault.kind}`);
  return hello.value;
}

function dispatch(event: LiveEvent): void {
  if (event.type === 'sync/cache-wanted') {
    void readCache(db, event.account).then(
      (cache) => call('sync/cache', cache),
      (error: unknown) => console.error('the cache could not be read', error),
    );
    return;
  }
  for (const listener of listeners) listener(event);
}
