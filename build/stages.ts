/** The parts of `npm test`. Each gives how many checks passed and failed; one that crashes has failed at least once. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './bundle.ts';
import { runChild } from './run-child.ts';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const script = (...path: string[]): string => join(root, 'node_modules', ...path);

async function oneCheck(program: string, args: readonly string[]): Promise<Count> {
  return (await runChild(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs something that leaves a JSON report at the path it is given and gives its exit code; counts with `read`. */
export async function reported(
  run: (report: string) => Promise<number>,
  read: (report: unknown) => Count,
): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-report-'));
  try {
    const file = join(folder, 'report.json');
    const code = await run(file);
    const count = await readFile(file, 'utf8')
      .then((text) => read(JSON.parse(text)))
      .catch((error: unknown): Count => {
        console.error(`no whole report: ${String(error)}`);
        return { passed: 0, failed: 1 };
      });
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const types = (): Promise<Count> => oneCheck(bin('tsc'), ['-p', '.']);
/** app/ without Node's and the DOM's types: neither exists for it. */
export const coreTypes = (): Promise<Count> => oneCheck(bin('tsc'), ['-p', 'app']);
export const lint = (): Promise<Count> => oneCheck(bin('biome'), ['check', '--error-on-warnings', '.']);

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export function countVitest(report: VitestReport): Count {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = report;
  // A file that failed without any test of it failing: it could not be loaded, or not be prepared.
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length, skipped: numPendingTests };
}

export function unit(args: readonly string[] = []): Promise<Count> {
  return reported(
    (file) =>
      runChild(process.execPath, [
        script('vitest', 'vitest.mjs'),
        ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      ]),
    (report) => countVitest(report as VitestReport),
  );
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

export function countPlaywright({ stats, errors }: PlaywrightReport): Count {
  // Only CI tries twice (playwright.config.ts); its list names what needed it.
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

export function e2e(args: readonly string[] = []): Promise<Count> {
  return reported(
    (file) =>
      runChild(process.execPath, [script('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', ...args], {
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      }),
    (report) => countPlaywright(report as PlaywrightReport),
  );
}
