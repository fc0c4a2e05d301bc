/**
 * The line between the window and its server, with everything that can go wrong on one. TLS ends here and begins anew
 * towards the server, so that a fault can be placed inside a stanza or a character, and so that what passed is known.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket, connect as tlsConnect } from 'node:tls';
import { testAuthority } from '../server/authority.ts';
import { temporaryFolder } from '../server/process.ts';

export type Side = 'client' | 'server';

export interface Line {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** When connections were made, epoch ms. */
  readonly made: readonly number[];
  /** How often a link signed in while another one of the same client was signed in and not ended by it. */
  doubles(): number;
  /** Links that are signed in and carry. */
  living(): number;
  /** Breaks every link: as a router that forgot them does (RST), or politely (FIN). */
  cut(how: 'reset' | 'end'): void;
  /**
   * Cuts the next link on which that side says a message: in the middle of its markup, or of a character of its text.
   * Gives an undo.
   */
  cutInside(side: Side, where: 'stanza' | 'character', done: () => void): () => void;
  /** Nothing passes on the links there are any more, for ever, and nothing on new ones until `heal`. */
  blackHole(options?: { readonly newOnes: boolean }): void;
  /** Nothing passes until `heal`; then everything does, in order. */
  stall(): void;
  /** ms that everything takes longer. */
  delay(ms: number): void;
  heal(): void;
  dispose(): Promise<void>;
}

interface Link {
  readonly number: number;
  /** As the client sees it. */
  readonly near: Socket;
  dead: boolean;
  signedIn: boolean;
  /** Everything of it goes, with a reset. */
  destroy(how: 'reset' | 'end'): void;
}

const FEATURES =
  "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";

export interface LineOptions {
  readonly domain: string;
  /** Where the server takes direct TLS. */
  readonly server: { readonly host: string; readonly directTlsPort: number; readonly ca: string };
  /** Told of what was passed on whole, as text that may be cut anywhere; `link` counts the connections. */
  readonly onText?: (side: Side, text: string, link: number) => void;
}

export async function startLine({ domain, server: target, onText }: LineOptions): Promise<Line> {
  const authority = await testAuthority();
  const issued = await authority.issue(domain, temporaryFolder('line'));
  const secureContext = createSecureContext({
    cert: readFileSync(issued.certificate),
    key: readFileSync(issued.key),
  });
  const ca = readFileSync(target.ca);
  const links = new Set<Link>();
  const made: number[] = [];
  let doubles = 0;
  let latency = 0;
  let swallowing = false;
  let open = Promise.resolve();
  let letThrough = () => {};
  const cutters = new Set<{ side: Side; where: 'stanza' | 'character'; done: () => void }>();

  async function accept(raw: Socket): Promise<void> {
    made.push(Date.now());
    raw.on('error', () => {});
    let far: TLSSocket | undefined;
    const link: Link = {
      number: made.length,
      near: raw,
      dead: swallowing,
      signedIn: false,
      destroy(how) {
        links.delete(link);
        if (how === 'reset') raw.resetAndDestroy();
        else raw.end();
        far?.destroy();
        if (how === 'end') setTimeout(() => raw.destroy(), 1000).unref();
      },
    };
    links.add(link);
    raw.once('close', () => {
      links.delete(link);
      far?.destroy();
    });
    if (link.dead) {
      raw.resume();
      return;
    }
    const near = await secureNear(raw, secureContext, domain);
    if (near === undefined || !links.has(link)) return;
    far = tlsConnect({ host: target.host, port: target.directTlsPort, servername: domain, ca });
    far.on('error', () => link.destroy('reset'));
    passOn(link, near, far, 'client');
    passOn(link, far, near, 'server');
  }

  function passOn(link: Link, from: Socket, to: Socket, side: Side): void {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let chain: Promise<unknown> = Promise.resolve();
    const usable = () => links.has(link) && !link.dead && to.writable;
    from.on('data', (bytes: Buffer) => {
      const due = Date.now() + latency;
      chain = chain.then(async () => {
        await open;
        const wait = due - Date.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (!usable()) return;
        const text = decoder.decode(bytes, { stream: true });
        if (side === 'server' && !link.signedIn && text.includes('<success')) signIn(link);
        for (const cutter of cutters) {
          const at = cutter.side === side && link.signedIn ? placeToCut(bytes, cutter.where) : undefined;
          if (at === undefined) continue;
          cutters.delete(cutter);
          await new Promise((resolve) => to.write(bytes.subarray(0, at), resolve));
          link.destroy('reset');
          cutter.done();
          return;
        }
        onText?.(side, text, link.number);
        to.write(bytes);
      });
    });
    from.once('close', () => {
      chain = chain.then(() => {
        if (side === 'client') link.destroy('reset');
        else if (!link.dead) link.destroy('end');
      });
    });
  }

  function signIn(link: Link): void {
    if ([...links].some((other) => other !== link && other.signedIn && !other.near.destroyed)) doubles += 1;
    link.signedIn = true;
  }

  const server = createServer((socket) => {
    accept(socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  const line: Line = {
    host: '127.0.0.1',
    port: address.port,
    made,
    doubles: () => doubles,
    living: () => [...links].filter((link) => link.signedIn && !link.dead).length,
    cut(how) {
      for (const link of [...links]) link.destroy(how);
    },
    cutInside(side, where, done) {
      const cutter = { side, where, done };
      cutters.add(cutter);
      return () => void cutters.delete(cutter);
    },
    blackHole({ newOnes } = { newOnes: true }) {
      swallowing = newOnes;
      for (const link of links) link.dead = true;
    },
    stall() {
      line.heal();
      open = new Promise((resolve) => {
        letThrough = resolve;
      });
    },
    delay(ms) {
      latency = ms;
    },
    heal() {
      swallowing = false;
      latency = 0;
      letThrough();
      open = Promise.resolve();
    },
    async dispose() {
      line.heal();
      const closed = new Promise((resolve) => server.close(resolve));
      line.cut('reset');
      await closed;
    },
  };
  return line;
}

/** STARTTLS as a server does it; undefined when the client went away meanwhile. */
async function secureNear(raw: Socket, secureContext: SecureContext, domain: string): Promise<TLSSocket | undefined> {
  let said = '';
  const read = async (pattern: RegExp): Promise<boolean> => {
    while (!pattern.test(said)) {
      const bytes = await Promise.race([once(raw, 'data'), once(raw, 'close').then(() => undefined)]);
      if (bytes === undefined) return false;
      said += String(bytes[0]);
    }
    return true;
  };
  if (!(await read(/<stream:stream[^>]*>/))) return undefined;
  const ns = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";
  raw.write(`<?xml version='1.0'?><stream:stream ${ns} from='${domain}' id='line' version='1.0'>${FEATURES}`);
  if (!(await read(/<starttls /))) return undefined;
  raw.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  const near = new TLSSocket(raw, { isServer: true, secureContext });
  // A fault may come before anybody reads from it.
  near.on('error', () => {});
  return near;
}

/** Where in these bytes a message can be broken; undefined: there is no message in them. */
export function placeToCut(bytes: Buffer, where: 'stanza' | 'character'): number | undefined {
  const start = bytes.indexOf('<message');
  if (start < 0) return undefined;
  if (where === 'stanza') {
    const end = bytes.indexOf('</message>', start);
    return Math.floor((start + 8 + (end < 0 ? bytes.length : end)) / 2);
  }
  // The first byte of a character of several (RFC 3629 section 3).
  const character = bytes.findIndex((byte, index) => index > start && byte >= 0xc2);
  return character < 0 ? undefined : character + 1;
}
