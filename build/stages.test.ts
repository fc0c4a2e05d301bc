import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type Count, countPlaywright, countVitest, reported } from './stages.ts';

const asIs = (report: unknown): Count => report as Count;
const leaving =
  (count: Count, code: number) =>
  async (path: string): Promise<number> => {
    await writeFile(path, JSON.stringify(count));
    return code;
  };

test('a report is counted as it is', async () => {
  expect(await reported(leaving({ passed: 3, failed: 0 }, 0), asIs)).toEqual({ passed: 3, failed: 0 });
  expect(await reported(leaving({ passed: 3, failed: 2 }, 1), asIs)).toEqual({ passed: 3, failed: 2 });
});

test('a run that ends badly has failed, whatever its report says', async () => {
  expect(await reported(leaving({ passed: 3, failed: 0 }, 1), asIs)).toEqual({ passed: 3, failed: 1 });
});

test('a run that leaves no report, or half of one, has failed', async () => {
  expect(await reported(() => Promise.resolve(0), asIs)).toEqual({ passed: 0, failed: 1 });
  const half = async (path: string): Promise<number> => writeFile(path, '{"passed": 3').then(() => 0);
  expect(await reported(half, asIs)).toEqual({ passed: 0, failed: 1 });
});

test('a test file that does not load, or whose preparation fails, has failed', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'skipped' }] },
  ];
  const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, testResults };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 3, skipped: 1 });
});

test('an error outside of any story has failed; a story of a loaded machine that needed its second try has passed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 6, failed: 2, skipped: 2 });
});
