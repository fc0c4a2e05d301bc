/**
 * A server of which a test writes every byte, over real TCP and TLS: broken negotiations, forbidden XML, impossible
 * counters. (scripted.ts beside is an honest server up to the stanzas.)
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import {
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  TLSSocket,
  type TLSSocketOptions,
} from 'node:tls';
import { type CertificateKind, testAuthority } from './authority.ts';
import { removeFolder, temporaryFolder } from './process.ts';

/** One connection, seen from the server. */
export interface HostileClient {
  socket: Socket;
  /** Answers the end of the stream with its own; true unless the script changes it. */
  polite: boolean;
  /** TLS with the server's certificate; other versions, if the test wants them. */
  context(options?: SecureContextOptions): SecureContext;
  /** What the client wrote and nobody has read. */
  unread(): string;
  /** Waits until what was written matches and reads up to its end. Rejects when the connection ends. */
  read(pattern: RegExp): Promise<RegExpExecArray>;
  write(text: string | Uint8Array): void;
  /** Waits for the stream header and answers with one and these features. */
  open(features: string): Promise<void>;
  /** TLS from here on (as the server). */
  secure(options?: TLSSocketOptions): Promise<TLSSocket>;
  /** STARTTLS, PLAIN, and the stream behind it, open, with these features. */
  welcome(features: string): Promise<void>;
  /** Answers bind; then enable, if it was offered. */
  bind(): Promise<void>;
  ended(): Promise<void>;
}

export interface HostileServer extends AsyncDisposable {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Path to the PEM file of the authority to trust. */
  readonly ca: string;
  connections(): number;
  /** Refuses new connections, until `accept`; those there are stay. */
  refuse(): void;
  accept(): Promise<void>;
}

export const SM = "<sm xmlns='urn:xmpp:sm:3'/>";
export const BIND = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";
export const STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
export const sasl = (...names: string[]) =>
  `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${names.map((name) => `<mechanism>${name}</mechanism>`).join('')}</mechanisms>`;

/** Runs the script for each connection (`index` from 0). What it throws after the client has gone is nobody's concern. */
export async function startHostile(
  script: (client: HostileClient, index: number) => Promise<void>,
  certificate: CertificateKind = 'trusted',
): Promise<HostileServer> {
  const authority = await testAuthority();
  const folder = temporaryFolder('scripted');
  const issued = await authority.issue('localhost', folder, certificate);
  const identity = { cert: await readFile(issued.certificate), key: await readFile(issued.key) };
  const context = (options = {}) => createSecureContext({ ...identity, ...options });
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const client = hostileClient(socket, context);
    script(client, count).catch((error: unknown) => {
      if (!socket.destroyed) socket.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    count += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    host: '127.0.0.1',
    port: address.port,
    ca: authority.ca,
    connections: () => count,
    refuse: () => void server.close(),
    async accept() {
      server.listen(address.port, '127.0.0.1');
      await once(server, 'listening');
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      removeFolder(folder);
    },
  };
}

function hostileClient(raw: Socket, context: HostileClient['context']): HostileClient {
  let unread = '';
  let gone = false;
  const lookers = new Set<() => void>();
  const look = () => {
    for (const looker of [...lookers]) looker();
  };
  const onData = (bytes: Buffer) => {
    unread += bytes.toString('utf8');
    look();
    if (client.polite && unread.includes('</stream:stream>')) client.socket.end('</stream:stream>');
  };
  const onClose = () => {
    gone = true;
    look();
  };
  raw.on('data', onData);
  raw.on('close', onClose);

  const client: HostileClient = {
    socket: raw,
    polite: true,
    context,
    unread: () => unread,
    read: (pattern) =>
      new Promise((resolve, reject) => {
        const looker = () => {
          const found = pattern.exec(unread);
          if (found === null && !gone) return;
          lookers.delete(looker);
          if (found === null) return reject(new Error(`${pattern} not read; left: ${unread}`));
          unread = unread.slice(found.index + found[0].length);
          resolve(found);
        };
        lookers.add(looker);
        looker();
      }),
    write: (text) => void client.socket.write(text),
    async open(features) {
      await client.read(/<stream:stream[^>]*>/);
      client.write(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' " +
          `from='localhost' id='1' version='1.0'><stream:features>${features}</stream:features>`,
      );
    },
    async secure(options = {}) {
      raw.off('data', onData);
      unread = '';
      const socket = new TLSSocket(raw, { isServer: true, secureContext: context(), ...options });
      socket.on('error', () => {});
      socket.on('data', onData);
      client.socket = socket;
      await Promise.race([once(socket, 'secure'), once(raw, 'close')]);
      return socket;
    },
    async welcome(features) {
      await client.open(STARTTLS);
      await client.read(/<starttls [^>]*>/);
      client.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
      await client.secure();
      await client.open(sasl('PLAIN'));
      await client.read(/<auth [^>]*>[^<]*<\/auth>/);
      client.write("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
      await client.open(features);
    },
    async bind() {
      const [, id] = await client.read(/<iq [^>]*id="([^"]*)"[^>]*><bind .*<\/iq>/);
      client.write(
        `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>` +
          '<jid>romeo@localhost/Kith.test</jid></bind></iq>',
      );
    },
    ended: () =>
      new Promise((resolve) => {
        if (gone) resolve();
        else raw.once('close', () => resolve());
      }),
  };
  return client;
}
