/** What a bench found: the runs of Kith and, from the same minutes on the same machine, those of what it stands beside. */

export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  /** One value a run, the warm-up left out. */
  readonly runs: readonly number[];
  readonly beside: readonly Baseline[];
}

export interface Baseline {
  readonly name: string;
  readonly runs: readonly number[];
}

export type Unit = 'ms' | 'MB' | 'count';

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface Bench {
  /** As typed: `npm run bench -- NAME`. */
  readonly name: string;
  readonly about: string;
  measure(options: BenchOptions): Promise<readonly Figure[]>;
}

export interface BenchOptions {
  /** How often each thing is measured, after a warm-up. */
  readonly runs: number;
  /** A folder for CPU profiles (.cpuprofile) of the last run, where a bench can take them. */
  readonly profiles: string | undefined;
}

export function spreadOf(runs: readonly number[]): Spread {
  const sorted = runs.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { min: at(0), median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) };
}

/** How many times the baseline, run by run where both were run equally often, else of the medians. */
export function ratioOf(runs: readonly number[], baseline: readonly number[]): Spread {
  const each = runs.length === baseline.length;
  const other = spreadOf(baseline).median;
  return spreadOf(runs.map((value, index) => value / (each ? (baseline[index] ?? other) : other)));
}

/** Measures each in turn, so that what else the machine does meets all of them alike; the first round is thrown away. */
export async function inTurn<K extends string>(
  runs: number,
  each: Readonly<Record<K, () => Promise<number>>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(each) as K[];
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, number[]>;
  for (let run = -1; run < runs; run += 1) {
    for (const name of names) {
      const value = await each[name]();
      if (run >= 0) values[name].push(value);
    }
  }
  return values;
}
