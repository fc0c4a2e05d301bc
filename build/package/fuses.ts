/**
 * The fuses of a packaged program, read from the file itself and compared with what is wanted: signing can spoil what
 * flipping set. `npm run fuses -- PROGRAM`, where PROGRAM is the executable, or the .app on macOS.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
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
  wasmTrapHandlers: FuseV1Options.WasmTrapHandlers,
} as const;
export type FuseName = keyof typeof POSITIONS;
export type Fuses = Readonly<Record<FuseName, boolean>>;
const NAMES = Object.keys(POSITIONS) as FuseName[];

/** Fuses that electron-builder can't name yet, and so electron-builder.yml can't either; older Electrons have none of them. */
const NEWER = {
  // As Electron has it: the page's policy lets no WebAssembly run anyway, and off it would only be slower in Node.
  wasmTrapHandlers: true,
} as const;

/** What is wanted of every fuse that is known; throws when one is not named in electron-builder.yml. */
export async function wantedFuses(): Promise<Fuses> {
  const file = load(await readFile(join(root, 'electron-builder.yml'), 'utf8')) as {
    readonly electronFuses: Readonly<Record<string, unknown>>;
  };
  const all: Readonly<Record<string, unknown>> = { ...file.electronFuses, ...NEWER };
  const values = NAMES.map((name) => {
    const value = all[name];
    if (typeof value !== 'boolean') throw new Error(`electron-builder.yml: the fuse ${name} is not set`);
    return [name, value];
  });
  return Object.fromEntries(values) as Fuses;
}

/** Those that the program doesn't have as wanted, in words; throws when it has no fuses at all. */
export async function wrongFuses(program: string, wanted: Fuses): Promise<readonly string[]> {
  const { version: _, ...wire } = await getCurrentFuseWire(program);
  const known: readonly number[] = Object.values(POSITIONS);
  // The wire is one character a fuse: 1 is on, 0 is off, r is removed from this Electron.
  const characterAt = (position: number) => {
    const state = (wire as Readonly<Record<number, number>>)[position];
    return state === undefined ? 'absent' : String.fromCharCode(state);
  };
  const wrong = NAMES.flatMap((name) => {
    const character = characterAt(POSITIONS[name]);
    if (character === 'absent' && name in NEWER) return [];
    return character === (wanted[name] ? '1' : '0') ? [] : [`${name} is ${character}`];
  });
  const strangers = Object.keys(wire)
    .map(Number)
    .filter((position) => !known.includes(position));
  return [
    ...wrong,
    ...strangers.map((position) => `fuse ${position}, which nobody decided about, is ${characterAt(position)}`),
  ];
}

/** Sets those that electron-builder can't; before it signs. */
export async function flipNewer(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program);
  const there = (Object.keys(NEWER) as (keyof typeof NEWER)[]).filter((name) => POSITIONS[name] in wire);
  if (there.length === 0) return;
  await flipFuses(program, {
    version: FuseVersion.V1,
    ...Object.fromEntries(there.map((name) => [POSITIONS[name], NEWER[name]])),
  });
}

if (import.meta.main) {
  const [program] = process.argv.slice(2);
  if (program === undefined) throw new Error('which program? npm run fuses -- PROGRAM');
  const wrong = await wrongFuses(program, await wantedFuses());
  console.log(wrong.length === 0 ? `${program}: every fuse as wanted` : `${program}: ${wrong.join(', ')}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
