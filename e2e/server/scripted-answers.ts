/** What the scripted server says where the test says nothing: an empty but polite server. */
import { type Element, escapeXML } from '@xmpp/xml';
import type { ScriptedClient } from './scripted.ts';

export interface ScriptedWorld {
  readonly domain: string;
  /** The roster's `<item/>`s as XML. */
  readonly roster: string;
  /** Feature variables told by disco#info of the server and of the account, for instance `urn:xmpp:carbons:2`. */
  readonly disco: readonly string[];
}

export type ScriptedAnswer = (element: Element, client: ScriptedClient) => string | undefined;

const SM = 'urn:xmpp:sm:3';

function identity(world: ScriptedWorld): string {
  const features = world.disco.map((name) => `<feature var="${escapeXML(name)}"/>`).join('');
  const query = 'query xmlns="http://jabber.org/protocol/disco#info"';
  return `<${query}><identity category="server" type="im" name="Scripted"/>${features}</query>`;
}

/** The payload of a result, or undefined where the server would not know the request. */
function result(iq: Element, world: ScriptedWorld): string | undefined {
  const payload = iq.getChildElements()[0];
  const ns = payload?.getNS();
  if (ns === 'jabber:iq:roster') return iq.attrs.type === 'get' ? `<query xmlns="${ns}">${world.roster}</query>` : '';
  if (ns === 'http://jabber.org/protocol/disco#info') return identity(world);
  if (ns === 'http://jabber.org/protocol/disco#items') return `<query xmlns="${ns}"/>`;
  if (ns === 'urn:xmpp:ping' || ns === 'urn:ietf:params:xml:ns:xmpp-session') return '';
  if (ns === 'urn:xmpp:mam:2' && world.disco.includes(ns)) {
    return `<fin xmlns="${ns}" complete="true"><set xmlns="http://jabber.org/protocol/rsm"><count>0</count></set></fin>`;
  }
  return ns !== undefined && world.disco.includes(ns) ? '' : undefined;
}

/** `handled`: how many stanzas of the client's session the server has (XEP-0198). */
export function usualAnswer(element: Element, world: ScriptedWorld, handled: number): string | undefined {
  if (element.is('enable', SM)) return `<enabled xmlns="${SM}" id="scripted" resume="true"/>`;
  if (element.is('resume', SM)) {
    return `<failed xmlns="${SM}"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></failed>`;
  }
  if (element.is('r', SM)) return `<a xmlns="${SM}" h="${handled}"/>`;
  if (element.name !== 'iq' || (element.attrs.type !== 'get' && element.attrs.type !== 'set')) return undefined;
  const id = escapeXML(element.attrs.id ?? '');
  const from = element.attrs.to === undefined ? '' : ` from="${escapeXML(element.attrs.to)}"`;
  const payload = result(element, world);
  if (payload !== undefined) return `<iq type="result" id="${id}"${from}>${payload}</iq>`;
  const condition = '<service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>';
  return `<iq type="error" id="${id}"${from}><error type="cancel">${condition}</error></iq>`;
}
