/** The roster (RFC 6121 section 2) with versioning (section 2.6). */
import { type Element, xml } from '@xmpp/xml';
import { LONGEST_NAME, MOST_GROUPS } from '../../app/contract/define.ts';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, bareOf, jidOf } from '../../app/jid.ts';
import type { RosterItem, Subscription } from '../../app/roster/item.ts';
import { reasonOf } from '../log.ts';
import { clipped } from './clipped.ts';
import type { FeatureContext } from './context.ts';
import type { Feature, Incoming, Session } from './feature.ts';

export const ROSTER = 'jabber:iq:roster';
export const VERSIONING = 'urn:xmpp:features:rosterver';

const SUBSCRIPTIONS: readonly string[] = ['none', 'to', 'from', 'both'];

/** One item of a result or a push; `remove` for one that is gone, nothing when it can't be read. */
export function readItem(item: Element): RosterItem | { readonly remove: BareJid } | undefined {
  const jid = bareOf(item.attrs.jid);
  if (jid === undefined) return undefined;
  const subscription = item.attrs.subscription ?? 'none';
  if (subscription === 'remove') return { remove: jid };
  if (!SUBSCRIPTIONS.includes(subscription)) return undefined;
  // Nothing limits what a server gives; the page refuses a whole roster with more in it than this (contract/define.ts).
  const groups = item.getChildren('group').map((group) => clipped(group.text(), LONGEST_NAME));
  return {
    jid,
    ...(item.attrs.name ? { name: clipped(item.attrs.name, LONGEST_NAME) } : {}),
    // "groups ... case sensitive"; an empty or doubled one says nothing (section 2.1.2.6).
    groups: [...new Set(groups.filter((group) => group !== ''))].slice(0, MOST_GROUPS),
    subscription: subscription as Subscription,
    asking: item.attrs.ask === 'subscribe',
    approved: item.attrs.approved === 'true' || item.attrs.approved === '1',
  };
}

/** A roster set (section 2.1.5): one item, no `subscription`. */
export function writeSet(jid: BareJid, name: string, groups: readonly string[]): Element {
  const item = xml('item', { jid, name: name || undefined }, ...groups.map((group) => xml('group', {}, group)));
  return xml('iq', { type: 'set' }, xml('query', { xmlns: ROSTER }, item));
}

export function writeRemove(jid: BareJid): Element {
  return xml('iq', { type: 'set' }, xml('query', { xmlns: ROSTER }, xml('item', { jid, subscription: 'remove' })));
}

/** An item as it was and as it is; absent: not in the roster. */
export type RosterChanged = (before: RosterItem | undefined, after: RosterItem | undefined, jid: BareJid) => void;

export interface RosterFeature extends Feature {
  item(jid: BareJid): RosterItem | undefined;
  count(): number;
  /** Told of every push, and at sign-in of what differs from what was stored. */
  onChange(listener: RosterChanged): () => void;
}

export function createRoster(context: FeatureContext): RosterFeature {
  const { account, log } = context;
  let items = new Map<BareJid, RosterItem>();
  const listeners = new Set<RosterChanged>();

  function tell(before: RosterItem | undefined, after: RosterItem | undefined, jid: BareJid): void {
    for (const listener of listeners) listener(before, after, jid);
  }

  function replace(query: Element): void {
    const before = items;
    items = new Map();
    for (const element of query.getChildren('item')) {
      const item = readItem(element);
      if (item === undefined || 'remove' in item) log.warn('unreadable roster item skipped');
      else items.set(item.jid, item);
    }
    const version = query.attrs.ver;
    context.durable({
      type: 'roster/received',
      account,
      roster: { items: [...items.values()], ...(version === undefined ? {} : { version }) },
    });
    for (const [jid, item] of before) if (items.get(jid) === undefined) tell(item, undefined, jid);
    for (const [jid, item] of items) tell(before.get(jid), item, jid);
  }

  async function fetch(session: Session): Promise<void> {
    const stored = context.stored();
    items = new Map(stored.items.map((item) => [item.jid, item]));
    const versioned = session.serverFeatures.getChild('ver', VERSIONING) !== undefined;
    // "If the client does not have a cached version ... it includes a 'ver' attribute set to the empty string."
    const query = xml('query', { xmlns: ROSTER, ver: versioned ? (stored.rosterVersion ?? '') : undefined });
    const answer = await session.request(xml('iq', { type: 'get' }, query));
    const result = answer.getChild('query', ROSTER);
    // An empty result: the stored version is current, or its changes come as pushes (section 2.6.3).
    if (result !== undefined) replace(result);
  }

  function push(query: Element, incoming: Incoming): Element | undefined {
    // "A receiving client MUST ignore the stanza unless it has no 'from' attribute (i.e., implicitly from the bare JID
    // of the user's account) or it has a 'from' attribute whose value matches the user's bare JID" (section 2.1.6).
    const from = incoming.stanza.attrs.from;
    if (from !== undefined && jidOf(from) !== account) {
      log.warn('forged roster push refused', { from });
      throw new FaultError({ kind: 'refused', condition: 'service-unavailable' });
    }
    const elements = query.getChildren('item');
    const item = elements[0] === undefined ? undefined : readItem(elements[0]);
    if (elements.length !== 1 || item === undefined)
      throw new FaultError({ kind: 'refused', condition: 'bad-request' });
    const version = query.attrs.ver === undefined ? {} : { version: query.attrs.ver };
    if ('remove' in item) {
      const before = items.get(item.remove);
      items.delete(item.remove);
      context.durable({ type: 'roster/removed', account, ...version, jid: item.remove });
      tell(before, undefined, item.remove);
    } else {
      const before = items.get(item.jid);
      items.set(item.jid, item);
      context.durable({ type: 'roster/pushed', account, ...version, item });
      tell(before, item, item.jid);
    }
    return undefined;
  }

  return {
    name: 'roster',
    item: (jid) => items.get(jid),
    count: () => items.size,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin(session) {
      // A resumed server goes on with pushes about what is stored.
      if (session.restored === true) items = new Map(context.stored().items.map((item) => [item.jid, item]));
    },
    async online(session) {
      try {
        await fetch(session);
      } catch (error) {
        if (!(error instanceof FaultError)) throw error;
        log.warn('roster refused', { reason: reasonOf(error) });
        // "If the roster does not exist, the server returns item-not-found" (section 2.1.4): there is nobody yet.
        if (error.fault.kind === 'refused' && error.fault.condition === 'item-not-found') {
          replace(xml('query', { xmlns: ROSTER }));
        } else context.live({ type: 'roster/refused', account, fault: error.fault });
      }
    },
    answers: [{ type: 'set', name: 'query', ns: ROSTER, answer: push }],
  };
}
