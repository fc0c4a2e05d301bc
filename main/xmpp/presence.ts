/**
 * Presence (RFC 6121 section 4): the own one sent, the contacts' known resource by resource. With the own one goes since
 * when the person has been away, if that is wanted (XEP-0319 Last User Interaction in Presence, version 1.0.3).
 */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, jidOf, resourceOf, toBare } from '../../app/jid.ts';
import type { ContactPresence, OwnPresence, ResourcePresence, Show } from '../../app/roster/presence.ts';
import { readClientName, writeCaps } from './caps.ts';
import type { FeatureContext } from './context.ts';
import { sentAt } from './delay.ts';
import type { Feature, Session } from './feature.ts';

const IDLE = 'urn:xmpp:idle:1';
const SHOWN: readonly string[] = ['chat', 'away', 'xa', 'dnd'];

/** What a presence without type says of one resource. */
export function readAvailable(presence: Element, resource: string, now: number): ResourcePresence {
  const show = presence.getChildText('show') ?? '';
  const priority = Number.parseInt(presence.getChildText('priority') ?? '0', 10);
  const status = presence.getChildText('status') ?? '';
  const client = readClientName(presence);
  return {
    resource,
    show: (SHOWN.includes(show) ? show : 'online') as Show,
    priority: Number.isNaN(priority) ? 0 : Math.max(-128, Math.min(127, priority)),
    ...(status === '' ? {} : { status }),
    since: sentAt(presence, now),
    ...(client === undefined ? {} : { client }),
  };
}

/** The own presence as it is broadcast. `awaySince`: epoch ms. */
export function writePresence(own: OwnPresence, caps: Element, awaySince?: number): Element {
  if (own.show === 'offline') return xml('presence', { type: 'unavailable' }, statusElement(own.status));
  return xml(
    'presence',
    {},
    own.show === 'online' ? undefined : xml('show', {}, own.show),
    statusElement(own.status),
    xml('priority', {}, own.show === 'xa' ? '0' : '5'),
    caps,
    awaySince === undefined ? undefined : xml('idle', { xmlns: IDLE, since: new Date(awaySince).toISOString() }),
  );
}

function statusElement(status: string): Element | undefined {
  return status === '' ? undefined : xml('status', {}, status);
}

export interface PresenceFeature extends Feature {
  /** Broadcasts the own presence, now or at the next sign-in. */
  announce(): void;
  /** Tells a page that has just begun of everybody. */
  tellAll(): void;
}

export function createPresence(
  context: FeatureContext,
  {
    own,
    caps,
    awaySince = () => undefined,
  }: {
    own: () => OwnPresence;
    caps: () => { readonly node: string; readonly hash: string };
    /** Epoch ms; undefined while the person is there. */
    awaySince?: () => number | undefined;
  },
): PresenceFeature {
  const { account } = context;
  const contacts = new Map<BareJid, Map<string, ResourcePresence>>();
  const words = new Map<BareJid, string>();
  const unreachable = new Set<BareJid>();
  let changed = new Set<BareJid>();
  let session: Session | undefined;

  function presenceOf(jid: BareJid): ContactPresence {
    const lastStatus = words.get(jid);
    return {
      jid,
      resources: [...(contacts.get(jid)?.values() ?? [])],
      ...(lastStatus === undefined ? {} : { lastStatus }),
      ...(unreachable.has(jid) ? { unreachable: true } : {}),
    };
  }

  /** At sign-in hundreds come at once: what one turn of the event loop brings is told together. */
  function tell(jid: BareJid): void {
    if (changed.size === 0) {
      setImmediate(() => {
        const told = [...changed];
        if (told.length === 0) return;
        changed = new Set();
        context.live({ type: 'presence/changed', account, contacts: told.map(presenceOf) });
      });
    }
    changed.add(jid);
  }

  function announce(): void {
    const { node, hash } = caps();
    const since = context.settings().sendLastSeen ? awaySince() : undefined;
    session?.send(writePresence(own(), writeCaps(node, hash), since));
  }

  return {
    name: 'presence',
    announce,
    tellAll() {
      for (const jid of new Set([...contacts.keys(), ...words.keys(), ...unreachable])) tell(jid);
    },
    online(next) {
      session = next;
      // A server probes the contacts, and delivers what waits, only when somebody becomes available (RFC 6121 section
      // 4.3.1); of a session of an earlier run it believes that this was done.
      if (next.restored === true) next.send(xml('presence', { type: 'unavailable' }));
      announce();
    },
    offline(ended) {
      if (!ended) return;
      session = undefined;
      contacts.clear();
      words.clear();
      unreachable.clear();
      changed.clear();
      context.live({ type: 'presence/unknown', account });
    },
    receive({ stanza }) {
      if (!stanza.is('presence')) return false;
      const from = jidOf(stanza.attrs.from ?? account);
      const type = stanza.attrs.type;
      if (from === undefined || (type !== undefined && type !== 'unavailable' && type !== 'error')) return false;
      const jid = toBare(from);
      const resource = resourceOf(from);
      if (type === undefined) {
        let resources = contacts.get(jid);
        if (resources === undefined) {
          resources = new Map();
          contacts.set(jid, resources);
        }
        unreachable.delete(jid);
        words.delete(jid);
        resources.set(resource, readAvailable(stanza, resource, context.clock.now()));
      } else if (type === 'unavailable') {
        // From the bare address it means every resource (section 4.5.2).
        if (resource === '') contacts.delete(jid);
        else contacts.get(jid)?.delete(resource);
        const status = stanza.getChildText('status');
        if (status) words.set(jid, status);
        else words.delete(jid);
      } else {
        contacts.delete(jid);
        unreachable.add(jid);
      }
      tell(jid);
      return true;
    },
  };
}
