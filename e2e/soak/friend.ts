/** The other side: an independent client (slixmpp) that goes with its server and comes back with it, and keeps a log. */
import type { Element } from '@xmpp/xml';
import { type Peer, startPeer } from '../peers/index.ts';
import type { TestServer } from '../server/index.ts';
import { numbered, numberIn } from './numbered.ts';
import type { Chance } from './random.ts';

export interface Friend {
  readonly jid: string;
  /** Writes so many numbered messages, as far as the server is there; gives how many it handed over. */
  write(count: number): Promise<number>;
  /** Greatest number handed over so far; 0: none. */
  written(): number;
  /** What it got, live, in order: the number and the archive's id of the stanza. */
  received(): readonly { readonly number: number; readonly id: string }[];
  /** Signs in (again), after its server was away. */
  comeBack(): Promise<void>;
  leave(): Promise<void>;
}

const SID = 'urn:xmpp:sid:0';
const ASKS = ['<request xmlns="urn:xmpp:receipts"/>', '<markable xmlns="urn:xmpp:chat-markers:0"/>'];

export function createFriend(server: TestServer, user: string, password: string, to: string, chance: Chance): Friend {
  const jid = `${user}@${server.domain}`;
  const received: { number: number; id: string }[] = [];
  let peer: Peer | undefined;
  let read = 0;
  let number = 0;

  function readOn(): void {
    const stanzas = peer?.received ?? [];
    for (; read < stanzas.length; read += 1) {
      const stanza = stanzas[read] as Element;
      const found = stanza.is('message') ? numberIn('out', stanza.getChildText('body') ?? '') : undefined;
      const id = stanza.getChildren('stanza-id', SID).find((each) => each.attrs.by === jid)?.attrs.id;
      if (found !== undefined) received.push({ number: found, id: id ?? '' });
    }
  }

  return {
    jid,
    async write(count) {
      if (peer === undefined) return 0;
      const asked: Promise<unknown>[] = [];
      for (let each = 0; each < count; each += 1) {
        number += 1;
        asked.push(peer.sendMessage(to, numbered('in', number, chance), { xml: ASKS }));
      }
      // A server that is killed meanwhile takes its clients along: what it did not get any more is in no archive.
      const outcomes = await Promise.allSettled(asked);
      return outcomes.filter(({ status }) => status === 'fulfilled').length;
    },
    written: () => number,
    received() {
      readOn();
      return received;
    },
    async comeBack() {
      readOn();
      await peer?.kill().catch(() => undefined);
      peer = undefined;
      read = 0;
      peer = await startPeer({ server, user, password });
    },
    async leave() {
      readOn();
      await peer?.kill().catch(() => undefined);
      peer = undefined;
    },
  };
}
