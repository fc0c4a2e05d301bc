/**
 * Asks the page what it has stored of the account: once as soon as there is one, for the session of an earlier run, and
 * then at the start of each session. The roster waits 2 s at most and is then fetched without a version; the archive and
 * the outbox wait longer, because without an answer they would begin anew.
 */
import { type AccountCache, emptyCache } from '../../app/contract/sync.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import type { Feature } from '../xmpp/feature.ts';

const ROSTER_PATIENCE = 2000;
const ARCHIVE_PATIENCE = 60_000;
/** ms; a browser may take so long to start on a busy machine. The server is waiting signed in, and gives up after 30 s. */
const FIRST_PATIENCE = 20_000;
/** ms; the first session may begin with an answer that is not older. Later the person may have changed what it says. */
const FRESH = 5000;

export interface StoredCache {
  readonly feature: Feature;
  readonly stored: () => AccountCache;
  /** True once the page has answered in this session; false when it does not. */
  readonly known: () => Promise<boolean>;
  /** The first answer; nothing when there is none in 20 s. */
  readonly first: () => Promise<AccountCache | undefined>;
  /** The page's answer. */
  answer(cache: AccountCache): void;
  /** A page is there (again) and may be asked. */
  pageReady(): void;
  /** The page's database began anew: what it answered before is not true any more. */
  forget(): void;
}

export function createStoredCache(account: BareJid, ask: () => void, clock: Clock): StoredCache {
  let cache = emptyCache(account);
  let answered = Promise.withResolvers<true>();
  let answeredAt: number | undefined;
  /** A session began with this answer. */
  let used = false;
  const firstAnswer = answered.promise;
  ask();

  function within(ms: number, answer: Promise<true> = answered.promise): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = clock.after(ms, () => resolve(false));
      void answer.then(() => {
        stop();
        resolve(true);
      });
    });
  }

  function askAnew(): void {
    cache = emptyCache(account);
    answered = Promise.withResolvers();
    answeredAt = undefined;
    ask();
  }

  return {
    stored: () => cache,
    known: () => within(ARCHIVE_PATIENCE),
    first: async () => ((await within(FIRST_PATIENCE, firstAnswer)) ? cache : undefined),
    feature: {
      name: 'stored',
      async online() {
        if (answeredAt !== undefined && (used || clock.elapsed() - answeredAt > FRESH)) askAnew();
        used = true;
        await within(ROSTER_PATIENCE);
      },
    },
    answer(next) {
      cache = next;
      answeredAt = clock.elapsed();
      answered.resolve(true);
    },
    pageReady() {
      if (answeredAt === undefined) ask();
    },
    forget() {
      // Who waits for the answer goes on waiting for the same one.
      if (answeredAt === undefined) ask();
      else askAnew();
    },
  };
}
