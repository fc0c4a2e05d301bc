/** Resource binding, RFC 6120 section 7, and the session of RFC 3921 that some old servers still require. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type FullJid, jidOf, resourceOf } from '../../app/jid.ts';
import { askWhileNegotiating, type NegotiatedStream } from './negotiation.ts';

export const BIND_NS = 'urn:ietf:params:xml:ns:xmpp-bind';
export const SESSION_NS = 'urn:ietf:params:xml:ns:xmpp-session';

/**
 * Binds the resource and gives the full JID as the server has it. Where it says that the resource is taken, one of its
 * own choice is bound (section 7.7.2.2). Throws FaultError refused, or what the stream's end throws.
 */
export async function bind(stream: NegotiatedStream, features: Element, resource: string): Promise<FullJid> {
  const answer = await askWhileNegotiating(stream, bindRequest('bind', resource)).catch((error: unknown) => {
    const taken = error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'conflict';
    if (!taken) throw error;
    return askWhileNegotiating(stream, bindRequest('bind-any'));
  });
  const jid = jidOf(answer.getChild('bind', BIND_NS)?.getChildText('jid') ?? undefined);
  if (jid === undefined || resourceOf(jid) === '')
    throw new FaultError({ kind: 'unsupported', what: 'resource binding' });
  const legacy = features.getChild('session', SESSION_NS);
  if (legacy !== undefined && legacy.getChild('optional') === undefined) {
    await askWhileNegotiating(stream, xml('iq', { type: 'set', id: 'session' }, xml('session', { xmlns: SESSION_NS })));
  }
  return jid as FullJid;
}

function bindRequest(id: string, resource?: string): Element {
  const wish = resource === undefined ? undefined : xml('resource', {}, resource);
  return xml('iq', { type: 'set', id }, xml('bind', { xmlns: BIND_NS }, wish));
}
