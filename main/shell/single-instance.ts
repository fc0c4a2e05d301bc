/**
 * One Kith for a data folder, without Electron: the first listens at a local socket; a second one hands over its
 * arguments and goes. Electron has a lock of its own.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { listeners } from './listeners.ts';
import type { Undo } from './shell.ts';

export interface Instance {
  /** Another start with the same data folder; its arguments, program and script left out. */
  onSecondStart(listener: (argv: readonly string[]) => void): Undo;
  release(): Promise<void>;
}

/** How long the first one gets to take over the arguments, and the longest list that is read. */
const TIME_LIMIT = 3_000;
const LENGTH_LIMIT = 64 * 1024;

/** The lock, or undefined when another process has it and was given `argv`. */
export async function takeInstance(dataDir: string, argv: readonly string[]): Promise<Instance | undefined> {
  const path = await socketPath(dataDir);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const instance = await listen(path);
    if (instance !== undefined) return instance;
    if (await handOver(path, argv)) return undefined;
    await clearStale(path, argv);
  }
  throw new Error(`The lock at ${path} can't be taken.`);
}

/** A socket's path has to be short (108 bytes on Linux), so a deep data folder gets one in a private temporary folder. */
async function socketPath(dataDir: string): Promise<string> {
  const hash = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\kith-${userInfo().username}-${hash}`;
  const inside = join(resolve(dataDir), 'instance');
  if (Buffer.byteLength(inside) < 90) return inside;
  const folder = process.env.XDG_RUNTIME_DIR ?? join(tmpdir(), `kith-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `kith-${hash}`);
}

async function listen(path: string): Promise<Instance | undefined> {
  const starts = listeners<readonly string[]>();
  const server: Server = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(TIME_LIMIT, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece: string) => {
      text += piece;
      if (text.length > LENGTH_LIMIT) socket.destroy();
      if (!text.endsWith('\n')) return;
      const argv = readArguments(text);
      if (argv === undefined) {
        socket.destroy();
        return;
      }
      socket.end('taken\n');
      starts.tell(argv);
    });
  });
  const bound = await new Promise<boolean>((resolve, reject) => {
    server.once('listening', () => resolve(true));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(path);
  });
  if (!bound) return undefined;
  server.unref();
  return {
    onSecondStart: starts.add,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Whether somebody alive took the arguments. */
function handOver(path: string, argv: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    let answer = '';
    socket.setEncoding('utf8');
    socket.setTimeout(TIME_LIMIT, () => socket.destroy());
    socket.once('connect', () => socket.write(`${JSON.stringify(argv)}\n`));
    socket.on('data', (piece: string) => {
      answer += piece;
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve(answer === 'taken\n'));
  });
}

/** Takes a killed process's socket away. Moved aside first and asked once more: it could be a new one by now. */
async function clearStale(path: string, argv: readonly string[]): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await handOver(aside, argv)) await rename(aside, path);
  else await rm(aside, { force: true });
}

function readArguments(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
