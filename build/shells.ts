/** Which shell Kith can run in here: Electron where its program is to be had, else an installed browser under Node. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, root } from './bundle.ts';

export interface Shell {
  readonly name: 'electron' | 'chromium';
  readonly program: string;
  /** Before Kith's own arguments. */
  readonly args: readonly string[];
}

const electronPackage = join(root, 'node_modules', 'electron');
/** A hundred megabytes on a slow line, and not for ever where nothing answers. */
const DOWNLOAD_LIMIT = 300_000;

/** As Electron's own package names it in its path.txt, which is only there once it has been downloaded. */
const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function electronProgram(): string | undefined {
  const named = join(electronPackage, 'path.txt');
  const file = existsSync(named) ? readFileSync(named, 'utf8') : undefined;
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (elsewhere !== undefined) return existing(join(elsewhere, file ?? PROGRAMS[process.platform] ?? 'electron'));
  return file === undefined ? undefined : existing(join(electronPackage, 'dist', file));
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

function electron(): Shell | undefined {
  const program = electronProgram();
  if (program === undefined) return undefined;
  // Chromium's sandbox refuses to run as root; that is a container or a test, never how people run it.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { name: 'electron', program, args: [...asRoot, root] };
}

export const chromium: Shell = {
  name: 'chromium',
  program: process.execPath,
  args: [join(dist, 'chromium', 'main.js')],
};

/** The shells that can be started here as things are, without a download. */
export function shellsHere(): readonly Shell[] {
  const first = electron();
  return first === undefined ? [chromium] : [first, chromium];
}

/** Electron, fetched if need be; the browser when it can't be had. Says in a line which and why. */
export function chooseShell(say: (line: string) => void): Shell {
  const there = electron();
  if (there !== undefined) {
    say(`kith: starting in Electron (${there.program})`);
    return there;
  }
  const install = spawnSync(process.execPath, [join(electronPackage, 'install.js')], {
    encoding: 'utf8',
    timeout: DOWNLOAD_LIMIT,
  });
  const fetched = install.status === 0 ? electron() : undefined;
  if (fetched !== undefined) {
    say(`kith: starting in Electron, downloaded just now (${fetched.program})`);
    return fetched;
  }
  const reason = install.stderr?.split('\n').find((line) => /error/i.test(line)) ?? `code ${install.status}`;
  say(`kith: starting in an installed browser, as Electron's program could not be downloaded (${reason.trim()})`);
  return chromium;
}
