import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options } from '@electron/fuses';
import { afterEach, expect, test } from 'vitest';
import { trayFiles } from '../../main/shell/electron/tray-icons.ts';
import { cleanup, temporaryFolder } from '../../main/shell/testing/surroundings.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { root } from '../bundle.ts';
import { packagedFaults } from './contents.ts';
import { flipNewer, wantedFuses, wrongFuses } from './fuses.ts';

const clean = cleanup();
afterEach(clean.run);

/** A program as far as fuses go: the sentinel, the version 1, their number, and one character each. */
async function programWith(wire: string): Promise<string> {
  const file = join(await temporaryFolder(clean, 'fuses'), 'kith');
  const head = Buffer.from([1, wire.length]);
  await writeFile(
    file,
    Buffer.concat([Buffer.from('ELF…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), head, Buffer.from(wire), Buffer.from('…')]),
  );
  return file;
}

test('every fuse is named, and read from the program itself', async () => {
  const wanted = await wantedFuses();
  expect(wanted).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    wasmTrapHandlers: true,
  });
  // An Electron from before the newest fuse.
  expect(await wrongFuses(await programWith('01001100'), wanted)).toEqual([]);
  expect(await wrongFuses(await programWith('010011001'), wanted)).toEqual([]);
  expect(await wrongFuses(await programWith('11001r000'), wanted)).toEqual([
    'runAsNode is 1',
    'onlyLoadAppFromAsar is r',
    'wasmTrapHandlers is 0',
  ]);
  expect(await wrongFuses(await programWith('0100110010'), wanted)).toEqual([
    'fuse 9, which nobody decided about, is 0',
  ]);
});

test('no fuse that @electron/fuses knows is left to chance', async () => {
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  const wanted = Object.keys(await wantedFuses()).map((name) => name[0]?.toUpperCase() + name.slice(1));
  expect(wanted.sort()).toEqual(known.sort());
});

test('the fuses that electron-builder can’t set are set, where the program has them', async () => {
  const older = await programWith('01001100');
  await flipNewer(older);
  expect(await wrongFuses(older, await wantedFuses())).toEqual([]);
  const newer = await programWith('010011000');
  await flipNewer(newer);
  expect(await wrongFuses(newer, await wantedFuses())).toEqual([]);
});

async function archive(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder(clean, 'asar');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, 'app', path, '..'), { recursive: true });
    await writeFile(join(folder, 'app', path), text);
  }
  await mkdir(join(folder, 'release', 'resources'), { recursive: true });
  await createPackage(join(folder, 'app'), join(folder, 'release', 'resources', 'app.asar'));
  return join(folder, 'release');
}

/** As electron-builder packs it: of package.json only what Electron needs. */
const { name, productName, version, main, type, desktopName } = packageFile;
const packaged = { name, productName, version, main, type, desktopName, dependencies: packageFile.dependencies };

test('a package is looked into: what is missing, and what does not belong there', async () => {
  const icons = [...trayFiles(), ...trayFiles().map((file) => file.replace('.png', '@2x.png')), 'icon.png'];
  const whole = {
    'package.json': JSON.stringify(packaged),
    LICENSE: '',
    'dist/electron/main.js': '',
    'dist/electron/preload.cjs': '',
    'dist/renderer/index.html': '',
    'dist/renderer/assets/index-x.js': '',
    ...Object.fromEntries(icons.map((file) => [`dist/icons/${file}`, ''])),
  };
  expect(await packagedFaults(await archive(whole))).toEqual([]);
  const { 'dist/electron/preload.cjs': _, ...part } = whole;
  const faults = await packagedFaults(
    await archive({
      ...part,
      'package.json': JSON.stringify({ ...packaged, main: 'main.js', scripts: {} }),
      'dist/electron/main.js': `load("${root}/x")`,
      'node_modules/x/index.js': '',
      'dist/electron/main.js.map': '',
      'dist/renderer/assets/index-x.js.map': '',
      '.env': '',
    }),
  );
  expect(faults.map((fault) => fault.slice(fault.indexOf(': ') + 2)).sort()).toEqual([
    '.env does not belong there',
    'dist/electron/main.js names the folder that it was built in',
    'dist/electron/main.js.map does not belong there',
    'dist/electron/preload.cjs is missing',
    'dist/renderer/assets/index-x.js.map does not belong there',
    'node_modules/x/index.js does not belong there',
    'package.json: has scripts',
    'package.json: main is not ours',
  ]);
  expect(await packagedFaults(await temporaryFolder(clean, 'empty'))).toHaveLength(1);

  // Electron without the fuse for it would start these.
  const release = await archive(whole);
  await writeFile(join(release, 'resources', 'default_app.asar'), '');
  await mkdir(join(release, 'resources', 'app'));
  expect([...(await packagedFaults(release))].sort()).toEqual([
    `${join(release, 'resources', 'app')} does not belong there`,
    `${join(release, 'resources', 'default_app.asar')} does not belong there`,
  ]);
});
