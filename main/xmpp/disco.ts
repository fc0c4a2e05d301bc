/** XEP-0030 Service Discovery, version 2.5.0: what this client is and can, and what the server can. */
import { type Element, xml } from '@xmpp/xml';
import type { BareJid } from '../../app/jid.ts';
import { domainOf } from '../../app/jid.ts';
import { type Log, reasonOf } from '../log.ts';
import { capsHash } from './caps.ts';
import type { Feature } from './feature.ts';

export const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';

export const IDENTITY = { category: 'client', type: 'pc', name: 'Kith' } as const;

export interface Disco extends Feature {
  /** Whether the server, or the account's own bare address there, discloses a namespace. */
  has(ns: string): boolean;
}

export function createDisco({
  account,
  features,
  node,
  log,
}: {
  account: BareJid;
  /** What this client discloses; asked when somebody wants to know. */
  features: () => readonly string[];
  /** The node of XEP-0115, without the hash. */
  node: string;
  log: Log;
}): Disco {
  let disclosed = new Set<string>();

  async function ask(to: BareJid, request: (iq: Element) => Promise<Element>): Promise<string[]> {
    try {
      const answer = await request(xml('iq', { type: 'get', to }, xml('query', { xmlns: DISCO_INFO })));
      const found = answer.getChild('query', DISCO_INFO)?.getChildren('feature') ?? [];
      return found.flatMap((feature) => feature.attrs.var ?? []);
    } catch (error) {
      log.warn('service discovery failed', { to, reason: reasonOf(error) });
      return [];
    }
  }

  return {
    name: 'disco',
    discloses: [DISCO_INFO, DISCO_ITEMS],
    has: (ns) => disclosed.has(ns),
    async online(session) {
      const server = domainOf(account) as BareJid;
      const [ofServer, ofAccount] = await Promise.all([
        ask(server, (iq) => session.request(iq)),
        ask(account, (iq) => session.request(iq)),
      ]);
      disclosed = new Set([...ofServer, ...ofAccount]);
    },
    answers: [
      {
        type: 'get',
        name: 'query',
        ns: DISCO_INFO,
        answer(query) {
          const asked = query.attrs.node;
          const known = asked === undefined || asked === `${node}#${capsHash(IDENTITY, features())}`;
          return xml(
            'query',
            { xmlns: DISCO_INFO, node: asked },
            known ? xml('identity', IDENTITY) : undefined,
            ...(known ? features().map((feature) => xml('feature', { var: feature })) : []),
          );
        },
      },
      {
        type: 'get',
        name: 'query',
        ns: DISCO_ITEMS,
        answer: (query) => xml('query', { xmlns: DISCO_ITEMS, node: query.attrs.node }),
      },
    ],
  };
}
