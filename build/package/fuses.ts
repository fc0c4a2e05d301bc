/**
 * The fuses of a packaged program, read from the file itself and compared with electron-builder.yml: signing can spoil
 * what flipping set. `npm run fuses -- PROGRAM`, where PROGRAM is the executable, or the .app on macOS.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { load } from 'js-yaml';
import { root } from '../bundle.ts';

/** electron-builder's names for the positions in the wire. */
const POSITIONS = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
} as const;
export type FuseName = keyof typeof POSITIONS;
export type Fuses = Readonly<Record<FuseName, boolean>>;

/** What electron-builder.yml asks for; throws when a fuse is not named there. */
export async function wantedFuses(): Promise<Fuses> {
  const file = load(await readFile(join(root, 'electron-builder.yml'), 'utf8')) as {
    readonly electronFuses: Readonly<Record<string, unknown>>;
  };
  return eachFuse((name) => {
    const value = file.electronFuses[name];
    if (typeof value !== 'boolean') throw new Error(`electron-builder.yml: the fuse ${name} is not set`);
    return value;
  });
}

/** Those that the program doesn't have as wanted, in words; throws when it has no fuses at all. */
export async function wrongFuses(program: string, wanted: Fuses): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(program);
  return (Object.keys(POSITIONS) as FuseName[]).flatMap((name) => {
    const state = wire[POSITIONS[name]] as number | undefined;
    // The wire is one character a fuse: 1 is on, 0 is off, r is removed from this Electron.
    const character = state === undefined ? 'absent' : String.fromCharCode(state);
    return character === (wanted[name] ? '1' : '0') ? [] : [`${name} is ${character}`];
  });
}

function eachFuse(value: (name: FuseName) => boolean): Fuses {
  return Object.fromEntries((Object.keys(POSITIONS) as FuseName[]).map((name) => [name, value(name)])) as Fuses;
}

if (import.meta.main) {
  const [program] = process.argv.slice(2);
  if (program === undefined) throw new Error('which program? npm run fuses -- PROGRAM');
  const wrong = await wrongFuses(program, await wantedFuses());
  console.log(wrong.length === 0 ? `${program}: every fuse as wanted` : `${program}: ${wrong.join(', ')}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
