/**
 * Virtuoso knows a row by its number. Rows are added and let go at both ends, so numbers are counted from somewhere in
 * the middle: a row keeps its number as long as it is there.
 */

export interface Numbered {
  readonly keys: readonly string[];
  /** Number of the first row. */
  readonly first: number;
  /** Grows when nothing of what was shown is there any more: then the list begins anew. */
  readonly generation: number;
}

const MIDDLE = 1_000_000;

export const NOTHING: Numbered = { keys: [], first: MIDDLE, generation: 0 };

export function renumber(before: Numbered, keys: readonly string[]): Numbered {
  if (before.keys.length === 0 || keys.length === 0) return { ...before, keys, first: before.first };
  const places = new Map(keys.map((key, place) => [key, place]));
  for (const [place, key] of before.keys.entries()) {
    const now = places.get(key);
    if (now !== undefined) return { ...before, keys, first: before.first + place - now };
  }
  return { keys, first: MIDDLE, generation: before.generation + 1 };
}
