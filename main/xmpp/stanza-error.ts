/** Stanza errors, RFC 6120 section 8.3, read and written. */
import { type Element, xml } from '@xmpp/xml';
import { type Fault, STANZA_CONDITIONS, type StanzaCondition } from '../../app/fault.ts';

export const STANZAS_NS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** The fault in a stanza of type error. A condition that is unknown or missing reads as undefined-condition. */
export function readStanzaError(stanza: Element): Extract<Fault, { kind: 'refused' }> {
  const error = stanza.getChild('error');
  const names = (error?.getChildElements() ?? [])
    .filter((child) => child.getNS() === STANZAS_NS)
    .map((child) => child.getName());
  const condition = STANZA_CONDITIONS.find((known) => names.includes(known)) ?? 'undefined-condition';
  const text = error?.getChildText('text', STANZAS_NS);
  return { kind: 'refused', condition, ...(text ? { text } : {}) };
}

/** Section 8.3.2: what the other side may do about it. */
const TYPES: Readonly<Record<StanzaCondition, 'auth' | 'cancel' | 'modify' | 'wait'>> = {
  'bad-request': 'modify',
  conflict: 'cancel',
  'feature-not-implemented': 'cancel',
  forbidden: 'auth',
  gone: 'cancel',
  'internal-server-error': 'cancel',
  'item-not-found': 'cancel',
  'jid-malformed': 'modify',
  'not-acceptable': 'modify',
  'not-allowed': 'cancel',
  'not-authorized': 'auth',
  'policy-violation': 'modify',
  'recipient-unavailable': 'wait',
  redirect: 'modify',
  'registration-required': 'auth',
  'remote-server-not-found': 'cancel',
  'remote-server-timeout': 'wait',
  'resource-constraint': 'wait',
  'service-unavailable': 'cancel',
  'subscription-required': 'auth',
  'undefined-condition': 'cancel',
  'unexpected-request': 'wait',
};

/** The error answer to an IQ request. */
export function iqError(request: Element, condition: StanzaCondition): Element {
  return xml(
    'iq',
    { type: 'error', id: request.attrs.id, to: request.attrs.from },
    xml('error', { type: TYPES[condition] }, xml(condition, { xmlns: STANZAS_NS })),
  );
}
