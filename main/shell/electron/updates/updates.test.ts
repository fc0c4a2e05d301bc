/** electron-updater itself, against a source over TLS, with files in the place of AppImages. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { buildBlockMap } from 'app-builder-lib/out/targets/blockmap/blockmap.js';
import { dump } from 'js-yaml';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testAuthority } from '../../../../e2e/server/authority.ts';
import { startTunnelProxy } from '../../../../e2e/server/tunnel-proxy.ts';
import { systemClock } from '../../../clock.ts';
import { openTunnel } from '../../../xmpp/transport/proxy.ts';
import { systemResolver } from '../../../xmpp/transport/resolver.ts';
import { cleanup, temporaryFolder, until } from '../../testing/surroundings.ts';
import { KithAppImageUpdater, replaceFile } from './app-image.ts';
import { HttpsRequests } from './https-requests.ts';
import { electronUpdates } from './updates.ts';

const clean = cleanup();
afterEach(async () => {
  vi.unstubAllEnvs();
  await clean.run();
});

const NEW = Buffer.from(`#!/bin/sh\nprintf '%s\\n' new "$@" > "$(dirname "$0")/started"\n`.padEnd(300_000, '#'));
const hash = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');

interface Seen {
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

let folder: string;
let appImage: string;
/** What each path answers; what is absent is not found. */
let answers: Map<string, RequestListener>;
let seen: Seen[];
let origin: string;

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.add(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  folder = await temporaryFolder(clean, 'updates');
  appImage = join(folder, 'Kith.AppImage');
  await writeFile(appImage, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('APPIMAGE', appImage);
  answers = new Map();
  seen = [];
  const authority = await testAuthority();
  const { certificate, key } = await authority.issue('localhost', folder);
  const server = createServer({ cert: await readFile(certificate), key: await readFile(key) }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    seen.push({ path, headers: request.headers });
    const answer = answers.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  origin = `https://localhost:${await listen(server)}`;
  offer('2.0.0', NEW);
});

/** The source has this version, announced with the hash of `announced`. */
function offer(version: string, file: Buffer, announced = file): void {
  const info = {
    version,
    releaseDate: '2026-11-21T00:00:00Z',
    releaseNotes: '<p>All <b>new</b></p>',
    files: [{ url: 'kith-linux-x86_64.AppImage', sha512: hash(announced), size: file.length }],
  };
  answers.set('/latest-linux.yml', (_request, response) => response.end(dump(info)));
  answers.set('/kith-linux-x86_64.AppImage', (_request, response) => response.end(file));
}

interface SourceOptions {
  readonly trusted?: boolean;
  readonly source?: string;
  readonly useMultipleRangeRequest?: boolean;
}

async function updates({ trusted = true, source = origin, ...more }: SourceOptions = {}) {
  const config = join(folder, 'app-update.yml');
  await writeFile(config, dump({ provider: 'generic', url: source, updaterCacheDirName: 'kith', ...more }));
  const updater = new KithAppImageUpdater(
    {
      version: '1.0.0',
      name: 'Kith',
      isPackaged: true,
      appUpdateConfigPath: config,
      userDataPath: folder,
      baseCachePath: join(folder, 'cache'),
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => undefined,
    },
    { file: appImage, args: ['--data-dir', '/tmp/with space'] },
  );
  updater.autoInstallOnAppQuit = false;
  const extraCas = trusted ? [await readFile((await testAuthority()).ca, 'utf8')] : [];
  return { updater, port: electronUpdates({ updater, requests: new HttpsRequests({ extraCas }), online: () => true }) };
}

const noShare = () => undefined;
const log = { info: () => undefined, warn: () => undefined };
const signal = () => new AbortController().signal;

test('a version is found, with its notes as text, fetched, put in place and started once this one has ended', async () => {
  const { port, updater } = await updates();
  expect(await port.check()).toEqual({ version: '2.0.0', notes: 'All new', size: NEW.length });
  expect(seen.map(({ path }) => path)).toEqual(['/latest-linux.yml']);
  const shares: number[] = [];
  await port.download((share) => shares.push(share), signal());
  expect(shares.at(-1)).toBe(1);
  // Fetched, not put there.
  expect(await readFile(appImage, 'utf8')).toContain('exit 1');
  expect(port.wanted()).toBe('nothing');
  port.installAtQuit(true);
  expect(port.wanted()).toBe('install-and-restart');

  // The process that it waits for ends when the test says so.
  const earlier = spawn('/bin/cat');
  clean.add(() => earlier.kill('SIGKILL'));
  const pid = vi.spyOn(process, 'pid', 'get').mockReturnValue(earlier.pid ?? 0);
  clean.add(() => pid.mockRestore());
  expect(updater.install(true, true)).toBe(true);
  expect(await readFile(appImage)).toEqual(NEW);
  expect((await stat(appImage)).mode & 0o777).toBe(0o755);
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  expect(await readdir(folder)).not.toContain('started');
  earlier.stdin.end();
  await until(async () => (await readdir(folder)).includes('started'), 'the start');
  await until(
    async () => (await readFile(join(folder, 'started'), 'utf8')).endsWith('/tmp/with space\n'),
    'its arguments',
  );
  expect(await readFile(join(folder, 'started'), 'utf8')).toBe('new\n--data-dir\n/tmp/with space\n');
});

test('no newer version is none, nor is a source without any', async () => {
  const { port } = await updates();
  offer('1.0.0', NEW);
  expect(await port.check()).toBeUndefined();
  // Going back would bring back what was mended.
  offer('0.9.0', NEW);
  expect(await port.check()).toBeUndefined();
});

test('the source learns nothing of who asks', async () => {
  const { port } = await updates();
  await port.check();
  await port.download(noShare, signal());
  expect(seen.length).toBeGreaterThan(1);
  for (const { headers } of seen) {
    expect(headers['x-user-staging-id']).toBeUndefined();
    expect(headers.cookie).toBeUndefined();
    expect(headers['user-agent']).not.toMatch(/kith|linux|electron\//i);
  }
});

test('redirects are followed, but never out of TLS', async () => {
  const { port } = await updates();
  answers.set('/elsewhere', answers.get('/kith-linux-x86_64.AppImage') ?? (() => undefined));
  const redirectTo =
    (location: string): RequestListener =>
    (_request, response) =>
      response.writeHead(302, { location }).end();
  answers.set('/kith-linux-x86_64.AppImage', redirectTo('/elsewhere'));
  await port.check();
  await port.download(noShare, signal());
  expect(seen.map(({ path }) => path)).toContain('/elsewhere');

  const plain: string[] = [];
  const plainPort = await listen(
    createPlainServer((request, response) => {
      plain.push(request.url ?? '');
      response.end(NEW);
    }),
  );
  answers.set('/latest-linux.yml', redirectTo(`http://localhost:${plainPort}/latest-linux.yml`));
  await expect(port.check()).rejects.toMatchObject({ problem: 'unreachable' });
  answers.set('/latest-linux.yml', redirectTo('/latest-linux.yml'));
  await expect(port.check()).rejects.toMatchObject({ problem: 'answer' });
  const { port: other } = await updates({ source: `http://localhost:${plainPort}` });
  await expect(other.check()).rejects.toMatchObject({ problem: 'unreachable' });
  expect(plain).toEqual([]);
});

test('of a version that is mostly the same only what differs is fetched, also behind a redirect', async () => {
  const old = randomBytes(400_000);
  const next = Buffer.concat([old.subarray(0, 200_000), randomBytes(10_000), old.subarray(200_000)]);
  const files = { old: join(folder, 'old'), next: join(folder, 'next') };
  await writeFile(files.old, old);
  await writeFile(files.next, next);
  // As electron-builder makes them: with the map of its blocks at the file's end.
  await buildBlockMap(files.old, 'deflate');
  const made = await buildBlockMap(files.next, 'deflate');
  await copyFile(files.old, appImage);
  const served = await readFile(files.next);
  offer('2.0.0', served);
  const info = { ...made, url: 'kith-linux-x86_64.AppImage' };
  answers.set('/latest-linux.yml', (_request, response) => response.end(dump({ version: '2.0.0', files: [info] })));
  let bytes = 0;
  answers.set('/parts', (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = served.subarray(Number(from), Number(to) + 1);
    bytes += part.length;
    response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${served.length}` }).end(part);
  });
  answers.set('/kith-linux-x86_64.AppImage', (_request, response) =>
    response.writeHead(302, { location: '/parts' }).end(),
  );
  const { port, updater } = await updates({ useMultipleRangeRequest: false });
  await port.check();
  await port.download(noShare, signal());
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(150_000);
  expect(updater.install(true, false)).toBe(true);
  expect((await readFile(appImage)).equals(served)).toBe(true);
});

test('what came is not what was announced: it is thrown away', async () => {
  const { port } = await updates();
  offer('2.0.0', Buffer.from('forged'.padEnd(NEW.length)), NEW);
  await port.check();
  await expect(port.download(noShare, signal())).rejects.toMatchObject({ problem: 'spoiled' });
  expect(await readdir(join(folder, 'cache', 'kith', 'pending'))).toEqual([]);
  expect(await readFile(appImage, 'utf8')).toContain('exit 1');
});

test('a proxy is used for everything, and never gone around', async () => {
  const { port } = await updates();
  const at = Number(new URL(origin).port);
  await using proxy = await startTunnelProxy({
    kind: 'socks5',
    routes: { [`localhost:${at}`]: { host: '127.0.0.1', port: at } },
  });
  const through = (through: number) => (host: string, to: number) =>
    openTunnel(
      { kind: 'socks5', host: '127.0.0.1', port: through, user: '', password: '' },
      { host, port: to },
      { clock: systemClock, random: Math.random, resolver: systemResolver, log, signal: AbortSignal.timeout(10_000) },
    );
  port.reachBy(through(proxy.port));
  expect(await port.check()).toMatchObject({ version: '2.0.0' });
  await port.download(noShare, signal());
  expect(new Set(proxy.asked)).toEqual(new Set([`localhost:${at}`]));
  expect(proxy.asked).toHaveLength(seen.length);

  const before = seen.length;
  port.reachBy(through(1));
  await expect(port.check()).rejects.toMatchObject({ problem: 'unreachable' });
  expect(seen).toHaveLength(before);
});

test('a source that nobody vouches for is not asked', async () => {
  const { port } = await updates({ trusted: false });
  await expect(port.check()).rejects.toMatchObject({ problem: 'unreachable' });
  expect(seen).toEqual([]);
});

test('a source that is away, or answers nonsense, says which', async () => {
  const { port } = await updates();
  answers.delete('/latest-linux.yml');
  await expect(port.check()).rejects.toMatchObject({ problem: 'answer' });
  answers.set('/latest-linux.yml', (_request, response) => response.end('version: [\n'));
  await expect(port.check()).rejects.toMatchObject({ problem: 'answer' });
  answers.set('/latest-linux.yml', (request) => void request.socket.destroy());
  await expect(port.check()).rejects.toMatchObject({ problem: 'unreachable' });
  const { port: nobody } = await updates({ source: 'https://localhost:1' });
  await expect(nobody.check()).rejects.toMatchObject({ problem: 'unreachable' });
});

test('a fetch that breaks off is told, a cancelled one ends, and both can be begun anew', async () => {
  const { port } = await updates();
  const whole = answers.get('/kith-linux-x86_64.AppImage') ?? (() => undefined);
  const half = Promise.withResolvers<void>();
  answers.set('/kith-linux-x86_64.AppImage', (_request, response) => {
    response.writeHead(200, { 'content-length': NEW.length });
    response.write(NEW.subarray(0, 1000), () => response.destroy());
  });
  await port.check();
  await expect(port.download(noShare, signal())).rejects.toMatchObject({ problem: 'unreachable' });

  answers.set('/kith-linux-x86_64.AppImage', (_request, response) => {
    response.writeHead(200, { 'content-length': NEW.length });
    response.write(NEW.subarray(0, 1000), () => half.resolve());
  });
  const controller = new AbortController();
  const cancelled = port.download(noShare, controller.signal).catch((error: unknown) => error);
  await half.promise;
  controller.abort();
  answers.set('/kith-linux-x86_64.AppImage', whole);
  // At once: the cancelled one is still ending.
  await port.download(noShare, signal());
  expect(await cancelled).toBeInstanceOf(Error);
});

test('an AppImage in a folder that can’t be written stays whole, and it is not started again', async () => {
  const { port, updater } = await updates();
  await port.check();
  await port.download(noShare, signal());
  expect(() => replaceFile(join(folder, 'gone', 'Kith.AppImage'), join(folder, 'nothing'))).toThrow();
  expect(updater.install(true, false)).toBe(true);
  expect(await readFile(appImage)).toEqual(NEW);
  expect(await readdir(folder)).not.toContain('started');
});
