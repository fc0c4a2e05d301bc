/**
 * Fast Authentication Streamlining Tokens, XEP-0484 0.1.0: a token of this device signs it in, in one round trip. `count`
 * is for TLS 0-RTT (section 3.4), which Node's TLS does not have: without it nothing has to be written before each sign-in.
 */
import { type Element, xml } from '@xmpp/xml';
import { bindsChannel, TOKEN_MECHANISMS, type TokenMechanism } from './hashed-token.ts';

export const FAST_NS = 'urn:xmpp:fast:0';

/** As secret as the password. */
export interface FastToken {
  /** The only one that it is good for. */
  readonly mechanism: TokenMechanism;
  readonly token: string;
  /** Epoch ms. */
  readonly expiry: number;
}

/** What the server offers (in SASL2's `<inline/>`) and this connection can do, strongest first. */
export function tokenMechanisms(
  inline: Element | undefined,
  exporter: Uint8Array | undefined,
): readonly TokenMechanism[] {
  const offered = inline?.getChild('fast', FAST_NS)?.getChildren('mechanism') ?? [];
  const names = offered.map((mechanism) => mechanism.getText().trim());
  return TOKEN_MECHANISMS.filter((name) => names.includes(name) && (exporter !== undefined || !bindsChannel(name)));
}

export const requestToken = (mechanism: TokenMechanism) => xml('request-token', { xmlns: FAST_NS, mechanism });
/** Section 3.4: says that this is a token and not a password. */
export const byToken = () => xml('fast', { xmlns: FAST_NS });

/** The token in `<success/>`, asked for or rotated by the server; undefined where there is none that could be used. */
export function readToken(success: Element, mechanism: TokenMechanism): FastToken | undefined {
  const { token, expiry } = success.getChild('token', FAST_NS)?.attrs ?? {};
  const end = Date.parse(expiry ?? '');
  if (token === undefined || token === '' || Number.isNaN(end)) return undefined;
  return { mechanism, token, expiry: end };
}
