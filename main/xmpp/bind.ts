/** Resource binding, RFC 6120 section 7, and the session of RFC 3921 that some old servers still require. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type FullJid, jidOf, resourceOf } from '../../app/jid.ts';
import { readStanzaError } from './stanza-error.ts';

export const BIND_NS = 'urn:ietf:params:xml:ns:xmpp-bind';
export const SESSION_NS = 'urn:ietf:params:xml:ns:xmpp-session';

export interface NegotiatedStream {
  send(element: Element): void;
  next(): Promise<Element>;
}

/**
 * Binds the resource and gives the full JID as the server has it. Where it says that the resource is taken, one of its
 * own choice is bound (section 7.7.2.2). Throws FaultError refused, or what the stream's end throws.
 */
export async function bind(stream: NegotiatedStream, features: Element, resource: string): Promise<FullJid> {
  const answer = await ask(stream, bindRequest('bind', resource)).catch((error: unknown) => {
    const taken = error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'conflict';
    if (!taken) throw error;
    return ask(stream, bindRequest('bind-any'));
  });
  const jid = jidOf(answer.getChild('bind', BIND_NS)?.getChildText('jid') ?? undefined);
  if (jid === undefined || resourceOf(jid) === '')
    throw new FaultError({ kind: 'unsupported', what: 'resource binding' });
  const legacy = features.getChild('session', SESSION_NS);
  if (legacy !== undefined && legacy.getChild('optional') === undefined) {
    await ask(stream, xml('iq', { type: 'set', id: 'session' }, xml('session', { xmlns: SESSION_NS })));
  }
  return jid as FullJid;
}

function bindRequest(id: string, resource?: string): Element {
  const wish = resource === undefined ? undefined : xml('resource', {}, resource);
  return xml('iq', { type: 'set', id }, xml('bind', { xmlns: BIND_NS }, wish));
}

async function ask(stream: NegotiatedStream, iq: Element): Promise<Element> {
  stream.send(iq);
  for (;;) {
    const answer = await stream.next();
    // Nothing else is due before a resource is bound, but a server may be early with a stanza: it can't be for us yet.
    if (!answer.is('iq') || answer.attrs.id !== iq.attrs.id) continue;
    if (answer.attrs.type === 'result') return answer;
    throw new FaultError(readStanzaError(answer));
  }
}
