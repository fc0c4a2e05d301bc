/** Conversations that are quiet for a time become loud again by themselves. */
import Dexie, { liveQuery } from 'dexie';
import type { KithDatabase } from '../../data/db.ts';
import type { ChatParts } from './parts.ts';
import { countTotals } from './unread.ts';

/** A timer stands still while the computer sleeps: none is longer than this (ms). */
const LONGEST = 60_000;

/** Ends those whose time is over at `now` (epoch ms); gives how many there were. */
export function endMutes(db: KithDatabase, now: number): Promise<number> {
  return db.conversations
    .where('mutedUntil')
    .belowOrEqual(now)
    .modify(({ mutedUntil: _, ...row }, changed) => {
      changed.value = { ...row, muted: false };
    });
}

/** Ends each when its time comes, also of those that are muted later; main learns what counts again. */
export function watchMutes({ db, call, now, notStored }: ChatParts): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = liveQuery(() => db.conversations.where('mutedUntil').above(Dexie.minKey).first());

  async function end(): Promise<void> {
    if ((await endMutes(db, now())) > 0) await call('sync/totals', { totals: await countTotals(db), read: [] });
  }

  function wait(until: number | undefined): void {
    clearTimeout(timer);
    if (until === undefined) return;
    const rest = until - now();
    timer = setTimeout(
      () => (rest > LONGEST ? wait(until) : void end().catch(notStored)),
      Math.min(Math.max(0, rest), LONGEST),
    );
  }

  const subscription = next.subscribe({ next: (row) => wait(row?.mutedUntil), error: notStored });
  return () => {
    clearTimeout(timer);
    subscription.unsubscribe();
  };
}
