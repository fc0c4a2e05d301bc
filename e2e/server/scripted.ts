/**
 * A server that says what a test wants it to say: for forgeries of the own server, lost answers and other things that a
 * real server can't be made to do, and for what the ones at hand are too old for (SASL2, Bind 2, FAST, tls-exporter). It
 * knows just enough to let a client in and shares no code with the application.
 */
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { type Element, escapeXML, Parser } from '@xmpp/xml';
import { type StanzaLog, type StanzaTest, stanzaLog } from '../peers/stanzas.ts';
import { type CertificateKind, testAuthority } from './authority.ts';
import { removeFolder, temporaryFolder } from './process.ts';
import { type ScriptedAnswer, type ScriptedWorld, usualAnswer } from './scripted-answers.ts';
import { createNegotiation, type Negotiation, type NegotiationOptions, SASL, SASL2 } from './scripted-negotiation.ts';

export interface ScriptedOptions extends Partial<ScriptedWorld>, NegotiationOptions {
  /** Default `localhost`. */
  readonly domain?: string;
  readonly certificate?: CertificateKind;
  /** Somebody in between ends the client's TLS and speaks another one with the server. */
  readonly otherChannel?: boolean;
  /** False: the plain port offers no STARTTLS. */
  readonly startTls?: boolean;
  /** Stream features after the sign-in, for instance `<sm xmlns="urn:xmpp:sm:3"/>`; bind is always there. */
  readonly features?: readonly string[];
}

export interface ScriptedClient {
  /** Full, as bound. */
  readonly jid: string;
  /** Top-level elements from the client, the sign-in included. */
  readonly received: readonly Element[];
  send(xml: string): void;
  /** The first element that fits, also one received before (`since`: an earlier `received.length`). */
  expect(what: string, test: StanzaTest, wait?: { since?: number; deadline?: number }): Promise<Element>;
  /** Cuts the connection without a word. */
  drop(): void;
  /** Closes the stream, with a stream error if a condition is named (RFC 6120 section 4.9.3). */
  end(condition?: string): void;
  readonly closed: Promise<void>;
}

export interface ScriptedServer extends Pick<Negotiation, 'tokens' | 'rotateTokens' | 'forgetSessions'> {
  readonly domain: string;
  readonly host: '127.0.0.1';
  /** STARTTLS. */
  readonly port: number;
  readonly directTlsPort: number;
  readonly ca: string;
  /** The next client that is signed in and bound, in the order of their binding; waits for it. */
  client(deadline?: number): Promise<ScriptedClient>;
  /** Asked before the usual answers, newest first; what it gives is sent (`''`: nothing at all), undefined passes on. */
  answer(answer: ScriptedAnswer): () => void;
  /** Refuses connections and cuts those there are, until `listen`. */
  stop(): Promise<void>;
  listen(): Promise<void>;
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const SM = 'urn:xmpp:sm:3';
const COUNTED = ['iq', 'message', 'presence'];

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}

export async function startScriptedServer(options: ScriptedOptions): Promise<ScriptedServer> {
  const domain = options.domain ?? 'localhost';
  const authority = await testAuthority();
  const folder = temporaryFolder('scripted');
  const issued = await authority.issue(domain, folder, options.certificate);
  const secure = { cert: readFileSync(issued.certificate), key: readFileSync(issued.key) };
  const world: ScriptedWorld = { domain, roster: '', disco: [], ...options };
  const negotiation = createNegotiation(domain, options);
  const answers: ScriptedAnswer[] = [];
  const sockets = new Set<Socket>();
  const ready: ScriptedClient[] = [];
  const wanted: ((client: ScriptedClient) => void)[] = [];

  function accept(first: Socket, encrypted: boolean): void {
    let socket = first;
    let user = '';
    let jid = '';
    let streams = 0;
    /** Of the stanzas that count, those before this connection, and those of this one. */
    let before = 0;
    let since = 0;
    const handled = () => before + since;
    const log: StanzaLog = stanzaLog('the scripted server');
    const closed = Promise.withResolvers<void>();
    const send = (xml: string): void => {
      if (socket.writable) socket.write(xml);
    };
    const client: ScriptedClient = {
      get jid() {
        return jid;
      },
      received: log.all,
      send,
      expect: log.waitFor,
      drop: () => socket.destroy(),
      end(condition) {
        const error = `<stream:error><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`;
        socket.end(`${condition === undefined ? '' : error}</stream:stream>`);
      },
      closed: closed.promise,
    };

    function features(): string {
      if (user !== '') {
        return `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>${(options.features ?? []).join('')}`;
      }
      if (!encrypted && options.startTls !== false) {
        return '<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"><required/></starttls>';
      }
      return negotiation.offer();
    }
    function exporter(): Buffer | undefined {
      if (!(socket instanceof TLSSocket) || socket.getProtocol() !== 'TLSv1.3') return undefined;
      if (options.otherChannel === true) return Buffer.alloc(32, 1);
      return socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
    }
    const signIn = negotiation.enter({
      send,
      exporter,
      handled,
      proven(name) {
        user = name;
        read();
      },
      provenAlong(name, bound, counted) {
        user = name;
        jid = bound ?? '';
        before = counted;
        since = 0;
        send(`<stream:features>${features()}</stream:features>`);
        if (bound !== undefined) arrive();
      },
    });
    function bind(request: Element): void {
      const resource = request.getChild('bind')?.getChildText('resource') ?? 'scripted';
      jid = `${user}@${domain}/${resource}`;
      const bound = `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>${escapeXML(jid)}</jid></bind>`;
      send(`<iq type="result" id="${escapeXML(request.attrs.id ?? '')}">${bound}</iq>`);
      arrive();
    }
    function arrive(): void {
      const taker = wanted.shift();
      if (taker === undefined) ready.push(client);
      else taker(client);
    }
    function take(element: Element): void {
      log.add(element);
      if (COUNTED.includes(element.name)) since += 1;
      for (const answer of answers.toReversed()) {
        const reply = answer(element, client);
        if (reply === undefined) continue;
        send(reply);
        return;
      }
      if (element.is('starttls')) {
        send('<proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>');
        encrypted = true;
        const plain = socket;
        plain.removeAllListeners('data');
        use(new TLSSocket(plain, { isServer: true, ...secure }));
      } else if (element.getNS() === SASL || element.getNS() === SASL2) signIn(element);
      else if (element.getChild('bind', 'urn:ietf:params:xml:ns:xmpp-bind') !== undefined) bind(element);
      else {
        if (element.is('enable', SM)) since = 0;
        send(usualAnswer(element, world, handled()) ?? '');
      }
    }
    /** Reads a new stream from here on; every sign-in step begins one (RFC 6120 section 4.3.3). */
    function read(): void {
      const parser = new Parser();
      const decoder = new StringDecoder('utf8');
      const stream = ++streams;
      parser.on('start', () => {
        const ns = 'xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams"';
        send(`<?xml version="1.0"?><stream:stream ${ns} version="1.0" id="s${stream}" from="${domain}">`);
        send(`<stream:features>${features()}</stream:features>`);
      });
      parser.on('element', take);
      parser.on('end', () => socket.end('</stream:stream>'));
      parser.on('error', () => socket.destroy());
      socket.removeAllListeners('data');
      // From inside of a write a TLS socket may hand over what came next; the parser loses its place when it is called
      // again in the middle of an element.
      const parts: string[] = [];
      let reading = false;
      socket.on('data', (part: Buffer) => {
        parts.push(decoder.write(part));
        if (reading) return;
        reading = true;
        for (let next = parts.shift(); next !== undefined; next = parts.shift()) parser.write(next);
        reading = false;
      });
    }
    function use(next: Socket): void {
      socket = next;
      // A client that goes without a word is what many tests do; `closed` tells.
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        sockets.delete(first);
        closed.resolve();
      });
      read();
    }
    sockets.add(first);
    use(first);
  }

  let plain: Server;
  let direct: Server;
  let ports: readonly [number, number] = [0, 0];
  async function listen(): Promise<void> {
    plain = createPlainServer((socket) => accept(socket, false));
    direct = createTlsServer(secure, (socket) => accept(socket, true));
    ports = [await listening(plain, ports[0]), await listening(direct, ports[1])];
  }
  async function stop(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await Promise.all([plain, direct].map((server) => new Promise((resolve) => server.close(resolve))));
  }
  async function dispose(): Promise<void> {
    await stop();
    removeFolder(folder);
  }
  await listen();

  return {
    domain,
    host: '127.0.0.1',
    port: ports[0],
    directTlsPort: ports[1],
    ca: authority.ca,
    tokens: negotiation.tokens,
    rotateTokens: negotiation.rotateTokens,
    forgetSessions: negotiation.forgetSessions,
    client(deadline = 10_000) {
      const there = ready.shift();
      if (there !== undefined) return Promise.resolve(there);
      const late = new Error(`nobody signed in to the scripted server within ${deadline} ms`);
      return new Promise((resolve, reject) => {
        const give = (client: ScriptedClient): void => {
          clearTimeout(timer);
          resolve(client);
        };
        const timer = setTimeout(() => {
          wanted.splice(wanted.indexOf(give), 1);
          reject(late);
        }, deadline);
        wanted.push(give);
      });
    },
    answer(answer) {
      answers.push(answer);
      return () => void answers.splice(answers.indexOf(answer), 1);
    },
    stop,
    listen,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
