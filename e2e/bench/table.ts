/** The figures as a table for a terminal, and as JSON. */
import { type Figure, ratioOf, type Spread, spreadOf, type Unit } from './figure.ts';

const NAME = 58;
const NUMBER = 10;

export interface Report {
  readonly bench: string;
  readonly figures: readonly Figure[];
}

export function tableOf(reports: readonly Report[]): string {
  const lines = [line('', 'minimum', 'median', 'maximum', 'times the baseline')];
  for (const { bench, figures } of reports) {
    lines.push('', bench);
    for (const figure of figures) {
      lines.push(valuesLine(`  ${figure.name}`, figure.runs, figure.unit));
      for (const baseline of figure.beside) {
        const ratio = ratioOf(figure.runs, baseline.runs);
        lines.push(valuesLine(`    beside: ${baseline.name}`, baseline.runs, figure.unit, ratio));
      }
    }
  }
  return lines.join('\n');
}

export function jsonOf(reports: readonly Report[], machine: Readonly<Record<string, unknown>>): string {
  const figures = reports.flatMap(({ bench, figures }) =>
    figures.map((figure) => ({
      bench,
      name: figure.name,
      unit: figure.unit,
      ...spreadOf(figure.runs),
      runs: figure.runs,
      beside: figure.beside.map((baseline) => ({
        name: baseline.name,
        ...spreadOf(baseline.runs),
        runs: baseline.runs,
        ratio: ratioOf(figure.runs, baseline.runs),
      })),
    })),
  );
  return `${JSON.stringify({ machine, figures }, null, 2)}\n`;
}

function valuesLine(name: string, runs: readonly number[], unit: Unit, ratio?: Spread): string {
  const { min, median, max } = spreadOf(runs);
  const times = ratio === undefined ? '' : `${amount(ratio.median)} (${amount(ratio.min)} to ${amount(ratio.max)})`;
  return line(name, shown(min, unit), shown(median, unit), shown(max, unit), times);
}

function line(name: string, ...[min, median, max, times]: readonly string[]): string {
  const numbers = [min, median, max].map((text = '') => text.padStart(NUMBER)).join('');
  return `${name.padEnd(NAME)}${numbers}   ${times ?? ''}`.trimEnd();
}

const shown = (value: number, unit: Unit): string => (unit === 'count' ? amount(value) : `${amount(value)} ${unit}`);

/** Three digits are more than such figures are worth. */
function amount(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2);
}
