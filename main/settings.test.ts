import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../app/settings/settings.ts';
import { VERSION } from '../app/settings/settings-file.ts';
import { openSettings } from './settings.ts';

let folder: string;
let warnings: string[];
let told: Settings[];
const path = () => join(folder, 'settings.json');
const open = () =>
  openSettings(
    folder,
    { info: () => undefined, warn: (event, fields) => void warnings.push(`${event} ${fields?.setting ?? ''}`.trim()) },
    (settings) => void told.push(settings),
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kith-settings-'));
  warnings = [];
  told = [];
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps a change, tells of it at once, and finds it again', async () => {
  const settings = await open();
  expect(settings.current()).toEqual(defaultSettings);
  const kept = settings.change({ theme: 'dark', zoom: undefined });
  expect(told).toEqual([{ ...defaultSettings, theme: 'dark' }]);
  await kept;
  const again = await open();
  expect(again.current()).toEqual({ ...defaultSettings, theme: 'dark' });
  expect(again.aside).toBeUndefined();
  expect(warnings).toEqual([]);
});

it('takes over a file of before there were versions, without putting it aside', async () => {
  await writeFile(path(), JSON.stringify({ ...defaultSettings, sendTyping: false }));
  const settings = await open();
  expect(settings.aside).toBeUndefined();
  await settings.change({ theme: 'dark' });
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({
    version: VERSION,
    settings: { sendTyping: false, theme: 'dark' },
  });
});

it('writes down which setting was not understood', async () => {
  await writeFile(path(), JSON.stringify({ version: VERSION, settings: { theme: 'sepia', density: 'compact' } }));
  const settings = await open();
  expect(settings.current()).toEqual({ ...defaultSettings, density: 'compact' });
  expect(warnings).toEqual(['setting not understood theme']);
});

it('puts a newer file aside as it was, once, and goes on with what it understood', async () => {
  const newer = JSON.stringify({ version: VERSION + 1, settings: { sendReceipts: false, new: { deep: 1 } } });
  await writeFile(path(), newer);
  const settings = await open();
  expect(settings.aside).toEqual({ why: 'newer', file: 'settings.json.newer' });
  expect(settings.current().sendReceipts).toBe(false);
  expect(readFileSync(join(folder, 'settings.json.newer'), 'utf8')).toBe(newer);
  const again = await open();
  expect(again.aside).toBeUndefined();
  expect(again.current().sendReceipts).toBe(false);
});

it('puts every damaged file aside, not only the last', async () => {
  for (const text of ['{"one', '{"two', '{"three']) {
    await writeFile(path(), text);
    expect((await open()).aside?.why).toBe('damaged');
  }
  const kept = ['settings.json.damaged', 'settings.json.damaged-2', 'settings.json.damaged-3'];
  expect(kept.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['{"one', '{"two', '{"three']);
});

it('also what is no file at all', async () => {
  await mkdir(path());
  const settings = await open();
  expect(settings.aside?.file).toBe('settings.json.damaged');
  await settings.change({ theme: 'light' });
  expect((await open()).current().theme).toBe('light');
});

it('takes a change back that could not be kept, and only that one', async () => {
  const settings = await open();
  await settings.change({ density: 'compact' });
  // Nobody can write where a folder with something in it is in the way, not even root.
  await mkdir(`${path()}.new/full`, { recursive: true });
  await expect(settings.change({ theme: 'dark' })).rejects.toThrow();
  expect(settings.current()).toEqual({ ...defaultSettings, density: 'compact' });
  expect(told.map(({ theme }) => theme)).toEqual(['system', 'dark', 'system']);
  await rm(`${path()}.new`, { recursive: true });
  await settings.change({ theme: 'light' });
  expect((await open()).current()).toEqual({ ...defaultSettings, density: 'compact', theme: 'light' });
  expect(await readdir(folder)).toEqual(['settings.json']);
  expect(existsSync(`${path()}.new`)).toBe(false);
});
