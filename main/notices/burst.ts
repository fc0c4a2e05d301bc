/**
 * Keeps floods from the desktop: a few tidings are told as they come, more of them together, at most every ten seconds
 * and with a sound at most once a minute. Nothing is left out: the last ones are told when the pause is over.
 */
import type { ToldFacts } from '../../app/notices/facts.ts';
import type { Clock } from '../clock.ts';

/** Told one by one; more are told as one. */
export const HANDFUL = 5;
/** ms in which no more than a handful are told one by one, and between those that are told together. */
const PAUSE = 10_000;
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
  /** Need not be told any more. */
  forget(key: string): void;
  stop(): void;
}

/** Messages and requests do not stand for each other. */
export const groupOf = ({ kind }: ToldFacts) => (kind === 'message' || kind === 'reaction' ? 'messages' : 'requests');

export function createBurst(
  clock: Clock,
  keyOf: (facts: ToldFacts) => string,
  tell: (tidings: Tidings) => void,
): Burst {
  /** When the last few came, in epoch ms. */
  let recent: number[] = [];
  const gathered = new Map<string, ToldFacts>();
  let lastTold = Number.NEGATIVE_INFINITY;
  let lastSound = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;

  function say(facts: readonly ToldFacts[], soundGap: number): void {
    const now = clock.now();
    const silent = now - lastSound < soundGap || facts.every(({ kind }) => kind === 'reaction');
    if (!silent) lastSound = now;
    tell({ facts, silent });
  }

  function sayGathered(): void {
    cancel = undefined;
    lastTold = clock.now();
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
      recent = [...recent.filter((at) => now - at < PAUSE), ...facts.slice(0, HANDFUL + 1).map(() => now)];
      recent = recent.slice(-(HANDFUL + 1));
      if (recent.length <= HANDFUL && cancel === undefined) {
        for (const each of facts) say([each], SOUND_GAP);
        return;
      }
      for (const each of facts) {
        gathered.delete(keyOf(each));
        gathered.set(keyOf(each), each);
      }
      if (cancel !== undefined) return;
      const wait = lastTold + PAUSE - now;
      if (wait > 0) cancel = clock.after(wait, sayGathered);
      else sayGathered();
    },
    forget: (key) => void gathered.delete(key),
    stop() {
      cancel?.();
      gathered.clear();
    },
  };
}
