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

/** Only the account reads it; every item is kept (XEP-0223 section 3). */
const PRIVATE = {
  'pubsub#persist_items': 'true',
  'pubsub#max_items': 'max',
  'pubsub#send_last_published_item': 'never',
  'pubsub#access_model': 'whitelist',
};

/** One item into a private node of the own account. The node is made, or made private, where it is not. */
export async function publishPrivately(session: Session, node: string, item: Element): Promise<void> {
  const publish = () =>
    session.request(
      xml(
        'iq',
        { type: 'set' },
        xml(
          'pubsub',
          { xmlns: PUBSUB },
          xml('publish', { node }, item),
          xml('publish-options', {}, writeForm(PUBLISH_OPTIONS)),
        ),
      ),
    );
  try {
    await publish();
  } catch (error) {
    // XEP-0060 section 7.1.5: "precondition-not-met", that is, somebody made the node in another way.
    if (!(error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'conflict')) {
      throw error;
    }
    await session.request(
      xml(
        'iq',
        { type: 'set' },
        xml('pubsub', { xmlns: OWNER }, xml('configure', { node }, writeForm(`${PUBSUB}#node_config`))),
      ),
    );
    await publish();
  }
}

function writeForm(formType: string): Element {
  const field = (name: string, value: string, type?: string) =>
    xml('field', { var: name, type }, xml('value', {}, value));
  return xml(
    'x',
    { xmlns: 'jabber:x:data', type: 'submit' },
    field('FORM_TYPE', formType, 'hidden'),
    ...Object.entries(PRIVATE).map(([name, value]) => field(name, value)),
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
