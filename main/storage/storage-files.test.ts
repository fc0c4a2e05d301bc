import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { downloadsFolder, freeName } from './downloads.ts';
import { createExportFile } from './export-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('an export is under its name when it is whole, and not before', async () => {
  const path = join(folder, 'Kith.jsonl');
  writeFileSync(path, 'an earlier one');
  const file = await createExportFile(path);
  await Promise.all([file.write('one\n'), file.write('zwei ✓\n')]);
  expect(readFileSync(path, 'utf8')).toBe('an earlier one');
  expect(await file.finish()).toBe(Buffer.byteLength('one\nzwei ✓\n'));
  expect(readFileSync(path, 'utf8')).toBe('one\nzwei ✓\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('an export that is given up leaves nothing', async () => {
  const path = join(folder, 'Kith.jsonl');
  const file = await createExportFile(path);
  await file.write('one\n');
  await file.abandon();
  expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
});

it('without a dialog it goes to the folder for downloads, as the desktop names it', async () => {
  const env = { XDG_CONFIG_HOME: join(folder, 'config') };
  expect(await downloadsFolder({ home: folder, env })).toBe(folder);
  mkdirSync(join(folder, 'Downloads'));
  expect(await downloadsFolder({ home: folder, env })).toBe(join(folder, 'Downloads'));
  mkdirSync(join(folder, 'config'));
  mkdirSync(join(folder, '다운로드'));
  writeFileSync(join(folder, 'config', 'user-dirs.dirs'), '# words\nXDG_DOWNLOAD_DIR="$HOME/다운로드"\n');
  expect(await downloadsFolder({ home: folder, env })).toBe(join(folder, '다운로드'));
});

it('no file is written over', () => {
  expect(freeName(folder, 'Kith.jsonl')).toBe(join(folder, 'Kith.jsonl'));
  writeFileSync(join(folder, 'Kith.jsonl'), '');
  writeFileSync(join(folder, 'Kith 2.jsonl'), '');
  expect(freeName(folder, 'Kith.jsonl')).toBe(join(folder, 'Kith 3.jsonl'));
});
