/**
 * Keeps floods from the desktop. A few tidings are told as they come; more of them once a second; and those of many
 * people together, every ten seconds. Only the first ring. Nothing is left out: the last are told when the pause is over.
 */
import type { ToldFacts } from '../../app/notices/facts.ts';
import type { Clock } from '../clock.ts';

/** Told one by one; more are told as one. */
export const HANDFUL = 5;
/** ms in which no more than a handful are told as they come; between those that are told together. */
const PAUSE = 10_000;
/** ms between those that follow fast on each other, of few people. */
const SHORT_PAUSE = 1000;
/** Enough to see that they are many. */
const REMEMBERED = 100;
/** ms between two sounds, for single ones and while there are many. */
const SOUND_GAP = 2000;
const SOUND_GAP_IN_BURST = 60_000;

/** To be told now, newest first. */
export interface Tidings {
  readonly facts: readonly ToldFacts[];
  readonly silent: boolean;
}

export interface Burst {
  take(facts: readonly ToldFacts[]): void;
  /** Need not be told any more, if it is as `fits` says. */
  forget(key: string, fits?: (facts: ToldFacts) => boolean): void;
  forgetAll(fits: (facts: ToldFacts) => boolean): void;
  stop(): void;
}

/** Messages and requests do not stand for each other. */
export const groupOf = ({ kind }: ToldFacts) => (kind === 'message' || kind === 'reaction' ? 'messages' : 'requests');

export function createBurst(
  clock: Clock,
  keyOf: (facts: ToldFacts) => string,
  tell: (tidings: Tidings) => void,
): Burst {
  /** Of whom the last few were, and when (epoch ms). */
  let recent: { readonly key: string; readonly at: number }[] = [];
  const gathered = new Map<string, ToldFacts>();
  let lastTold = Number.NEGATIVE_INFINITY;
  let lastSound = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;

  function say(facts: readonly ToldFacts[], soundGap: number): void {
    const now = clock.now();
    const silent = now - lastSound < soundGap || facts.every(({ kind }) => kind === 'reaction');
    if (!silent) lastSound = now;
    lastTold = now;
    tell({ facts, silent });
  }

  function sayGathered(): void {
    cancel = undefined;
    const facts = [...gathered.values()].reverse();
    gathered.clear();
    for (const group of ['messages', 'requests']) {
      const some = facts.filter((each) => groupOf(each) === group);
      if (some.length > 0) say(some, SOUND_GAP_IN_BURST);
    }
  }

  return {
    take(all) {
      // Of one conversation the newest says it all.
      const facts = [...new Map(all.map((each) => [keyOf(each), each])).values()];
      if (facts.length === 0) return;
      const now = clock.now();
      recent = recent.filter(({ at }) => now - at < PAUSE).concat(facts.map((each) => ({ key: keyOf(each), at: now })));
      recent = recent.slice(-REMEMBERED);
      if (recent.length <= HANDFUL && cancel === undefined) {
        for (const each of facts) say([each], SOUND_GAP);
        return;
      }
      for (const each of facts) {
        gathered.delete(keyOf(each));
        gathered.set(keyOf(each), each);
      }
      if (cancel !== undefined) return;
      const isCrowd = new Set(recent.map(({ key }) => key)).size > HANDFUL;
      const wait = lastTold + (isCrowd ? PAUSE : SHORT_PAUSE) - now;
      if (wait > 0) cancel = clock.after(wait, sayGathered);
      else sayGathered();
    },
    forget(key, fits = () => true) {
      const facts = gathered.get(key);
      if (facts !== undefined && fits(facts)) gathered.delete(key);
    },
    forgetAll(fits) {
      for (const [key, facts] of [...gathered]) if (fits(facts)) gathered.delete(key);
    },
    stop() {
      cancel?.();
      gathered.clear();
    },
  };
}
