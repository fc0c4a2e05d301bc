/** Signs a client in and sends it spoiled stanzas, over as many streams as that takes; at the end a good message. */
import { BIND, type HostileClient, type HostileServer, SM, startHostile } from '../server/hostile.ts';
import { mutate } from './mutations.ts';
import { seeded } from './random.ts';

export interface Spoiling extends AsyncDisposable {
  readonly server: HostileServer;
  /** Stanzas sent, and streams on which that was done. */
  sent(): number;
  streams(): number;
  /** What was done to stanzas behind which the client ended the stream, although it should not have. */
  readonly unexpected: readonly string[];
}

export interface SpoilingOptions {
  readonly count: number;
  readonly seed: number;
  /** The part (0 to 1) of those that end the stream. */
  readonly rough: number;
  /** The text of the good message. */
  readonly good: string;
  /** Nothing is spoiled before; default at once. */
  readonly ready?: Promise<unknown>;
}

/** Between two signs of life. */
const GROUP = 50;
/** ms that the client has to end a stream on which something stands that it may still be waiting for the rest of. */
const PATIENCE = 150;

export async function startSpoiling({ count, seed, rough, good, ready }: SpoilingOptions): Promise<Spoiling> {
  const chance = seeded(seed);
  const unexpected: string[] = [];
  let sent = 0;
  let streams = 0;

  const server = await startHostile(async (client) => {
    await client.welcome(BIND + SM);
    await client.bind();
    await client.read(/<enable [^>]*>/);
    client.write("<enabled xmlns='urn:xmpp:sm:3' id='spoiled'/>");
    streams += 1;
    let gone = false;
    const closed = client.ended().then(() => {
      gone = true;
    });
    const answers = answering(client);
    await ready;
    while (sent < count && !gone) {
      const hows: string[] = [];
      let isRough = false;
      for (let each = 0; each < GROUP && sent < count && !isRough; each += 1) {
        const mutation = mutate(chance, rough);
        isRough = mutation.rough;
        sent += 1;
        hows.push(mutation.how);
        client.write(mutation.bytes);
      }
      if (isRough) {
        await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
        client.socket.destroy();
        return;
      }
      await Promise.race([closed, answers.sync()]);
      if (gone) unexpected.push(hows.join(' | '));
    }
    client.write(`<message from='juliet@localhost/b' type='chat' id='good'><body>${good}</body></message>`);
    await closed;
  });

  return {
    server,
    sent: () => sent,
    streams: () => streams,
    unexpected,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Refuses whatever the client asks for, which is an answer, too; `sync` asks it, and waits for its own. */
function answering(client: HostileClient) {
  const waiting = new Map<string, () => void>();
  let syncs = 0;
  const refusal = "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
  async function run(): Promise<void> {
    for (;;) {
      const [tag] = await client.read(/<iq [^>]*>|<r [^>]*>/);
      const id = /\bid="([^"]*)"/.exec(tag)?.[1] ?? '';
      if (tag.startsWith('<r')) client.write("<a xmlns='urn:xmpp:sm:3' h='0'/>");
      else if (/\btype="[gs]et"/.test(tag)) client.write(`<iq type='error' id='${id}'>${refusal}</iq>`);
      waiting.get(id)?.();
    }
  }
  // It ends with the connection.
  run().catch(() => undefined);
  return {
    sync: () =>
      new Promise<void>((resolve) => {
        const id = `sync-${++syncs}`;
        waiting.set(id, resolve);
        client.write(`<iq type='get' id='${id}' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>`);
      }),
  };
}
