/** A scripted server that pours messages into a client and learns, by stream management, when it has them safe. */
import type { ScriptedClient, ScriptedServer } from '../server/scripted.ts';
import { startScriptedServer } from '../server/scripted.ts';
import { messages } from './traffic.ts';

const SM = 'urn:xmpp:sm:3';
/** ms between questions: the resolution of the figure. */
const ASK = 10;
const LIMIT = 300_000;
const PEERS = 50;

export interface Blaster {
  readonly server: ScriptedServer;
  /** Pours, and gives the ms until the client counts all of it as safe. */
  pour(client: ScriptedClient, count: number): Promise<number>;
}

/** Who sign in as `ann`, with `secret`, have `contacts` contacts; the first of them write. */
export async function startBlaster(contacts: number): Promise<Blaster> {
  const jids = Array.from({ length: contacts }, (_, n) => `friend-${n}@localhost`);
  const peers = jids.slice(0, PEERS);
  const roster = jids.map(
    (jid, n) => `<item jid="${jid}" name="Friend ${n}" subscription="both"><group>Group ${n % 20}</group></item>`,
  );
  const server = await startScriptedServer({
    users: { ann: 'secret' },
    roster: roster.join(''),
    disco: ['urn:xmpp:mam:2', 'urn:xmpp:carbons:2'],
    features: [`<sm xmlns="${SM}"/>`],
  });
  const account = `ann@${server.domain}`;
  /** What each client sent since it began to be counted: the usual answer would count anew each time it is asked. */
  const sent = new WeakMap<ScriptedClient, number>();
  let safe = (_h: number): void => undefined;
  server.answer((element, client) => {
    if (element.is('enable', SM)) sent.set(client, 0);
    else if (element.is('r', SM)) return `<a xmlns="${SM}" h="${sent.get(client) ?? 0}"/>`;
    else if (element.is('a', SM)) safe(Number(element.attrs.h));
    else if (/^(iq|message|presence)$/.test(element.name)) sent.set(client, (sent.get(client) ?? 0) + 1);
    return undefined;
  });

  /** Resolves when the client says that it has at least so many; asks until then. */
  function counted(client: ScriptedClient, enough: (h: number) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const asking = setInterval(() => client.send(`<r xmlns="${SM}"/>`), ASK);
      const late = setTimeout(() => {
        clearInterval(asking);
        reject(new Error(`the client did not store everything within ${LIMIT} ms`));
      }, LIMIT);
      safe = (h) => {
        if (!enough(h)) return;
        clearInterval(asking);
        clearTimeout(late);
        safe = () => undefined;
        resolve(h);
      };
    });
  }

  return {
    server,
    async pour(client, count) {
      const text = messages({ account, peers }, count);
      const before = await counted(client, () => true);
      const began = performance.now();
      client.send(text);
      await counted(client, (h) => h - before >= count);
      return performance.now() - began;
    },
  };
}
