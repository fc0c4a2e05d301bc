/** Messages with a number in them, and what a row of such numbers says when it is compared with what was sent. */
import type { Chance } from './random.ts';

/** `out`: from the window to the peer; `in`: from the peer to the window. */
export type Direction = 'out' | 'in';

const WORDS = [
  'tea',
  'Привет',
  '你好',
  '안녕하세요',
  'Übergröße',
  '😀',
  '👩‍👩‍👧',
  'é',
  '<&>"\'',
  'עברית',
  '𝒳',
  'naïve',
];

export function numbered(direction: Direction, number: number, chance: Chance): string {
  const words = Array.from({ length: chance.int(1, 12) }, () => chance.pick(WORDS));
  return `${direction}-${number} ${words.join(' ')}`;
}

/** The number in a text, if it is one of that direction. */
export function numberIn(direction: Direction, text: string): number | undefined {
  const [, way, number] = /(?:^|[^\w])(out|in)-(\d+) /.exec(text) ?? [];
  return way === direction ? Number(number) : undefined;
}

export interface Comparison {
  readonly lost: readonly number[];
  /** Each as often as it came too often. */
  readonly doubled: readonly number[];
  /** Those that stand behind a greater one. */
  readonly disordered: readonly number[];
}

/** `seen` in the order in which it stands where it was looked at. */
export function compare(expected: Iterable<number>, seen: readonly number[]): Comparison {
  const once = new Set<number>();
  const doubled: number[] = [];
  const disordered: number[] = [];
  let greatest = Number.NEGATIVE_INFINITY;
  for (const number of seen) {
    if (once.has(number)) {
      doubled.push(number);
      continue;
    }
    once.add(number);
    if (number < greatest) disordered.push(number);
    greatest = Math.max(greatest, number);
  }
  return { lost: [...expected].filter((number) => !once.has(number)), doubled, disordered };
}
