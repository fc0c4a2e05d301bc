/** What a soak found: figures for reading, and the ones among them that must be nothing. */

export interface Finding {
  readonly name: string;
  readonly value: string | number;
  /** A fault of Kith's when it is not 0. */
  readonly mustBeZero?: true;
}

export const must = (name: string, value: number): Finding => ({ name, value, mustBeZero: true });
export const figure = (name: string, value: string | number): Finding => ({ name, value });

export const broken = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ mustBeZero, value }) => mustBeZero === true && value !== 0);

export function tableOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length)) + 2;
  return findings
    .map(({ name, value, mustBeZero }) => {
      const mark = mustBeZero === true && value !== 0 ? '  <- must be 0' : '';
      return `  ${name.padEnd(width)}${String(value).padStart(10)}${mark}`;
    })
    .join('\n');
}

/** The value that this share (0 to 1) of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const spread = (values: readonly number[]): string =>
  values.length === 0
    ? 'none'
    : `${Math.round(quantile(values, 0.5))} / ${Math.round(quantile(values, 0.95))} / ${Math.round(Math.max(...values))}`;
