/** A small HTTP CONNECT or SOCKS5 proxy that writes down what it was asked for, and leads where the test wants. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

interface Place {
  readonly host: string;
  readonly port: number;
}

export interface TunnelProxyOptions {
  readonly kind: 'http' | 'socks5';
  /** Wanted of whoever comes; nobody is asked by default. */
  readonly user?: string;
  readonly password?: string;
  /** Where what was asked for (`host:port`) leads; nowhere by default, as for a name that the proxy can't look up. */
  readonly routes?: Readonly<Record<string, Place>>;
  /** `host:port` that nobody may go to. */
  readonly forbidden?: readonly string[];
  /** Takes connections and never says anything. */
  readonly hangs?: boolean;
}

export interface TunnelProxy extends AsyncDisposable {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Each `host:port` that it was asked for, in order, as it was asked for. */
  readonly asked: readonly string[];
  /** Connections made to it, and tunnels open now. */
  made(): number;
  open(): number;
  /** Breaks every tunnel. */
  cut(): void;
}

type Answer = 'granted' | 'forbidden' | 'nowhere';

export async function startTunnelProxy(options: TunnelProxyOptions): Promise<TunnelProxy> {
  const { routes = {}, forbidden = [] } = options;
  const asked: string[] = [];
  const sockets = new Set<Duplex>();
  const tunnels = new Set<Duplex>();
  let made = 0;

  async function tunnel(near: Duplex, wanted: string, answer: (answer: Answer) => void): Promise<void> {
    asked.push(wanted);
    const place = routes[wanted];
    if (forbidden.includes(wanted)) return answer('forbidden');
    const far = place === undefined ? undefined : await connected(place);
    if (far === undefined) return answer('nowhere');
    sockets.add(far);
    tunnels.add(near);
    answer('granted');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.pipe(to);
      from.once('close', () => {
        tunnels.delete(near);
        sockets.delete(far);
        to.destroy();
      });
    }
  }

  const server = options.kind === 'http' ? byHttp(options, tunnel) : bySocks(options, tunnel);
  server.on('connection', (socket: Socket) => {
    made += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  return {
    host: '127.0.0.1',
    port: address.port,
    asked,
    made: () => made,
    open: () => tunnels.size,
    cut() {
      for (const near of [...tunnels]) near.destroy();
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

type Tunnel = (near: Duplex, wanted: string, answer: (answer: Answer) => void) => Promise<void>;

function connected({ host, port }: Place): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(socket));
    socket.on('error', () => resolve(undefined));
  });
}

function byHttp({ user, password, hangs }: TunnelProxyOptions, tunnel: Tunnel): Server {
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const lines = { granted: '200 Connection established', forbidden: '403 Forbidden', nowhere: '502 Bad Gateway' };
  const server = createHttpServer();
  server.on('connect', (request, near) => {
    near.on('error', () => {});
    if (hangs === true) return;
    if (user !== undefined && request.headers['proxy-authorization'] !== basic) {
      near.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n');
      return;
    }
    void tunnel(near, request.url ?? '', (answer) => near.write(`HTTP/1.1 ${lines[answer]}\r\n\r\n`));
  });
  return server;
}

function bySocks(options: TunnelProxyOptions, tunnel: Tunnel): Server {
  return createServer((near) => {
    if (options.hangs !== true) talkSocks(near, options, tunnel).catch(() => near.destroy());
  });
}

async function talkSocks(near: Socket, { user, password = '' }: TunnelProxyOptions, tunnel: Tunnel): Promise<void> {
  // Each thing that a client says comes in a part of its own: it waits for the answer before it says the next.
  const said = async () => (await once(near, 'data'))[0] as Buffer;
  const way = user === undefined ? 0 : 2;
  const ways = (await said()).subarray(2);
  near.write(Buffer.from([5, ways.includes(way) ? way : 0xff]));
  if (way === 2) {
    const given = await said();
    const name = given.subarray(2, 2 + (given[1] ?? 0)).toString();
    const right = name === user && given.subarray(3 + (given[1] ?? 0)).toString() === password;
    near.write(Buffer.from([1, right ? 0 : 1]));
    if (!right) return void near.end();
  }
  const request = await said();
  const wanted = `${hostIn(request)}:${request.readUInt16BE(request.length - 2)}`;
  const replies = { granted: 0, forbidden: 2, nowhere: 4 };
  await tunnel(near, wanted, (answer) => near.write(Buffer.from([5, replies[answer], 0, 1, 0, 0, 0, 0, 0, 0])));
}

function hostIn(request: Buffer): string {
  if (request[3] === 3) return request.subarray(5, -2).toString();
  const bytes = [...request.subarray(4, -2)];
  if (request[3] === 1) return bytes.join('.');
  return `[${Array.from({ length: 8 }, (_, n) => request.readUInt16BE(4 + 2 * n).toString(16)).join(':')}]`;
}
