/**
 * `npm run package [-- TARGET…] [--arch x64] [--arch arm64]`: builds what this machine can of electron-builder.yml into
 * release/, and says in one line what it could not build and why. Electron is the one of ELECTRON_OVERRIDE_DIST_PATH, else
 * the one that was downloaded; for another processor than this machine's it is downloaded by electron-builder.
 *
 * KITH_UPDATES says where the packages look for the next version: `github:OWNER/NAME`, or the https: address of a folder.
 * Without it they are never updated by themselves.
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AfterPackContext, archFromString, build, type Configuration, Platform } from 'electron-builder';
import { root } from '../bundle.ts';
import { ensureBuilt } from '../freshness.ts';
import { packagedFaults } from './contents.ts';
import { flipNewer } from './fuses.ts';
import { forgetEmpty, signing } from './signing.ts';
import { updateSource } from './update-source.ts';

/** What electron-builder fetches at the first use comes from there. */
const DOWNLOADS = 'https://github.com';

interface Target {
  readonly name: string;
  /** Why it can't be built here; undefined if it can. */
  readonly obstacle: () => Promise<string | undefined> | string | undefined;
}

const fetched = (what: string) => async () =>
  (await reachable()) ? undefined : `${what} is not here and can't be downloaded`;
const archiver = () => (sevenZip() === undefined ? 'needs 7-Zip (Debian: 7zip)' : undefined);

const TARGETS: Readonly<Partial<Record<NodeJS.Platform, readonly Target[]>>> = {
  linux: [
    { name: 'dir', obstacle: () => undefined },
    { name: 'tar.gz', obstacle: archiver },
    { name: 'zip', obstacle: archiver },
    { name: 'AppImage', obstacle: fetched('its runtime') },
    { name: 'deb', obstacle: fetched('fpm') },
    { name: 'rpm', obstacle: () => (onPath('rpmbuild') ? fetched('fpm')() : 'needs rpmbuild') },
    { name: 'flatpak', obstacle: () => (onPath('flatpak-builder') ? undefined : 'needs flatpak-builder') },
  ],
  darwin: [
    { name: 'dir', obstacle: () => undefined },
    { name: 'dmg', obstacle: fetched('its tool') },
    { name: 'zip', obstacle: () => undefined },
  ],
  win32: [
    { name: 'dir', obstacle: () => undefined },
    { name: 'nsis', obstacle: fetched('NSIS') },
    { name: 'msi', obstacle: fetched('WiX') },
  ],
};

/** The MSI is for administrators, whose machines have the usual processor. */
function forArch(names: readonly string[], arch: string): string[] {
  return names.filter((name) => name !== 'msi' || arch === 'x64');
}

let answer: Promise<boolean> | undefined;
function reachable(): Promise<boolean> {
  answer ??= fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
  return answer;
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function sevenZip(): string | undefined {
  return process.env.ELECTRON_BUILDER_7ZIP_PATH ?? ['/usr/bin/7zz', '/usr/bin/7z'].find((path) => existsSync(path));
}

/** The folder with Electron's program; undefined: electron-builder has to download it. */
function electronFolder(): string | undefined {
  const downloaded = join(root, 'node_modules', 'electron', 'dist');
  return process.env.ELECTRON_OVERRIDE_DIST_PATH ?? (existsSync(downloaded) ? downloaded : undefined);
}

/** What stands before the fuses in every program that has them (@electron/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

async function hasFuses(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return (await readFile(join(folder, 'electron'))).includes(SENTINEL);
}

/** The program in a packed folder, as @electron/fuses wants it. */
function programIn({ appOutDir, packager, electronPlatformName }: AfterPackContext): string {
  const name = electronPlatformName === 'linux' ? 'kith' : packager.appInfo.productFilename;
  return join(appOutDir, `${name}${{ darwin: '.app', win32: '.exe' }[electronPlatformName] ?? ''}`);
}

async function main(argv: readonly string[]): Promise<number> {
  const { positionals: names, values } = parseArgs({
    args: [...argv],
    options: { arch: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const arches = values.arch ?? [process.arch];
  const source = updateSource(process.env.KITH_UPDATES);
  forgetEmpty(process.env);
  const signed = signing(process.platform, process.env);
  const own = TARGETS[process.platform] ?? [];
  const stranger = names.find((name) => !own.some((target) => target.name === name));
  if (stranger !== undefined) {
    console.error(`kith: no package '${stranger}' here; there are ${own.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  // A folder has Electron for one processor, most likely this one.
  const electron = arches.every((arch) => arch === process.arch) ? electronFolder() : undefined;
  if (electron === undefined && !(await reachable())) {
    console.error(
      'kith: nothing was packaged: Electron is not here and can’t be downloaded; ELECTRON_OVERRIDE_DIST_PATH can name its folder',
    );
    return 1;
  }
  await ensureBuilt();

  const left: string[] = [];
  const wanted: string[] = [];
  for (const { name, obstacle } of own.filter((target) => names.length === 0 || names.includes(target.name))) {
    const reason = await obstacle();
    if (reason === undefined) wanted.push(name);
    else left.push(`${name} (${reason})`);
  }
  const fused = electron === undefined || (await hasFuses(electron));
  const config: Configuration = {
    extends: join(root, 'electron-builder.yml'),
    ...(electron === undefined ? {} : { electronDist: electron, electronVersion: await versionOf(electron) }),
    ...signed.config,
    async afterPack(context) {
      // Electron's own greeting: electron-builder leaves it there when Electron comes from a folder.
      const resources = context.packager.getResourcesDir(context.appOutDir);
      await rm(join(resources, 'default_app.asar'), { force: true });
      if (fused) await flipNewer(programIn(context));
    },
    ...(fused ? {} : { electronFuses: null }),
    ...(source === undefined ? {} : { publish: source }),
  };
  const zip = sevenZip();
  if (zip !== undefined) process.env.ELECTRON_BUILDER_7ZIP_PATH = zip;
  if (wanted.length > 0) {
    const made = await build({
      projectDir: root,
      targets: new Map([
        [Platform.current(), new Map(arches.map((arch) => [archFromString(arch), forArch(wanted, arch)]))],
      ]),
      publish: 'never',
      config,
    });
    for (const file of made) console.log(file);
    const faults = await packagedFaults(join(root, 'release'));
    for (const fault of faults) console.error(`kith: ${fault}`);
    if (faults.length > 0) return 1;
  }
  if (source === undefined)
    console.error('kith: these packages will not update themselves: KITH_UPDATES says from where');
  if (signed.missing !== undefined) console.error(`kith: ${signed.missing}`);
  if (!fused) console.error('kith: without fuses, as this Electron has none: not for people');
  if (left.length > 0) console.error(`kith: not built here: ${left.join(', ')}`);
  return names.length > 0 && left.length > 0 ? 1 : 0;
}

async function versionOf(folder: string): Promise<string> {
  return (await readFile(join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
}

process.exitCode = await main(process.argv.slice(2));
