/** What a server offers to sign in with, as its features say it. */
import type { Element } from '@xmpp/xml';

export interface Offer {
  readonly mechanisms: readonly string[];
  /** Channel-binding types (XEP-0440); undefined where the server does not list them. */
  readonly bindings: readonly string[] | undefined;
}

export const CHANNEL_BINDING_NS = 'urn:xmpp:sasl-cb:0';
/** RFC 9266. */
export const TLS_EXPORTER = 'tls-exporter';

/** `list`: the element with the mechanisms, `<mechanisms/>` of RFC 6120 or `<authentication/>` of XEP-0388. */
export function readOffer(features: Element, list: Element | undefined): Offer {
  const bindings = features.getChild('sasl-channel-binding', CHANNEL_BINDING_NS)?.getChildren('channel-binding');
  return {
    mechanisms: list?.getChildren('mechanism').map((mechanism) => mechanism.getText().trim()) ?? [],
    bindings: bindings?.map(({ attrs }) => attrs.type ?? ''),
  };
}
