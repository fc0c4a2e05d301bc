/** What a package must have in it, and must not: looked up in what was built, on any system. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { listPackage } from '@electron/asar';

const WANTED = [
  'package.json',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/renderer/index.html',
  'dist/icons/icon.png',
  'dist/icons/tray.png',
];
/** Nothing that only this machine needs, nothing that could be loaded past the bundles. */
const UNWANTED = /(^|\/)(node_modules|e2e|\.env|main|renderer\/src)(\/|$)|\.(map|ts|tsx)$/;

/** What is wrong with every app.asar below `folder`, in words; none there is a fault, too. */
export async function packagedFaults(folder: string): Promise<readonly string[]> {
  const archives = (await readdir(folder, { recursive: true })).filter((path) => basename(path) === 'app.asar');
  if (archives.length === 0) return [`${folder}: no app.asar in it`];
  return archives.flatMap((path) => faultsOf(join(folder, path)));
}

function faultsOf(archive: string): readonly string[] {
  // The archive's own separator is that of the system.
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').replace(/^\//, ''));
  return [
    ...WANTED.filter((path) => !files.includes(path)).map((path) => `${archive}: ${path} is missing`),
    ...files.filter((path) => UNWANTED.test(path)).map((path) => `${archive}: ${path} does not belong there`),
  ];
}
