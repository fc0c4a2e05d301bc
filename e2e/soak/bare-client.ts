/** The least that gets a stream: for writing as fast as the server reads, and for reading an archive without keeping it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { connect } from 'node:tls';

export interface BareAccount {
  readonly server: {
    readonly domain: string;
    readonly host: string;
    readonly directTlsPort: number;
    readonly ca: string;
  };
  readonly user: string;
  readonly password: string;
  readonly resource?: string;
}

export interface BarePage {
  /** The archive's ids and what was in each result, as text, oldest first. */
  readonly results: readonly { readonly id: string; readonly text: string }[];
  readonly last: string | undefined;
  readonly complete: boolean;
}

export interface BareClient extends AsyncDisposable {
  /** Resolves when the kernel has taken it. */
  write(xml: string): Promise<void>;
  /** Waits until what was received matches, and drops it with what was before it. */
  read(pattern: RegExp, deadline?: number): Promise<RegExpExecArray>;
  /** A page of the own archive (XEP-0313), after the id if one is given. */
  page(max: number, after?: string): Promise<BarePage>;
  /** Resolves when the server has worked through everything written so far. */
  settled(): Promise<void>;
}

const STREAM = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'";

export async function connectBare({ server, user, password, resource = 'bare' }: BareAccount): Promise<BareClient> {
  const { domain, host, directTlsPort: port, ca } = server;
  const socket = connect({ host, port, servername: domain, ca: readFileSync(ca) });
  let failure: Error | undefined;
  let received = '';
  let look = () => {};
  const decoder = new StringDecoder('utf8');
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => {
    failure ??= new Error('the server closed the connection');
    look();
  });
  socket.on('data', (bytes: Buffer) => {
    received += decoder.write(bytes);
    look();
  });

  const client: BareClient = {
    write: (xml) => new Promise((resolve, reject) => socket.write(xml, (error) => (error ? reject(error) : resolve()))),
    read(pattern, deadline = 60_000) {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          look = () => {};
          settle();
        };
        const timer = setTimeout(
          () => end(() => reject(new Error(`${user}: ${pattern} not read; left: ${received.slice(-500)}`))),
          deadline,
        );
        look = () => {
          const found = pattern.exec(received);
          if (found === null) {
            if (failure !== undefined) {
              const { message } = failure;
              end(() =>
                reject(new Error(`${user}: ${message} while ${pattern} was waited for; left: ${received.slice(-500)}`)),
              );
            }
            return;
          }
          received = received.slice(found.index + found[0].length);
          end(() => resolve(found));
        };
        look();
      });
    },
    async page(max, after) {
      const id = randomUUID();
      const from = after === undefined ? '' : `<after>${after}</after>`;
      const set = `<set xmlns='http://jabber.org/protocol/rsm'><max>${max}</max>${from}</set>`;
      await client.write(`<iq type='set' id='${id}'><query xmlns='urn:xmpp:mam:2' queryid='${id}'>${set}</query></iq>`);
      const [, before = '', fin = ''] = await client.read(
        new RegExp(`^([\\s\\S]*?)(<iq [^>]*${id}[\\s\\S]*?</iq>)`),
        120_000,
      );
      const results = [...before.matchAll(/<result [^>]*>[\s\S]*?<\/result>/g)].map(([text]) => ({
        id: /<result [^>]*?\bid=["']([^"']*)["']/.exec(text)?.[1] ?? '',
        text,
      }));
      const last = /<last>([^<]*)<\/last>/.exec(fin)?.[1];
      return { results, last, complete: /complete=["']true["']/.test(fin) || results.length === 0 };
    },
    async settled() {
      const id = randomUUID();
      await client.write(`<iq type='get' id='${id}' to='${domain}'><ping xmlns='urn:xmpp:ping'/></iq>`);
      await client.read(new RegExp(`<iq [^>]*${id}[^>]*>`), 300_000);
    },
    async [Symbol.asyncDispose]() {
      // A server may close in the middle of it; what was to be read is read.
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.end('</stream:stream>');
      if (!socket.destroyed) await Promise.race([closed, new Promise((end) => setTimeout(end, 500))]);
      socket.destroy();
    },
  };

  const open = async () => {
    await client.write(`<?xml version='1.0'?><stream:stream ${STREAM} to='${domain}'>`);
    await client.read(/<stream:features>[\s\S]*?<\/stream:features>/);
  };
  await open();
  const proof = Buffer.from(`\0${user}\0${password}`).toString('base64');
  await client.write(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${proof}</auth>`);
  await client.read(/<success[^>]*>/);
  await open();
  const bind = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind>`;
  await client.write(`<iq type='set' id='bind'>${bind}</iq>`);
  await client.read(/<iq [^>]*["']bind["'][\s\S]*?<\/iq>/);
  return client;
}

/** The whole own archive, oldest first. */
export async function wholeArchive(client: BareClient): Promise<BarePage['results'][number][]> {
  const all: BarePage['results'][number][] = [];
  let after: string | undefined;
  for (;;) {
    const page = await client.page(250, after);
    all.push(...page.results);
    if (page.complete || page.last === undefined) return all;
    after = page.last;
  }
}
