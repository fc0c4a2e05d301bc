/** SOCKS version 5: RFC 1928, with the sign-in of RFC 1929. Only CONNECT, and the name is the proxy's to look up. */
import { isIPv4, isIPv6, type Socket } from 'node:net';
import type { ProxyProblem } from '../../../app/network/proxy.ts';
import type { ProxyCredentials, ProxyTarget } from './proxy.ts';

const VERSION = 5;
const NO_SIGN_IN = 0;
const BY_PASSWORD = 2;
const CONNECT = 1;
const TYPE = { v4: 1, name: 3, v6: 4 } as const;

/** Undefined once the socket leads to the target. Rejects when it ends, or answers what is not SOCKS. */
export async function connectBySocks(
  socket: Socket,
  credentials: ProxyCredentials,
  target: ProxyTarget,
): Promise<ProxyProblem | undefined> {
  const ways = credentials.user === '' ? [NO_SIGN_IN] : [NO_SIGN_IN, BY_PASSWORD];
  socket.write(Buffer.from([VERSION, ways.length, ...ways]));
  const [version, way = 0xff] = await take(socket, 2);
  if (version !== VERSION) return 'protocol';
  if (!ways.includes(way)) return 'credentials';
  if (way === BY_PASSWORD && !(await signedIn(socket, credentials))) return 'credentials';
  return ask(socket, target);
}

async function signedIn(socket: Socket, { user, password }: ProxyCredentials): Promise<boolean> {
  const [name, secret] = [Buffer.from(user), Buffer.from(password)];
  socket.write(Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([secret.length]), secret]));
  const [, status] = await take(socket, 2);
  return status === 0;
}

async function ask(socket: Socket, { host, port }: ProxyTarget): Promise<ProxyProblem | undefined> {
  socket.write(
    Buffer.concat([Buffer.from([VERSION, CONNECT, 0]), addressOf(host), Buffer.from([port >> 8, port & 255])]),
  );
  const [version, reply = 1, , type] = await take(socket, 4);
  if (version !== VERSION) return 'protocol';
  if (reply !== 0) return problemOf(reply);
  // Where the proxy's own end is says nothing to us, but it is part of the answer.
  const length = type === TYPE.v4 ? 4 : type === TYPE.v6 ? 16 : ((await take(socket, 1))[0] ?? 0);
  await take(socket, length + 2);
  return undefined;
}

/** RFC 1928 section 6, "Reply field". */
function problemOf(reply: number): ProxyProblem {
  if (reply === 2) return 'forbidden';
  return reply === 7 || reply === 8 ? 'protocol' : 'no-way';
}

function addressOf(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([TYPE.v4, ...host.split('.').map(Number)]);
  if (isIPv6(host)) return Buffer.from([TYPE.v6, ...bytesOfV6(host)]);
  const name = Buffer.from(host);
  return Buffer.concat([Buffer.from([TYPE.name, name.length]), name]);
}

function bytesOfV6(address: string): number[] {
  // The URL's form of it has no dotted part any more, and at most one "::".
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) =>
    part.split(':').flatMap((group) => (group === '' ? [] : [Number.parseInt(group, 16)]));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const between = new Array<number>(8 - before.length - after.length).fill(0);
  return [...before, ...between, ...after].flatMap((group) => [group >> 8, group & 255]);
}

/** Exactly so many bytes. Rejects when the socket ends before. */
function take(socket: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const bytes: Buffer | null = socket.read(length);
      if (bytes === null && !socket.destroyed) return;
      socket.off('readable', look);
      socket.off('close', look);
      if (bytes?.length === length) resolve(bytes);
      else reject(new Error('the proxy hung up'));
    };
    socket.on('readable', look);
    socket.on('close', look);
    look();
  });
}
