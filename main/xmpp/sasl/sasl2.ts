/**
 * Extensible SASL Profile, XEP-0388 1.0: a sign-in that carries in the same round trip what else a session needs
 * (`inline`), and after which the stream goes on without a new beginning.
 */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../../app/fault.ts';
import { AuthenticationFailed, faultOfFailure } from './failure.ts';
import { type Exchange, SaslRefusal } from './mechanism.ts';
import { type Offer, readOffer } from './offer.ts';
import { faultErrorOf, type SaslStream } from './profile.ts';

export const SASL2_NS = 'urn:xmpp:sasl:2';

export interface Sasl2Offer {
  readonly offer: Offer;
  /** What can be had along with the sign-in. */
  readonly inline: Element | undefined;
}

export interface Sasl2Attempt {
  readonly mechanism: string;
  readonly exchange: Exchange;
  /** As in faultOfFailure. */
  readonly bindingSpoken: boolean;
  /** What is asked for along with the sign-in. */
  readonly along: readonly Element[];
}

export function readSasl2(features: Element): Sasl2Offer | undefined {
  const list = features.getChild('authentication', SASL2_NS);
  return list === undefined ? undefined : { offer: readOffer(features, list), inline: list.getChild('inline') };
}

/** `id` is a UUID v4, the same at every sign-in of this installation to this account. */
export function userAgent(id: string): Element {
  return xml('user-agent', { id }, xml('software', {}, 'Kith'));
}

/**
 * Signs in and gives `<success/>`, with the answers to what was asked for along; the server has proved itself by then.
 * Throws AuthenticationFailed when the server says no (the stream is as it was before), other FaultErrors when it is not
 * to be believed or wants a second factor, or what the stream's end throws.
 */
export async function authenticateAlong(stream: SaslStream, attempt: Sasl2Attempt): Promise<Element> {
  const { mechanism, exchange, along } = attempt;
  const initial = xml('initial-response', {}, encode(exchange.initial));
  stream.send(xml('authenticate', { xmlns: SASL2_NS, mechanism }, initial, ...along));
  try {
    return await converse(stream, attempt);
  } catch (error) {
    throw faultErrorOf(error);
  }
}

async function converse(stream: SaslStream, { exchange, bindingSpoken }: Sasl2Attempt): Promise<Element> {
  for (;;) {
    const element = await stream.next();
    if (element.getNS() !== SASL2_NS) throw new SaslRefusal('not a SASL2 element');
    switch (element.getName()) {
      case 'challenge': {
        const response = await exchange.respond(decode(element));
        stream.send(xml('response', { xmlns: SASL2_NS }, encode(response)));
        break;
      }
      case 'success': {
        // Section 2.6.1: the mechanism's last message, such as SCRAM's server signature.
        const data = element.getChild('additional-data');
        exchange.finish(data === undefined ? undefined : decode(data));
        return element;
      }
      case 'failure':
        throw new AuthenticationFailed(faultOfFailure(element, bindingSpoken));
      case 'continue':
        throw new FaultError({ kind: 'unsupported', what: 'second factor' });
      default:
        throw new SaslRefusal('unknown SASL2 element');
    }
  }
}

const encode = (message: Uint8Array) => Buffer.from(message).toString('base64');
const decode = (element: Element) => Buffer.from(element.getText().trim(), 'base64');
