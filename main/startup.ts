/** What both composition roots do before there is a shell. */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { bareOf } from '../app/jid.ts';
import type { RunArguments } from './arguments.ts';
import type { DemoAccount, KithOptions } from './kith.ts';
import type { Log } from './log.ts';
import type { LogFile } from './log-file.ts';

const demoFile = v.object({
  address: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const address = bareOf(dataset.value);
      if (address !== undefined) return address;
      addIssue({ message: 'address: not an address' });
      return NEVER;
    }),
  ),
  password: v.string(),
  host: v.exactOptional(v.string()),
  port: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
});

/** Reads what the arguments point to; throws an Error in words when a file is not what it should be. */
export async function kithOptions(
  args: RunArguments,
  version: string,
  { log, file }: { readonly log: Log; readonly file: LogFile },
): Promise<KithOptions> {
  await mkdir(args.dataDir, { recursive: true, mode: 0o700 });
  return {
    dataDir: args.dataDir,
    hidden: args.hidden,
    extraCas: args.ca === undefined ? [] : [await readCertificates(args.ca)],
    ...(args.demo === undefined ? {} : { demo: await readDemo(args.demo) }),
    links: args.links,
    ...(args.chat === undefined ? {} : { chat: args.chat }),
    version,
    log,
    logFile: file,
  };
}

async function readCertificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Error(`${path}: no PEM certificate in it`);
  return text;
}

async function readDemo(path: string): Promise<DemoAccount> {
  const result = v.safeParse(demoFile, JSON.parse(await readFile(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${result.issues[0].message}`);
  return result.output;
}

/** The page's built files: beside the built main process, or in dist/ when the sources run as they are. */
export function pagesFolder(here: string): string {
  return builtFolder(here, 'renderer', 'index.html');
}

/** The drawn icons: copied beside the built main process in a package, where they are kept otherwise. */
export function iconsFolder(here: string): string {
  const places = [
    join(here, '..', 'icons'),
    join(here, '..', '..', 'build', 'icons'),
    join(here, '..', 'build', 'icons'),
  ];
  const found = places.find((folder) => existsSync(join(folder, 'icon.png')));
  if (found === undefined) throw new Error('the icons are missing: build/icons');
  return found;
}

function builtFolder(here: string, name: string, file: string): string {
  const found = [join(here, '..', 'dist', name), join(here, '..', name)].find((folder) =>
    existsSync(join(folder, file)),
  );
  if (found === undefined) throw new Error(`dist/${name} is not built: npm run build`);
  return found;
}

/** A defect of ours is written down and Kith goes on: one stanza that nobody thought of must not take every account offline. */
export function surviveDefects(log: Log): void {
  process.on('uncaughtException', (error, origin) => {
    log.warn('defect', { origin, reason: error instanceof Error ? error.stack : String(error) });
  });
}
