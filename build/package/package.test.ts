import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { afterEach, expect, test } from 'vitest';
import { cleanup, temporaryFolder } from '../../main/shell/testing/surroundings.ts';
import { packagedFaults } from './contents.ts';
import { wantedFuses, wrongFuses } from './fuses.ts';

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
  });
  expect(await wrongFuses(await programWith('01001100'), wanted)).toEqual([]);
  expect(await wrongFuses(await programWith('11001r00'), wanted)).toEqual([
    'runAsNode is 1',
    'onlyLoadAppFromAsar is r',
  ]);
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

test('a package is looked into: what is missing, and what does not belong there', async () => {
  const whole = {
    'package.json': '{}',
    'dist/electron/main.js': '',
    'dist/electron/preload.cjs': '',
    'dist/renderer/index.html': '',
    'dist/icons/icon.png': '',
    'dist/icons/tray.png': '',
  };
  expect(await packagedFaults(await archive(whole))).toEqual([]);
  const { 'dist/electron/preload.cjs': _, ...part } = whole;
  const faults = await packagedFaults(
    await archive({ ...part, 'node_modules/x/index.js': '', 'dist/electron/main.js.map': '' }),
  );
  expect(faults.map((fault) => fault.slice(fault.indexOf(': ') + 2)).sort()).toEqual([
    'dist/electron/main.js.map does not belong there',
    'dist/electron/preload.cjs is missing',
    'node_modules does not belong there',
    'node_modules/x does not belong there',
    'node_modules/x/index.js does not belong there',
  ]);
  expect(await packagedFaults(await temporaryFolder(clean, 'empty'))).toHaveLength(1);
});
