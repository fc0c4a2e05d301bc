import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog, openLogFile } from './log-file.ts';

let folder: string;
const text = (name = 'kith.log') => readFileSync(join(folder, 'logs', name), 'utf8');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kith-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps problems, everything, or nothing', () => {
  const shown: string[] = [];
  const { log, file } = openLog(folder, (line) => void shown.push(line));
  log.info('begins');
  log.warn('goes wrong', { attempt: 2 });
  file.setLevel('everything');
  log.info('goes on');
  file.setLevel('nothing');
  log.warn('goes wrong again');
  expect(text()).toMatch(/^\S+ warn "goes wrong" attempt=2\n\S+ info "goes on"\n$/);
  expect(shown).toHaveLength(4);
});

it('is for its owner only, and goes on where the last run ended', () => {
  for (const run of ['one', 'two']) openLogFile(folder, () => undefined).warn(run);
  expect(text().split('\n')).toHaveLength(3);
  expect(statSync(join(folder, 'logs', 'kith.log')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
});

it('never has more than two megabytes', () => {
  const log = openLogFile(folder, () => undefined);
  const long = 'x'.repeat(300_000);
  for (let i = 0; i < 10; i++) log.warn(`${i}`, { long });
  for (const name of ['kith.log', 'kith.old.log']) expect(text(name).length).toBeLessThanOrEqual(1_000_000);
  expect(text()).toContain('"9"');
});

it('says once that it can not be written, and does no harm', async () => {
  await writeFile(join(folder, 'logs'), 'in the way');
  const failures: string[] = [];
  const log = openLogFile(folder, (reason) => void failures.push(reason));
  log.warn('one');
  log.warn('two');
  expect(failures).toHaveLength(1);
  expect(existsSync(join(folder, 'logs', 'kith.log'))).toBe(false);
});
