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
import { createWriter } from './writer.ts';

export const db = new KithDatabase();

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

/** Begins the conversation with main; what main still has for this page comes after the answer. */
export async function startLink(transport: Wire, onStorageFault: (fault: Fault) => void): Promise<Hello> {
  wire = transport;
  const writer = createWriter(db, Date.now);
  transport.onMessage((message) => {
    const batch = message as Batch;
    for (const event of batch.live) dispatch(event);
    if (batch.durable === null) return;
    writer.write(batch.durable).then(
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
