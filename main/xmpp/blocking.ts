/** XEP-0191 Blocking Command, version 1.3. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, bareOf, jidOf } from '../../app/jid.ts';
import { reasonOf } from '../log.ts';
import type { FeatureContext } from './context.ts';
import type { Feature, Incoming, Session } from './feature.ts';

export const BLOCKING = 'urn:xmpp:blocking';

export interface BlockingFeature extends Feature {
  block(session: Session, jid: BareJid): Promise<void>;
  unblock(session: Session, jid: BareJid): Promise<void>;
  /** Tells a page that has just begun of the whole list. */
  tell(): void;
}

export function createBlocking(context: FeatureContext, { supported }: { supported: () => boolean }): BlockingFeature {
  const { account, log } = context;
  let blocked = new Set<BareJid>();

  const tell = () => context.live({ type: 'blocking/list', account, jids: [...blocked].sort() });

  function read(parent: Element): BareJid[] {
    return parent.getChildren('item').flatMap((item) => bareOf(item.attrs.jid) ?? []);
  }

  async function command(session: Session, name: 'block' | 'unblock', jid: BareJid): Promise<void> {
    if (!supported()) throw new FaultError({ kind: 'unsupported', what: 'blocking' });
    await session.request(xml('iq', { type: 'set' }, xml(name, { xmlns: BLOCKING }, xml('item', { jid }))));
  }

  /** A push (section 3.4): from the own account only. */
  function push(payload: Element, { stanza }: Incoming): undefined {
    if (stanza.attrs.from !== undefined && jidOf(stanza.attrs.from) !== account) {
      log.warn('forged block list push refused', { from: stanza.attrs.from });
      throw new FaultError({ kind: 'refused', condition: 'service-unavailable' });
    }
    const jids = read(payload);
    if (payload.is('block')) for (const jid of jids) blocked.add(jid);
    else if (jids.length === 0) blocked.clear();
    else for (const jid of jids) blocked.delete(jid);
    tell();
  }

  return {
    name: 'blocking',
    tell,
    block: (session, jid) => command(session, 'block', jid),
    unblock: (session, jid) => command(session, 'unblock', jid),
    async online(session) {
      if (!supported()) return;
      try {
        const answer = await session.request(xml('iq', { type: 'get' }, xml('blocklist', { xmlns: BLOCKING })));
        const list = answer.getChild('blocklist', BLOCKING);
        blocked = new Set(list === undefined ? [] : read(list));
        tell();
      } catch (error) {
        log.warn('block list refused', { reason: reasonOf(error) });
      }
    },
    answers: [
      { type: 'set', name: 'block', ns: BLOCKING, answer: push },
      { type: 'set', name: 'unblock', ns: BLOCKING, answer: push },
    ],
  };
}
