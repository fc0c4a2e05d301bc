import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { type SteadyQuery, steadyQuery } from './steady-query.ts';
import { writtenDatabase } from './testing/written-database.ts';

/** Each reading takes `ms`, and gives how many changes there were when it began. */
function slow(ms: number) {
  let now = 0;
  let changes = 0;
  let readings = 0;
  let change = () => {};
  let listening = 0;
  const waiting = new Set<{ readonly at: number; readonly action: () => void }>();
  const after = (delay: number, action: () => void) => {
    const timer = { at: now + delay, action };
    waiting.add(timer);
    return () => waiting.delete(timer);
  };
  const query = steadyQuery({
    observe: (querier) => ({
      subscribe() {
        listening += 1;
        void querier();
        change = () => void querier();
        return {
          unsubscribe() {
            listening -= 1;
          },
        };
      },
    }),
    read() {
      const seen = changes;
      readings += 1;
      return new Promise<number>((resolve) => void after(ms, () => resolve(seen)));
    },
    now: () => now,
    after,
  });
  return {
    query,
    readings: () => readings,
    listening: () => listening,
    change() {
      changes += 1;
      change();
    },
    async pass(time: number) {
      for (const end = now + time; now < end; ) {
        now += 1;
        for (const timer of [...waiting]) if (timer.at <= now && waiting.delete(timer)) timer.action();
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      }
    },
  };
}

it('is read when it begins, and after a change', async () => {
  const { query, change, pass } = slow(10);
  const told = vi.fn();
  query.subscribe(told);
  expect(query.current()).toBeUndefined();
  await pass(11);
  expect(query.current()).toBe(0);
  await pass(100);
  change();
  await pass(13);
  expect(query.current()).toBe(1);
  expect(told).toHaveBeenCalledTimes(2);
});

it('shows something and reads a quarter of the time while changes do not end, and in the end all of them', async () => {
  const { query, change, pass, readings } = slow(10);
  query.subscribe(() => {});
  const shown = new Set<number | undefined>();
  for (let time = 0; time < 395; time += 1) {
    change();
    await pass(1);
    shown.add(query.current());
  }
  expect(readings()).toBe(9);
  expect(shown.size).toBeGreaterThan(8);
  await pass(50);
  expect(query.current()).toBe(395);
  expect(readings()).toBe(10);
});

it('rests no longer than a second', async () => {
  const { query, change, pass, readings } = slow(5000);
  query.subscribe(() => {});
  await pass(5001);
  change();
  await pass(1001);
  expect(readings()).toBe(2);
});

it('ends with its last listener, and begins anew with the next one', async () => {
  const { query, change, pass, readings, listening } = slow(10);
  const undo = [query.subscribe(() => {}), query.subscribe(() => {})];
  expect([readings(), listening()]).toEqual([1, 1]);
  for (const each of undo) each();
  expect(listening()).toBe(0);
  change();
  const late = vi.fn();
  query.subscribe(late);
  await pass(15);
  expect([readings(), query.current(), late.mock.calls.length]).toEqual([2, 1, 1]);
});

it('goes on after a reading that failed, and not again and again', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let fails = true;
  const query = steadyQuery({
    read: () => (fails ? Promise.reject(new Error('closed')) : Promise.resolve('read')),
  });
  query.subscribe(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(logged).toHaveBeenCalledTimes(1);
  fails = false;
  await vi.waitFor(() => expect(query.current()).toBe('read'), 5000);
  logged.mockRestore();
});

it('hears of changes in what it reads, and of no others', async () => {
  const { db, write } = writtenDatabase(0);
  await db.open();
  const query: SteadyQuery<number> = steadyQuery({
    read: () => db.deliveries.count(),
  });
  let told = 0;
  const undo = query.subscribe(() => {
    told += 1;
  });
  await vi.waitFor(() => expect(query.current()).toBe(0));
  await db.rosters.put({ account: 'ann@example.org' as never });
  await write();
  await vi.waitFor(() => expect(query.current()).toBe(1));
  expect(told).toBe(2);
  undo();
  await db.delete();
});
