import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startTunnelProxy, type TunnelProxyOptions } from '../../../e2e/server/tunnel-proxy.ts';
import { testClock } from '../../clock.testing.ts';
import { systemClock } from '../../clock.ts';
import { openTunnel, type ProxyServer } from './proxy.ts';
import { systemResolver } from './resolver.ts';
import { wayThrough } from './way.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

async function listening(onConnection: (socket: Socket) => void) {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  undo.push(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { host: '127.0.0.1', port: address.port };
}

const echo = () => listening((socket) => socket.on('error', () => {}).pipe(socket));

async function proxy(options: TunnelProxyOptions) {
  const started = await startTunnelProxy(options);
  undo.push(() => started[Symbol.asyncDispose]());
  return started;
}

const logged: string[] = [];
const write = (event: string, fields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`);
const parts = {
  random: () => 0,
  log: { info: write, warn: write },
  resolver: systemResolver,
  clock: systemClock,
  signal: new AbortController().signal,
};
const target = { host: 'server.example', port: 5222 };

describe.each(['http', 'socks5'] as const)('%s', (kind) => {
  const at = (place: { host: string; port: number }, user = '', password = ''): ProxyServer => ({
    kind,
    host: place.host,
    port: place.port,
    user,
    password,
  });
  const proxyFault = (problem: string, place: { host: string; port: number }) => ({
    fault: { kind: 'proxy', problem, host: place.host, port: place.port, server: 'server.example' },
  });

  test.each([
    ['server.example', 'server.example:5222'],
    ['192.0.2.7', '192.0.2.7:5222'],
    ['2001:db8::7', kind === 'http' ? '[2001:db8::7]:5222' : '[2001:db8:0:0:0:0:0:7]:5222'],
    ['::ffff:192.0.2.7', kind === 'http' ? '[::ffff:192.0.2.7]:5222' : '[0:0:0:0:0:ffff:c000:207]:5222'],
  ])('leads to %s, which the proxy looks up', async (host, asked) => {
    const started = await proxy({ kind, user: 'ann', password: 'пароль', routes: { [asked]: await echo() } });
    const socket = await openTunnel(at(started, 'ann', 'пароль'), { host, port: 5222 }, parts);
    undo.push(() => socket.destroy());
    socket.write('hello');
    expect(String((await once(socket, 'data'))[0])).toBe('hello');
    expect(started.asked).toEqual([asked]);
  });

  test('a socket that breaks later breaks nothing else', async () => {
    const started = await proxy({ kind, routes: { 'server.example:5222': await echo() } });
    const socket = await openTunnel(at(started), target, parts);
    const closed = once(socket, 'close');
    started.cut();
    await closed;
  });

  test('what the server says first is not lost', async () => {
    const first = await listening((socket) => socket.on('error', () => {}).write('welcome'));
    const started = await proxy({ kind, routes: { 'server.example:5222': first } });
    const socket = await openTunnel(at(started), target, parts);
    undo.push(() => socket.destroy());
    expect(String((await once(socket, 'data'))[0])).toBe('welcome');
  });

  test('a wrong password, and a missing one', async () => {
    const started = await proxy({
      kind,
      user: 'ann',
      password: 'secret',
      routes: { 'server.example:5222': await echo() },
    });
    await expect(openTunnel(at(started, 'ann', 'Geheim'), target, parts)).rejects.toMatchObject(
      proxyFault('credentials', started),
    );
    await expect(openTunnel(at(started), target, parts)).rejects.toMatchObject(proxyFault('credentials', started));
    expect(started.asked).toEqual([]);
    expect(logged.join()).not.toMatch(/Geheim|R2VoZWlt/);
  });

  test('a server that it does not reach, and one that it does not let through to', async () => {
    const started = await proxy({ kind, forbidden: ['server.example:5223'] });
    await expect(openTunnel(at(started), target, parts)).rejects.toMatchObject(proxyFault('no-way', started));
    await expect(openTunnel(at(started), { ...target, port: 5223 }, parts)).rejects.toMatchObject(
      proxyFault('forbidden', started),
    );
  });

  test('nobody there, and somebody who is no proxy', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const nobody = { host: '127.0.0.1', port: (gone.address() as { port: number }).port };
    await new Promise((resolve) => gone.close(resolve));
    await expect(openTunnel(at(nobody), target, parts)).rejects.toMatchObject(proxyFault('unreachable', nobody));
    const other = await listening((socket) =>
      socket.on('error', () => {}).once('data', () => socket.end('220 mail\r\n')),
    );
    await expect(openTunnel(at(other), target, parts)).rejects.toMatchObject(proxyFault('protocol', other));
    const mute = await listening((socket) => socket.end());
    await expect(openTunnel(at(mute), target, parts)).rejects.toMatchObject(proxyFault('protocol', mute));
  });

  test('one that hangs is given up in time', async () => {
    const clock = testClock();
    let heard: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const place = await listening((socket) => socket.on('error', () => {}).once('data', heard));
    const opening = openTunnel(at(place), target, { ...parts, clock });
    const outcome = expect(opening).rejects.toMatchObject(proxyFault('silent', place));
    await asked;
    clock.pass(12_000);
    await outcome;
    expect(clock.pending()).toEqual([]);
  });

  test('given up by whoever asked', async () => {
    const controller = new AbortController();
    const reason = new Error('given up');
    const ended = new Promise<void>((resolve) => {
      void listening((socket) => {
        socket.on('error', () => {});
        socket.on('close', () => resolve());
        socket.once('data', () => controller.abort(reason));
      }).then(async (place) => {
        const opening = openTunnel(at(place), target, { ...parts, signal: controller.signal });
        await expect(opening).rejects.toBe(reason);
      });
    });
    await ended;
  });

  test('its places are tried in turn; a wrong password is given once', async () => {
    const open = await proxy({ kind, routes: { 'server.example:5223': await echo() } });
    const way = wayThrough(at(open), parts);
    const endpoints = await way.endpoints({ ...parts, domain: 'server.example' });
    const { socket, endpoint } = await way.dial(endpoints, parts);
    socket.destroy();
    expect(endpoint).toMatchObject({ port: 5223, tls: 'direct' });
    expect(open.asked).toEqual(['server.example:5222', 'server.example:5223']);
    const closed = await proxy({ kind, user: 'ann', password: 'secret' });
    await expect(wayThrough(at(closed, 'ann', 'wrong'), parts).dial(endpoints, parts)).rejects.toMatchObject(
      proxyFault('credentials', closed),
    );
    expect(closed.made()).toBe(1);
  });
});

test('a name is never looked up for what goes through a proxy', async () => {
  const asked: string[] = [];
  const look = <T>(name: string, answer: T): Promise<T> => {
    asked.push(name);
    return Promise.resolve(answer);
  };
  const resolver = { srv: (name: string) => look(name, []), addresses: (host: string) => look(host, ['127.0.0.1']) };
  const at = { kind: 'socks5', host: 'proxy.example', port: 1, user: '', password: '' } as const;
  const way = wayThrough(at, { ...parts, resolver });
  const endpoints = await way.endpoints({ ...parts, resolver, domain: 'bücher.example' });
  expect(endpoints.map(({ address, port, tls }) => `${tls} ${address}:${port}`)).toEqual([
    'starttls xn--bcher-kva.example:5222',
    'direct xn--bcher-kva.example:5223',
  ]);
  await way.endpoints({ ...parts, resolver, domain: 'server.example', manual: { host: 'host.example', port: 443 } });
  await expect(way.dial(endpoints, parts)).rejects.toThrow('proxy');
  expect(asked).toEqual(['proxy.example']);
});
