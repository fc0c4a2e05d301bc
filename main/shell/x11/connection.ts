/**
 * A connection to the X server, for the few questions that no message bus answers: the X Window System Protocol, X11 R7.7.
 * Little-endian; every message that is used here is one of 32 bytes.
 */
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { listeners } from '../listeners.ts';
import type { Undo } from '../shell.ts';
import { within } from '../within.ts';

/** ms. */
const LIMIT = 2_000;
const REPLY = 1;

export interface XConnection {
  /** The window that covers the screen. */
  readonly root: number;
  readonly screen: number;
  /** The next id for something that we make (section "Connection Setup", resource-id-base). */
  newId(): number;
  /** Sends a request that has no answer. */
  tell(opcode: number, detail: number, body: Buffer): void;
  /** Sends one that has; gives the reply's 32 bytes. Rejects when the server refuses or does not answer. */
  ask(opcode: number, detail: number, body: Buffer): Promise<Buffer>;
  /** Events, as their 32 bytes; the first byte is the code. */
  onEvent(listener: (event: Buffer) => void): Undo;
  close(): void;
}

/** Only displays of this computer; undefined when there is none, or it does not let us in. */
export async function connectX(env: Readonly<Record<string, string | undefined>>): Promise<XConnection | undefined> {
  const display = /^(?:unix)?:(\d+)(?:\.(\d+))?$/.exec(env.DISPLAY ?? '');
  if (display === null) return undefined;
  const [, number = '', screen = '0'] = display;
  const socket = createConnection(`/tmp/.X11-unix/X${number}`);
  socket.unref();
  const events = listeners<Buffer>();
  const waiting: { readonly settle: (reply: Buffer | Error) => void; readonly sequence: number }[] = [];
  let sequence = 0;
  let received: Buffer = Buffer.alloc(0);
  const { promise: setUp, resolve: begin, reject: fail } = Promise.withResolvers<Buffer>();
  // Where it fails before anybody waits for it, that is told by the failure itself.
  setUp.catch(() => undefined);
  let isSetUp = false;

  function end(): void {
    fail(new Error('the X server is gone'));
    for (const { settle } of waiting.splice(0)) settle(new Error('the X server is gone'));
  }

  function take(length: number): Buffer | undefined {
    if (received.length < length) return undefined;
    const taken = received.subarray(0, length);
    received = received.subarray(length);
    return taken;
  }

  socket.on('error', () => socket.destroy());
  socket.on('close', end);
  socket.on('data', (piece: Buffer) => {
    received = Buffer.concat([received, piece]);
    if (!isSetUp) {
      const length = received.length < 8 ? undefined : 8 + received.readUInt16LE(6) * 4;
      const answer = length === undefined ? undefined : take(length);
      if (answer === undefined) return;
      isSetUp = true;
      if (answer[0] === 1) begin(answer);
      else fail(new Error('the X server refused'));
    }
    for (let message = take(32); message !== undefined; message = take(32)) read(message);
  });

  function read(message: Buffer): void {
    const [code = 0] = message;
    if (code > REPLY) {
      events.tell(message);
      return;
    }
    const first = waiting[0];
    if (first === undefined || message.readUInt16LE(2) !== (first.sequence & 0xffff)) return;
    waiting.shift();
    first.settle(code === REPLY ? message : new Error(`X error ${message[1]}`));
  }

  function send(opcode: number, detail: number, body: Buffer): void {
    sequence += 1;
    const padding = Buffer.alloc(-body.length & 3);
    const head = Buffer.from([opcode, detail, 0, 0]);
    head.writeUInt16LE(1 + (body.length + padding.length) / 4, 2);
    socket.write(Buffer.concat([head, body, padding]));
  }

  try {
    socket.write(hello(await cookieOf(env, number)));
    const answer = await within(LIMIT, 'X server', setUp);
    const idBase = answer.readUInt32LE(12);
    let ids = 0;
    return {
      root: rootOf(answer, Number(screen)),
      screen: Number(screen),
      newId() {
        ids += 1;
        return idBase + ids;
      },
      tell: send,
      ask(opcode, detail, body) {
        send(opcode, detail, body);
        const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
        const settle = (reply: Buffer | Error) => (reply instanceof Error ? reject(reply) : resolve(reply));
        waiting.push({ settle, sequence });
        return within(LIMIT, 'X server', promise);
      },
      onEvent: events.add,
      close: () => socket.destroy(),
    };
  } catch {
    // Nobody there, or nobody who lets us in.
    socket.destroy();
    return undefined;
  }
}

interface Cookie {
  readonly name: Buffer;
  readonly data: Buffer;
}

/** Byte order, version 11.0, and the proof that this is the person's own session. */
function hello({ name, data }: Cookie): Buffer {
  const head = Buffer.alloc(12);
  head.write('l', 0, 'latin1');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  return Buffer.concat([head, padded(name), padded(data)]);
}

/** The screens follow the vendor's name and the pixel formats; each has its depths, and those their visuals. */
function rootOf(answer: Buffer, wanted: number): number {
  let at = 40 + ((answer.readUInt16LE(24) + 3) & ~3) + answer.readUInt8(29) * 8;
  for (let screen = 0; screen < wanted; screen += 1) {
    const depths = answer.readUInt8(at + 39);
    at += 40;
    for (let depth = 0; depth < depths; depth += 1) at += 8 + answer.readUInt16LE(at + 2) * 24;
  }
  return answer.readUInt32LE(at);
}

/** From the file of Xau(3): family, then address, display's number, name and data, each with its length, big-endian. */
async function cookieOf(env: Readonly<Record<string, string | undefined>>, display: string): Promise<Cookie> {
  const none = { name: Buffer.alloc(0), data: Buffer.alloc(0) };
  let bytes: Buffer;
  try {
    bytes = await readFile(env.XAUTHORITY ?? join(env.HOME ?? homedir(), '.Xauthority'));
  } catch {
    // A server that asks for no proof.
    return none;
  }
  let at = 0;
  const field = (): Buffer => {
    const length = bytes.readUInt16BE(at);
    at += 2 + length;
    return bytes.subarray(at - length, at);
  };
  while (at + 2 < bytes.length) {
    at += 2;
    const [, number, name, data] = [field(), field().toString('latin1'), field(), field()];
    if ((number === '' || number === display) && name.toString('latin1') === 'MIT-MAGIC-COOKIE-1')
      return { name, data };
  }
  return none;
}
