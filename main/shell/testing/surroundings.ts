import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** What was started, ended in the opposite order. */
export interface Cleanup {
  add(step: () => Promise<unknown> | unknown): void;
  run(): Promise<void>;
}

export function cleanup(): Cleanup {
  const steps: (() => Promise<unknown> | unknown)[] = [];
  return {
    add(step) {
      steps.push(step);
    },
    async run() {
      const problems: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          problems.push(error);
        }
      }
      if (problems.length > 0) throw new AggregateError(problems, 'Cleaning up failed.');
    },
  };
}

/** A folder for this test only. */
export async function temporaryFolder(clean: Cleanup, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `kith-${name}-`));
  clean.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Asks Linux to kill the program with this process, also when that is killed and can't clean up. */
const tether = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];

/** Starts a program that the clean-up ends. */
export function startProgram(
  clean: Cleanup,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  stdio: ('ignore' | 'pipe')[] = ['ignore', 'ignore', 'ignore'],
): ChildProcess {
  const [first = program, ...rest] = [...tether, program, ...args];
  const child = spawn(first, rest, { env, stdio });
  const ended = once(child, 'exit').catch(() => undefined);
  clean.add(async () => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await ended;
    clearTimeout(force);
  });
  return child;
}

/** An X server of its own, with no windows and nobody who manages them; resolves when it listens. */
export async function startXServer(
  clean: Cleanup,
  args: readonly string[] = [],
): Promise<{ readonly DISPLAY: string }> {
  const server = startProgram(
    clean,
    'Xvfb',
    // Without -noreset it begins anew, and drops whoever is just coming, when the only client so far goes.
    ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset', ...args],
    process.env,
    ['ignore', 'ignore', 'ignore', 'pipe'],
  );
  return { DISPLAY: `:${await firstLine(server.stdio[3] as Readable, 'Xvfb')}` };
}

/** An X display of its own with openbox; resolves when windows are managed. */
export async function startDisplay(clean: Cleanup): Promise<{ readonly DISPLAY: string }> {
  const display = await startXServer(clean);
  startProgram(clean, 'openbox', ['--sm-disable'], { ...process.env, ...display });
  await until(
    async () => (await output('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], display)).includes('#'),
    'openbox',
    30_000,
  );
  return display;
}

/** A session bus of its own, with nothing on it and nothing that it could start. */
export async function startBus(clean: Cleanup): Promise<{ readonly DBUS_SESSION_BUS_ADDRESS: string }> {
  const folder = await temporaryFolder(clean, 'bus');
  const config = join(folder, 'bus.conf');
  await writeFile(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${folder}/socket</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const daemon = startProgram(
    clean,
    'dbus-daemon',
    ['--config-file', config, '--nofork', '--print-address=3'],
    process.env,
    ['ignore', 'ignore', 'ignore', 'pipe'],
  );
  return { DBUS_SESSION_BUS_ADDRESS: await firstLine(daemon.stdio[3] as Readable, 'dbus-daemon') };
}

/** What a program printed; empty when it failed. */
export async function output(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (piece: string) => {
    text += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? text.trim() : '';
}

/** Asks again until it is so; for what the outside world does without telling. */
export async function until(condition: () => Promise<boolean> | boolean, what: string, limit = 10_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`It did not happen within ${limit} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function firstLine(stream: Readable, program: string): Promise<string> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n')).trim();
  }
  throw new Error(`${program} ended at once.`);
}
