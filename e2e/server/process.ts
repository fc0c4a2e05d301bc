/**
 * Processes and folders that a test run starts never outlive it: not after a failure, not after a crash, not after
 * a kill -9 of the test worker. On Linux each child asks the kernel to be killed with its parent (PR_SET_PDEATHSIG).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children = new Set<ChildProcess>();
const folders = new Set<string>();

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  // A killed process is not gone at once, and may still be writing into its folder.
  if (children.size > 0 && folders.size > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
// Node ends without `exit` on these unless somebody listens; test runners end their workers so.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, () => {
    if (process.listenerCount(signal) === 0) process.exit(1);
  });
}

/** A new folder, removed when this process ends. Made in one step with that, so that no end can come in between. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `kith-${name}-`));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  folders.delete(folder);
}

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/** The command line that runs `command` so that it is killed when this process ends, however that ends. */
export function tethered(command: string, args: readonly string[]): [command: string, args: string[]] {
  return setpriv === undefined ? [command, [...args]] : [setpriv, ['--pdeathsig', 'KILL', command, ...args]];
}

export interface Tethered {
  readonly child: ChildProcess;
  readonly pid: number;
  /** All that it wrote to stdout and stderr so far. */
  output(): string;
  /** Resolves with what matched as soon as the output has it; rejects when the process ends or the time (ms) is over. */
  waitForOutput(pattern: RegExp, deadline?: number): Promise<RegExpExecArray>;
  /** Told of what it writes from now on, in the parts in which it comes. */
  onOutput(listener: (text: string) => void): () => void;
  running(): boolean;
  /** Sends the signal, and SIGKILL after 5 s; resolves when the process is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

export function spawnTethered(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; stdin?: boolean } = {},
): Tethered {
  const child = spawn(...tethered(command, args), {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: options.env ?? process.env,
    stdio: [options.stdin === true ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const hearers = new Set<(text: string) => void>();
  const take = (part: Buffer): void => {
    const text = part.toString('utf8');
    output += text;
    for (const hearer of [...hearers]) hearer(text);
    changed();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += `\n${command}: ${error.message}\n`;
      gone = true;
      children.delete(child);
      resolve();
      changed();
    });
    child.once('close', (code, signal) => {
      output += `\n${command} ended: ${signal ?? code}\n`;
      gone = true;
      children.delete(child);
      resolve();
      changed();
    });
  });

  return {
    child,
    pid: child.pid ?? -1,
    output: () => output,
    running: () => !gone,
    onOutput(listener) {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
    waitForOutput(pattern, deadline = 20_000) {
      return new Promise((resolve, reject) => {
        const settle = (): boolean => {
          const match = pattern.exec(output);
          if (match === null && !gone) return false;
          listeners.delete(look);
          clearTimeout(timer);
          if (match !== null) resolve(match);
          else reject(new Error(`${command} ended before ${pattern} was seen:\n${output.slice(-4_000)}`));
          return true;
        };
        const look = (): void => void settle();
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${command}: ${pattern} not seen within ${deadline} ms:\n${output.slice(-4_000)}`));
        }, deadline);
        if (!settle()) listeners.add(look);
      });
    },
    async end(signal = 'SIGTERM') {
      if (gone) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
