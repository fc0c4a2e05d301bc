/** Another person's client (slixmpp), as a test drives it. Nothing is ever answered by itself, but receipts if wanted. */
import { randomUUID } from 'node:crypto';
import { type Element, escapeXML } from '@xmpp/xml';
import { parseXml } from '../xml.ts';
import { peerProcess, type RosterState } from './process.ts';
import { type StanzaTest, stanzaLog } from './stanzas.ts';

export type { RosterState } from './process.ts';

export interface PeerOptions {
  readonly server: { readonly domain: string; readonly host: string; readonly port: number; readonly ca: string };
  readonly user: string;
  readonly password: string;
  /** Default `peer`. */
  readonly resource?: string;
  /** Whether receipts that are asked for are given (XEP-0184); default true. */
  readonly receipts?: boolean;
  /** Whether it becomes available at once; default true. */
  readonly presence?: boolean;
}

export interface PresenceOptions {
  readonly show?: 'away' | 'chat' | 'dnd' | 'xa';
  readonly status?: string;
  readonly priority?: number;
  readonly type?: 'unavailable';
  /** Directed to somebody. */
  readonly to?: string;
}

export interface MessageOptions {
  /** Default `chat`. */
  readonly type?: 'chat' | 'normal' | 'headline' | 'groupchat' | 'error';
  readonly subject?: string;
  /** Default a new one. */
  readonly id?: string;
  /** Further child elements, each with its xmlns. */
  readonly xml?: readonly string[];
}

export type StanzaKind = 'message' | 'presence' | 'iq';
type Wait = { readonly since?: number; readonly deadline?: number };

export interface Peer {
  /** Bare. */
  readonly jid: string;
  readonly fullJid: string;
  /** Everything received so far, oldest first; its length is a mark for `since`. */
  readonly received: readonly Element[];
  /** The roster item as slixmpp holds it; undefined: not in the roster. */
  rosterState(jid: string): RosterState | undefined;
  /** Waits until the item is so; `undefined` waits for its removal. */
  waitForRoster(jid: string, wanted: Partial<RosterState> | undefined, deadline?: number): Promise<void>;
  /** The first stanza that fits, also one received before (`since`: an earlier `received.length`). */
  waitFor(kind: StanzaKind, test?: StanzaTest, wait?: Wait): Promise<Element>;
  /** Waits for a message with exactly this text. */
  waitForBody(body: string, wait?: Wait): Promise<Element>;

  subscribe(to: string, status?: string): Promise<void>;
  subscribed(to: string): Promise<void>;
  unsubscribe(to: string): Promise<void>;
  unsubscribed(to: string): Promise<void>;
  /** Resolves when the server has accepted it. */
  setRoster(item: { jid: string; name?: string; groups?: readonly string[] }): Promise<void>;
  removeRoster(jid: string): Promise<void>;
  presence(options?: PresenceOptions): Promise<void>;
  /** Gives the stanza's id. An undefined body sends none. */
  sendMessage(to: string, body: string | undefined, options?: MessageOptions): Promise<string>;
  /** A chat state (XEP-0085). */
  sendChatState(to: string, state: 'active' | 'composing' | 'paused' | 'inactive' | 'gone'): Promise<void>;
  /** A chat marker (XEP-0333) about the message with this id. */
  sendMarker(to: string, id: string, marker?: 'received' | 'displayed' | 'acknowledged'): Promise<void>;
  sendRaw(xml: string): Promise<void>;
  /** Sends the payload in an iq and gives the answer, a result or an error. */
  iq(type: 'get' | 'set', payload: string, to?: string): Promise<Element>;
  enableCarbons(): Promise<void>;
  /** Reads the whole own archive (XEP-0313): the forwarded messages, oldest first. */
  archive(wantedWith?: string): Promise<Element[]>;

  /** Signs out in order. */
  disconnect(): Promise<void>;
  /** Drops the connection without a word. */
  kill(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

let lastPeer = 0;

export async function startPeer(options: PeerOptions): Promise<Peer> {
  const peers = peerProcess();
  const jid = `${options.user}@${options.server.domain}`;
  const name = `${jid} #${++lastPeer}`;
  const log = stanzaLog(jid);
  const roster = new Map<string, RosterState>();
  const rosterLooks = new Set<() => void>();
  const faults: string[] = [];
  let connected = true;
  const unlisten = peers.listen(name, (event) => {
    if (event.event === 'stanza') log.add(parseXml(event.xml));
    else if (event.event === 'roster') {
      if (event.item === null) roster.delete(event.jid);
      else roster.set(event.jid, event.item);
      for (const look of [...rosterLooks]) look();
    } else {
      faults.push(`${event.event}: ${event.reason}`);
      if (event.event === 'disconnected') connected = false;
    }
  });
  const act = (what: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    peers.command(name, { do: what, deadline: 20_000, ...args });

  let fullJid: string;
  try {
    const { host, port, ca } = options.server;
    const { receipts = true, presence = true, password } = options;
    const account = { jid: `${jid}/${options.resource ?? 'peer'}`, password };
    fullJid = String(await act('connect', { ...account, host, port, ca, receipts, presence }));
  } catch (error) {
    unlisten();
    throw new Error(`${jid} could not sign in: ${String(error)}\n${faults.join('\n')}\n${peers.warnings()}`);
  }

  async function leave(how: 'disconnect' | 'kill'): Promise<void> {
    if (connected) await act(how);
    connected = false;
    unlisten();
  }
  const answer = async (type: string, to: string, status?: string): Promise<void> => {
    const words = status === undefined ? '' : `<status>${escapeXML(status)}</status>`;
    await act('raw', { xml: `<presence to="${escapeXML(to)}" type="${type}">${words}</presence>` });
  };
  async function sendMessage(to: string, body: string | undefined, message: MessageOptions = {}): Promise<string> {
    const { id = randomUUID(), type = 'chat', ...more } = message;
    await act('message', { ...more, to, type, id_: id, ...(body === undefined ? {} : { body }) });
    return id;
  }
  async function iq(type: 'get' | 'set', payload: string, to?: string): Promise<Element> {
    const id = randomUUID();
    const since = log.all.length;
    const address = to === undefined ? '' : ` to="${escapeXML(to)}"`;
    await act('raw', { xml: `<iq type="${type}" id="${id}"${address}>${payload}</iq>` });
    return log.waitFor(`the answer to ${payload}`, (stanza) => stanza.is('iq') && stanza.attrs.id === id, { since });
  }

  return {
    jid,
    fullJid,
    received: log.all,
    rosterState: (contact) => roster.get(contact),
    waitForRoster(contact, wanted, deadline = 10_000) {
      const fits = (): boolean => {
        const item = roster.get(contact);
        if (item === undefined || wanted === undefined) return item === wanted;
        const fields = Object.keys(wanted) as (keyof RosterState)[];
        return fields.every((field) => String(item[field]) === String(wanted[field]));
      };
      if (fits()) return Promise.resolve();
      const stack = new Error();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          rosterLooks.delete(look);
          const is = JSON.stringify(roster.get(contact));
          stack.message = `${jid}: ${contact} did not become ${JSON.stringify(wanted)} within ${deadline} ms, it is ${is}; received:\n${log.all.join('\n')}`;
          reject(stack);
        }, deadline);
        const look = (): void => {
          if (!fits()) return;
          rosterLooks.delete(look);
          clearTimeout(timer);
          resolve();
        };
        rosterLooks.add(look);
      });
    },
    waitFor: (kind, test = () => true, wait = {}) =>
      log.waitFor(`a ${kind} that fits ${test}`, (stanza) => stanza.is(kind) && test(stanza), wait),
    waitForBody: (body, wait = {}) =>
      log.waitFor(
        `the message "${body}"`,
        (stanza) => stanza.is('message') && stanza.getChildText('body') === body,
        wait,
      ),

    subscribe: (to, status) => answer('subscribe', to, status),
    subscribed: (to) => answer('subscribed', to),
    unsubscribe: (to) => answer('unsubscribe', to),
    unsubscribed: (to) => answer('unsubscribed', to),
    async setRoster(item) {
      await act('roster-set', { item });
    },
    async removeRoster(contact) {
      await act('roster-set', { item: { jid: contact, subscription: 'remove' } });
    },
    async presence(wanted = {}) {
      await act('presence', { ...wanted });
    },
    sendMessage,
    async sendChatState(to, state) {
      await sendMessage(to, undefined, { xml: [`<${state} xmlns="http://jabber.org/protocol/chatstates"/>`] });
    },
    async sendMarker(to, id, marker = 'displayed') {
      const xml = `<${marker} xmlns="urn:xmpp:chat-markers:0" id="${escapeXML(id)}"/>`;
      await sendMessage(to, undefined, { xml: [xml] });
    },
    async sendRaw(xml) {
      await act('raw', { xml });
    },
    iq,
    async enableCarbons() {
      const result = await iq('set', '<enable xmlns="urn:xmpp:carbons:2"/>');
      if (result.attrs.type !== 'result') throw new Error(`${jid}: no carbons: ${result}`);
    },
    async archive(wantedWith) {
      const queryid = randomUUID();
      const field = (variable: string, value: string): string =>
        `<field var="${variable}"><value>${escapeXML(value)}</value></field>`;
      const form = `<x xmlns="jabber:x:data" type="submit">${field('FORM_TYPE', 'urn:xmpp:mam:2')}${
        wantedWith === undefined ? '' : field('with', wantedWith)
      }</x>`;
      let after = '';
      for (;;) {
        const page = `<set xmlns="http://jabber.org/protocol/rsm"><max>100</max>${after}</set>`;
        const end = await iq('set', `<query xmlns="urn:xmpp:mam:2" queryid="${queryid}">${form}${page}</query>`);
        const fin = end.getChild('fin', 'urn:xmpp:mam:2');
        if (fin === undefined) throw new Error(`${jid}: no archive: ${end}`);
        const last = fin.getChild('set', 'http://jabber.org/protocol/rsm')?.getChildText('last') ?? null;
        if (fin.attrs.complete === 'true' || last === null) break;
        after = `<after>${escapeXML(last)}</after>`;
      }
      return log.all
        .map((stanza) => stanza.getChild('result', 'urn:xmpp:mam:2'))
        .filter((result) => result?.attrs.queryid === queryid)
        .flatMap((result) => result?.getChild('forwarded', 'urn:xmpp:forward:0')?.getChild('message') ?? []);
    },
    disconnect: () => leave('disconnect'),
    kill: () => leave('kill'),
    [Symbol.asyncDispose]: () => leave('disconnect'),
  };
}
