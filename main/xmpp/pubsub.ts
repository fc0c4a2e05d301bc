/** XEP-0060 Publish-Subscribe 1.26 as far as XEP-0163 and XEP-0223 (private data in the own account) need it. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, jidOf } from '../../app/jid.ts';
import type { Session } from './feature.ts';

const PUBSUB = 'http://jabber.org/protocol/pubsub';
const OWNER = `${PUBSUB}#owner`;
const EVENT = `${PUBSUB}#event`;
/** Without them a node that does not exist yet would be made for everybody to read. */
export const PUBLISH_OPTIONS = `${PUBSUB}#publish-options`;

/** Only the account reads it (XEP-0223 section 3). */
const SECRET = { 'pubsub#persist_items': 'true', 'pubsub#access_model': 'whitelist' };
/** Every item is kept, and none is sent unasked at the sign-in. */
const LASTING = { 'pubsub#max_items': 'max', 'pubsub#send_last_published_item': 'never' };
const PRIVATE = { ...SECRET, ...LASTING };

/** Publishes an item. Rejects with FaultError; then nothing was published. */
export type Publish = (session: Session, item: Element) => Promise<void>;

/** A private node of the own account. It is made, or made private, where it is not. */
export function createPrivateNode(node: string): Publish {
  /** What this server takes as a condition of publishing; ejabberd 23.01 knows no more than the first two. */
  let conditions: Readonly<Record<string, string>> = PRIVATE;

  let configured = false;

  async function configure(session: Session): Promise<void> {
    const form = writeForm(`${PUBSUB}#node_config`, PRIVATE);
    await session.request(set(xml('pubsub', { xmlns: OWNER }, xml('configure', { node }, form))));
    configured = true;
  }

  async function publish(session: Session, item: Element): Promise<void> {
    const options = xml('publish-options', {}, writeForm(PUBLISH_OPTIONS, conditions));
    await session.request(set(xml('pubsub', { xmlns: PUBSUB }, xml('publish', { node }, item), options)));
  }

  /** Publishes; where that is refused, takes the one thing out of the way that may be the reason. */
  async function tryPublish(session: Session, item: Element): Promise<void> {
    try {
      await publish(session, item);
    } catch (error) {
      if (!(error instanceof FaultError && error.fault.kind === 'refused')) throw error;
      // XEP-0060 section 7.1.5: a `conflict` is an unmet condition: somebody made the node in another way.
      if (error.fault.condition === 'conflict' && !configured) await configure(session);
      else if (conditions === PRIVATE) conditions = SECRET;
      else throw error;
      await tryPublish(session, item);
    }
  }

  return async (session, item) => {
    await tryPublish(session, item);
    if (conditions === SECRET && !configured) await configure(session);
  };
}

function set(payload: Element): Element {
  return xml('iq', { type: 'set' }, payload);
}

function writeForm(formType: string, fields: Readonly<Record<string, string>>): Element {
  const field = (name: string, value: string, type?: string) =>
    xml('field', { var: name, type }, xml('value', {}, value));
  return xml(
    'x',
    { xmlns: 'jabber:x:data', type: 'submit' },
    field('FORM_TYPE', formType, 'hidden'),
    ...Object.entries(fields).map(([name, value]) => field(name, value)),
  );
}

/** All items of a node of the own account; none, where there is no such node. Rejects with FaultError. */
export async function fetchItems(session: Session, node: string): Promise<Element[]> {
  try {
    const answer = await session.request(
      xml('iq', { type: 'get' }, xml('pubsub', { xmlns: PUBSUB }, xml('items', { node }))),
    );
    return answer.getChild('pubsub', PUBSUB)?.getChild('items')?.getChildren('item') ?? [];
  } catch (error) {
    if (error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'item-not-found') {
      return [];
    }
    throw error;
  }
}

/**
 * What a message tells of a node of the own account: its items, `forged` when somebody else sent it. Nothing: it does
 * not speak of the node. (XEP-0163 section 4.3: notifications come "from" the account owner's bare JID.)
 */
export function readOwnEvent(message: Element, node: string, account: BareJid): Element[] | 'forged' | undefined {
  const items = message.getChild('event', EVENT)?.getChild('items');
  if (items?.attrs.node !== node) return undefined;
  const { from } = message.attrs;
  return from === undefined || jidOf(from) === account ? items.getChildren('item') : 'forged';
}
