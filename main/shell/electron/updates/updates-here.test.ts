import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cleanup, temporaryFolder } from '../../testing/surroundings.ts';
import { type InstallFacts, installedAs } from './installed-as.ts';
import { startedAgainWith, updatesHere } from './updates-here.ts';

const clean = cleanup();
afterEach(async () => {
  vi.unstubAllEnvs();
  await clean.run();
});

let folder: string;
let resources: string;
beforeEach(async () => {
  folder = await temporaryFolder(clean, 'installed');
  resources = join(folder, 'resources');
  await mkdir(resources);
});

const facts = (platform: NodeJS.Platform, more: Partial<InstallFacts> = {}): InstallFacts => ({
  platform,
  isPackaged: true,
  env: {},
  resources,
  folder,
  ...more,
});
const appImage = { APPIMAGE: '/home/ann/Kith.AppImage', APPDIR: '/tmp/.mount' };
const withSource = () => writeFile(join(resources, 'app-update.yml'), 'provider: generic\n');

test('nothing is updated by itself that does not know from where, or runs from its sources', async () => {
  expect(installedAs(facts('linux', { env: appImage }))).toBe('by-hand');
  expect(installedAs(facts('darwin'))).toBe('by-hand');
  await withSource();
  expect(installedAs(facts('darwin', { isPackaged: false }))).toBe('by-hand');
  expect(installedAs(facts('darwin'))).toBe('mac');
});

test('on Linux only an AppImage updates itself: the rest is the package manager’s, or was unpacked', async () => {
  await withSource();
  expect(installedAs(facts('linux'))).toBe('by-hand');
  expect(installedAs(facts('linux', { env: appImage }))).toBe('app-image');
  expect(installedAs(facts('linux', { env: { FLATPAK_ID: 'im.kith.Kith' } }))).toBe('system');
  expect(installedAs(facts('linux', { env: { SNAP: '/snap/kith/1' } }))).toBe('system');
  await writeFile(join(resources, 'package-type'), 'deb');
  expect(installedAs(facts('linux'))).toBe('system');
  expect(installedAs(facts('linux', { env: appImage }))).toBe('app-image');
});

test('on Windows the MSI is the administrator’s', async () => {
  expect(installedAs(facts('win32'))).toBe('system');
  await withSource();
  expect(installedAs(facts('win32'))).toBe('system');
  await writeFile(join(folder, 'Uninstall Kith.exe'), '');
  expect(installedAs(facts('win32'))).toBe('nsis');
});

test('it is started again with what it was started with, but for what was meant for once', () => {
  expect(startedAgainWith(['--data-dir', '/x', '--hidden', 'xmpp:ann@example.org', 'XMPP:b@c'])).toEqual([
    '--data-dir',
    '/x',
  ]);
});

test('it ends in any case, also where there is nothing to put in place', async () => {
  const calls: string[] = [];
  const electron = {
    app: {
      getVersion: () => '1.0.0',
      getName: () => 'Kith',
      getPath: () => folder,
      isPackaged: true,
      whenReady: () => Promise.resolve(),
      quit: () => calls.push('quit'),
    },
    net: { isOnline: () => true },
  } as never;
  const log = { info: () => undefined, warn: (event: string) => calls.push(event) };
  const parts = { electron, dataDir: folder, args: [], extraCas: [], log };
  updatesHere({ ...parts, facts: facts('linux') }).end();
  expect(calls).toEqual(['quit']);
  await withSource();
  const updates = updatesHere({ ...parts, facts: facts('linux', { env: appImage }) });
  expect(updates.elsewhere).toBeUndefined();
  expect(updates.online()).toBe(true);
  updates.end();
  updates.installAtQuit(true);
  updates.end();
  expect(calls).toEqual(['quit', 'quit', 'the new version was not put in place', 'quit']);
});
