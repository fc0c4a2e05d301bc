/** XEP-0115 Entity Capabilities, version 1.6.0: what this client can, as a hash in its presence. */
import { createHash } from 'node:crypto';
import { type Element, xml } from '@xmpp/xml';

export const CAPS = 'http://jabber.org/protocol/caps';

interface Identity {
  readonly category: string;
  readonly type: string;
  readonly name: string;
}

/** The verification string's hash (section 5.1) for one identity without language and no data forms. */
export function capsHash(identity: Identity, features: readonly string[]): string {
  const text = `${identity.category}/${identity.type}//${identity.name}<${[...features]
    .sort()
    .map((feature) => `${feature}<`)
    .join('')}`;
  return createHash('sha1').update(text).digest('base64');
}

export function writeCaps(node: string, hash: string): Element {
  return xml('c', { xmlns: CAPS, hash: 'sha-1', node, ver: hash });
}

/** The program's name, as far as its caps node tells: `https://gajim.org` is `gajim.org`. */
export function readClientName(presence: Element): string | undefined {
  const node = presence.getChild('c', CAPS)?.attrs.node;
  if (node === undefined) return undefined;
  return (
    node
      .replace(/^https?:\/\/(www\.)?/, '')
      .replace(/[/#].*$/, '')
      .slice(0, 100) || undefined
  );
}
