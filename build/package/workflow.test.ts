/** The release workflow can't be run here: what can be read of it is checked. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { root } from '../bundle.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
const { permissions, jobs } = load(await readFile(join(root, '.github', 'workflows', 'release.yml'), 'utf8')) as {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
};
const steps = Object.values(jobs).flatMap((job) => job.steps);

test('it may write nothing but the draft of a release, which comes last', () => {
  expect(permissions).toEqual({ contents: 'read' });
  const writing = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined);
  expect(writing.map(([name, job]) => [name, job.permissions])).toEqual([['draft', { contents: 'write' }]]);
  expect(jobs.draft?.needs).toEqual(['stories', 'package']);
});

test('foreign steps have a version and are the platform’s own', () => {
  const foreign = steps.flatMap(({ uses }) => uses ?? []);
  expect(foreign.length).toBeGreaterThan(0);
  for (const uses of foreign) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
});

test('secrets are in the environment of the steps that sign, never in a command line or a whole job', () => {
  for (const { run } of steps) expect(run ?? '').not.toContain('secrets.');
  for (const job of Object.values(jobs)) expect(JSON.stringify(job.env ?? {})).not.toContain('secrets.');
  const holders = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes('secrets.'));
  for (const { run } of holders) expect(run).toContain('npm run package');
});

test('what is installed is what the lock says, and the final program is looked at', () => {
  const runs = steps.flatMap(({ run }) => run ?? []);
  expect(runs.filter((run) => /npm (i|install|add)\b/.test(run))).toEqual([]);
  const order = ['npm run package', 'npm run fuses', 'npm run smoke'].map((command) =>
    (jobs.package?.steps ?? []).findLastIndex(({ run }) => run?.includes(command) ?? false),
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
});
