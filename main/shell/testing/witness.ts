import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Cleanup } from './surroundings.ts';

/** Listeners that write down whatever reaches them. */
export interface Witness {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** Where the name server listens; undefined where this user may not use port 53. */
  readonly nameServer: string | undefined;
  /** What arrived, such as `tcp`, `udp`, `dns www.example`. */
  readonly seen: readonly string[];
}

export async function startWitness(clean: Cleanup): Promise<Witness> {
  const seen: string[] = [];
  const tcp = createServer((socket) => {
    seen.push('tcp');
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  clean.add(() => tcp.close());

  const udp = await bind(clean, 0, '127.0.0.1');
  udp.on('message', () => seen.push('udp'));

  const nameServer = process.getuid?.() === 0 ? `127.53.${randomInt(1, 255)}.${randomInt(1, 255)}` : undefined;
  if (nameServer !== undefined) {
    const dns = await bind(clean, 53, nameServer);
    dns.on('message', (query, from) => {
      const { name, end } = nameIn(query);
      seen.push(`dns ${name}`);
      dns.send(answerWithLoopback(query, end), from.port, from.address);
    });
  }
  const address = tcp.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { tcpPort: address.port, udpPort: udp.address().port, nameServer, seen };
}

async function bind(clean: Cleanup, port: number, address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, address);
  await once(socket, 'listening');
  clean.add(() => socket.close());
  return socket;
}

/** The name in the first question (RFC 1035 section 4.1.2), and where its two bytes of type begin. */
function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length !== 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** 127.0.0.1 for a question of type A, nothing for any other. */
function answerWithLoopback(query: Buffer, end: number): Buffer {
  const isAddress = query.readUInt16BE(end) === 1;
  const head = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, 0x80, 0, 1, 0, isAddress ? 1 : 0, 0, 0, 0, 0]);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
  return Buffer.concat([head, query.subarray(12, end + 4), ...(isAddress ? [record] : [])]);
}
