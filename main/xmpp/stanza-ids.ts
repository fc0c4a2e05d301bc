/** XEP-0359 Unique and Stable Stanza IDs, version 0.7.0. */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, jidOf } from '../../app/jid.ts';

export const STANZA_IDS = 'urn:xmpp:sid:0';
const NS = STANZA_IDS;

/**
 * The archive's id. "The value of the 'by' attribute MUST be the XMPP address of the entity assigning the unique and
 * stable stanza ID": only the one asked for is believed.
 */
export function readStanzaId(message: Element, by: BareJid): string | undefined {
  return message.getChildren('stanza-id', NS).find((each) => jidOf(each.attrs.by) === by)?.attrs.id || undefined;
}

export function writeStanzaId(id: string, by: BareJid): Element {
  return xml('stanza-id', { xmlns: NS, id, by });
}

/** The sender's own id, where it gives no `id` attribute. */
export function readOriginId(message: Element): string | undefined {
  return message.getChild('origin-id', NS)?.attrs.id || undefined;
}

export function writeOriginId(id: string): Element {
  return xml('origin-id', { xmlns: NS, id });
}
