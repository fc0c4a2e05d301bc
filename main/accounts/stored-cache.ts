/**
 * Asks the page, at the start of each session, what it has stored of the account. The roster waits 2 s at most and is
 * then fetched without a version; the archive and the outbox wait longer, because without an answer they would begin
 * anew.
 */
import { type AccountCache, emptyCache } from '../../app/contract/sync.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import type { Feature } from '../xmpp/feature.ts';

const ROSTER_PATIENCE = 2000;
const ARCHIVE_PATIENCE = 60_000;

export interface StoredCache {
  readonly feature: Feature;
  readonly stored: () => AccountCache;
  /** True once the page has answered in this session; false when it does not. */
  readonly known: () => Promise<boolean>;
  /** The page's answer. */
  answer(cache: AccountCache): void;
  /** A page is there (again) and may be asked. */
  pageReady(): void;
}

export function createStoredCache(account: BareJid, ask: () => void, clock: Clock): StoredCache {
  let cache = emptyCache(account);
  let answered = Promise.withResolvers<true>();
  let isAnswered = false;
  let wanted = false;

  function within(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = clock.after(ms, () => resolve(false));
      void answered.promise.then(() => {
        stop();
        resolve(true);
      });
    });
  }

  return {
    stored: () => cache,
    known: () => within(ARCHIVE_PATIENCE),
    feature: {
      name: 'stored',
      async online() {
        cache = emptyCache(account);
        answered = Promise.withResolvers();
        isAnswered = false;
        wanted = true;
        ask();
        await within(ROSTER_PATIENCE);
      },
    },
    answer(next) {
      if (!wanted) return;
      cache = next;
      isAnswered = true;
      answered.resolve(true);
    },
    pageReady() {
      if (wanted && !isAnswered) ask();
    },
  };
}
