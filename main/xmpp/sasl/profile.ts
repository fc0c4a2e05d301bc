/** SASL in XMPP, RFC 6120 section 6: carries a mechanism's messages over a stream that is inside TLS. */
import { type Element, xml } from '@xmpp/xml';
import { type Fault, FaultError } from '../../../app/fault.ts';
import { faultOfFailure } from './failure.ts';
import {
  type Circumstances,
  type Credentials,
  type Exchange,
  type Mechanism,
  SaslDowngrade,
  SaslRefusal,
} from './mechanism.ts';
import { strongestOf, withoutMechanism } from './mechanisms.ts';
import { readOffer } from './offer.ts';

export const SASL_NS = 'urn:ietf:params:xml:ns:xmpp-sasl';

export interface SaslStream {
  send(element: Element): void;
  next(): Promise<Element>;
}

/** Signs in and says by what; the stream has to be opened anew after that. Throws FaultError, or what the stream's end throws. */
export async function authenticate(
  stream: SaslStream,
  features: Element,
  credentials: Credentials,
  channel: Omit<Circumstances, 'offer'>,
): Promise<Mechanism> {
  const offer = readOffer(features, features.getChild('mechanisms', SASL_NS) ?? features.getChild('authentication'));
  const circumstances = { offer, ...channel };
  const mechanism = strongestOf(circumstances);
  if (mechanism === undefined) throw new FaultError(withoutMechanism(circumstances));
  const exchange = mechanism.begin(credentials, circumstances);
  const bindingSpoken = mechanism.speaksOfBinding?.(circumstances) === true;
  stream.send(xml('auth', { xmlns: SASL_NS, mechanism: mechanism.name }, encode(exchange.initial)));
  try {
    await converse(stream, exchange, (failure) => faultOfFailure(failure, bindingSpoken));
    return mechanism;
  } catch (error) {
    throw faultErrorOf(error);
  }
}

/** The FaultError behind what a mechanism refused; everything else as it is. */
export function faultErrorOf(error: unknown): unknown {
  if (error instanceof SaslDowngrade) return new FaultError({ kind: 'downgraded' }, { cause: error });
  if (error instanceof SaslRefusal) return new FaultError({ kind: 'server-not-proven' }, { cause: error });
  return error;
}

async function converse(stream: SaslStream, exchange: Exchange, faultOf: (failure: Element) => Fault): Promise<void> {
  let verified = false;
  for (;;) {
    const element = await stream.next();
    if (element.getNS() !== SASL_NS) throw new SaslRefusal('not a SASL element');
    const message = decode(element.getText());
    switch (element.getName()) {
      case 'challenge':
        // RFC 6120 section 6.3.10: a server may send its last message as a challenge, to be answered with nothing.
        if (message !== undefined && /^[ve]=/.test(message.toString('latin1'))) {
          exchange.finish(message);
          verified = true;
          stream.send(xml('response', { xmlns: SASL_NS }));
        } else {
          const response = await exchange.respond(message ?? Buffer.alloc(0));
          stream.send(xml('response', { xmlns: SASL_NS }, encode(response)));
        }
        break;
      case 'success':
        if (!verified) exchange.finish(message);
        return;
      case 'failure':
        throw new FaultError(faultOf(element));
      default:
        throw new SaslRefusal('unknown SASL element');
    }
  }
}

/** RFC 6120 section 6.4.2: "=" is a message of no length, as opposed to none. */
function encode(message: Uint8Array): string {
  return message.length === 0 ? '=' : Buffer.from(message).toString('base64');
}

function decode(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return trimmed === '=' ? Buffer.alloc(0) : Buffer.from(trimmed, 'base64');
}
