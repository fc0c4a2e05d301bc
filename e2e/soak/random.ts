/** Chance that can be had again: the same seed gives the same run, as far as the machine's timing lets it. */
export interface Chance {
  /** 0 <= n < 1. */
  next(): number;
  /** Both ends included. */
  int(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in this share (0 to 1) of the calls. */
  in(share: number): boolean;
}

/** mulberry32, by Tommy Ettinger (public domain): 32 bits of state are plenty for choosing faults. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    pick(from) {
      const picked = from[int(0, from.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    in: (share) => next() < share,
  };
}
