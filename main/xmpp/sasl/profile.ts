/** SASL in XMPP, RFC 6120 section 6: carries a mechanism's messages over a stream that is inside TLS. */
import { type Element, xml } from '@xmpp/xml';
import { type Fault, FaultError } from '../../../app/fault.ts';
import { type Credentials, type Exchange, SaslRefusal } from './mechanism.ts';
import { strongestOf } from './mechanisms.ts';

export const SASL_NS = 'urn:ietf:params:xml:ns:xmpp-sasl';

export interface SaslStream {
  send(element: Element): void;
  next(): Promise<Element>;
}

/** Signs in; the stream has to be opened anew after that. Throws FaultError, or what the stream's end throws. */
export async function authenticate(
  stream: SaslStream,
  features: Element,
  credentials: Credentials,
  nonce: () => string,
): Promise<void> {
  const offered = features.getChild('mechanisms', SASL_NS)?.getChildren('mechanism') ?? [];
  const names = offered.map((mechanism) => mechanism.getText().trim());
  const mechanism = strongestOf(names);
  if (mechanism === undefined) throw new FaultError({ kind: 'no-mechanism', offered: names });
  const exchange = mechanism.begin(credentials, nonce);
  stream.send(xml('auth', { xmlns: SASL_NS, mechanism: mechanism.name }, encode(exchange.initial)));
  try {
    await converse(stream, exchange);
  } catch (error) {
    if (error instanceof SaslRefusal) throw new FaultError({ kind: 'server-not-proven' }, { cause: error });
    throw error;
  }
}

async function converse(stream: SaslStream, exchange: Exchange): Promise<void> {
  let verified = false;
  for (;;) {
    const element = await stream.next();
    if (element.getNS() !== SASL_NS) throw new SaslRefusal('not a SASL element');
    const text = decode(element.getText());
    switch (element.getName()) {
      case 'challenge':
        // RFC 6120 section 6.3.10: a server may send its last message as a challenge, to be answered with nothing.
        if (text !== undefined && /^[ve]=/.test(text)) {
          exchange.finish(text);
          verified = true;
          stream.send(xml('response', { xmlns: SASL_NS }));
        } else stream.send(xml('response', { xmlns: SASL_NS }, encode(await exchange.respond(text ?? ''))));
        break;
      case 'success':
        if (!verified) exchange.finish(text);
        return;
      case 'failure':
        throw new FaultError(failureOf(element));
      default:
        throw new SaslRefusal('unknown SASL element');
    }
  }
}

/** RFC 6120 section 6.5. Whatever is not named here would not be mended by sending the same again. */
function failureOf(failure: Element): Fault {
  const condition = failure.getChildElements().find((child) => child.getName() !== 'text');
  const text = failure.getChildText('text', SASL_NS);
  const withText = text === null ? {} : { text };
  switch (condition?.getName()) {
    case 'temporary-auth-failure':
      return { kind: 'refused', condition: 'internal-server-error', ...withText };
    case 'account-disabled':
      return { kind: 'credentials', reason: 'disabled', ...withText };
    case 'invalid-mechanism':
    case 'mechanism-too-weak':
      return { kind: 'no-mechanism', offered: [] };
    case 'encryption-required':
      return { kind: 'no-tls' };
    default:
      return { kind: 'credentials', reason: 'wrong', ...withText };
  }
}

/** RFC 6120 section 6.4.2: "=" is a message of no length, as opposed to none. */
function encode(text: string): string {
  return text === '' ? '=' : Buffer.from(text, 'utf8').toString('base64');
}

function decode(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return trimmed === '=' ? '' : Buffer.from(trimmed, 'base64').toString('utf8');
}
