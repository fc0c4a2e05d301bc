/** What a package must have in it, and must not: looked up in what was built, on any system. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { trayFiles } from '../../main/shell/electron/tray-icons.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { root } from '../bundle.ts';

/** Those that are named at run time; a picture of twice the size lies beside it. */
const ICONS = [
  'icon.png',
  ...trayFiles().flatMap((file) => (file.endsWith('.png') ? [file, file.replace('.png', '@2x.png')] : [file])),
];
const WANTED = [
  'package.json',
  'LICENSE',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/renderer/index.html',
  ...ICONS.map((file) => `dist/icons/${file}`),
];
/** Of the page's files the bundler makes up the names. No source maps: they have the paths of whoever built. */
const ALLOWED = /^dist\/renderer\/(assets|sounds)\/[^/]+\.(js|css|png|svg|webp|woff2|wav)$/;

/** What is wrong with every app.asar below `folder`, in words; none there is a fault, too. */
export async function packagedFaults(folder: string): Promise<readonly string[]> {
  const paths = await readdir(folder, { recursive: true });
  const named = (name: string) => paths.filter((path) => basename(path) === name).map((path) => join(folder, path));
  const archives = named('app.asar');
  if (archives.length === 0) return [`${folder}: no app.asar in it`];
  // What Electron would start in the place of ours.
  const others = [
    ...named('default_app.asar'),
    ...named('app').filter((path) => basename(dirname(path)).toLowerCase() === 'resources'),
  ];
  return [...others.map((path) => `${path} does not belong there`), ...archives.flatMap(faultsOf)];
}

function faultsOf(archive: string): readonly string[] {
  // The archive's own separator is that of the system.
  const files = listPackage(archive, { isPack: false })
    .filter((path) => !('files' in statFile(archive, path.replace(/^[\\/]/, ''))))
    .map((path) => path.replaceAll('\\', '/').replace(/^\//, ''));
  const strangers = files.filter((path) => !WANTED.includes(path) && !ALLOWED.test(path));
  return [
    ...WANTED.filter((path) => !files.includes(path)).map((path) => `${path} is missing`),
    ...strangers.map((path) => `${path} does not belong there`),
    ...files
      .filter((path) => /\.(c?js|html|css)$/.test(path) && namesBuilder(archive, path))
      .map((path) => `${path} names the folder that it was built in`),
    ...(files.includes('package.json') ? packageFaults(archive) : []),
  ].map((fault) => `${archive}: ${fault}`);
}

function namesBuilder(archive: string, path: string): boolean {
  return extractFile(archive, path).includes(root);
}

/** Electron starts `main` and takes name, version and desktop file from there; nothing else needs to be known. */
function packageFaults(archive: string): readonly string[] {
  const packaged = JSON.parse(extractFile(archive, 'package.json').toString()) as Readonly<Record<string, unknown>>;
  const same = ['name', 'productName', 'version', 'main', 'type', 'desktopName'] as const;
  return [
    ...same.filter((key) => packaged[key] !== packageFile[key]).map((key) => `package.json: ${key} is not ours`),
    ...['scripts', 'devDependencies'].filter((key) => key in packaged).map((key) => `package.json: has ${key}`),
  ];
}
