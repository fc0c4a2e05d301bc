/**
 * The Hashed Token mechanisms HT-*, draft-schmaus-kitten-sasl-ht-08: one message each way, in which both sides show that
 * they know the token, and in which (-EXPR) it is worth nothing on another TLS connection than this one.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Exchange, SaslRefusal } from './mechanism.ts';

/**
 * Strongest first. -UNIQ is not here: `tls-unique` is not defined for TLS 1.3 (RFC 9266 section 1), and before it Node
 * does not tell whether the connection makes it safe.
 */
export const TOKEN_MECHANISMS = ['HT-SHA-256-EXPR', 'HT-SHA-256-NONE'] as const;
export type TokenMechanism = (typeof TOKEN_MECHANISMS)[number];

export const bindsChannel = (mechanism: TokenMechanism) => mechanism === 'HT-SHA-256-EXPR';

/** `exporter`: of this connection; needed where the mechanism binds to it. */
export function hashedToken(
  mechanism: TokenMechanism,
  { username, token }: { readonly username: string; readonly token: string },
  exporter: Uint8Array | undefined,
): Exchange {
  if (bindsChannel(mechanism) && exporter === undefined) throw new SaslRefusal('nothing to bind to');
  const bound = bindsChannel(mechanism) ? (exporter ?? new Uint8Array()) : new Uint8Array();
  const proof = (side: 'Initiator' | 'Responder') => createHmac('sha256', token).update(side).update(bound).digest();
  return {
    initial: Buffer.concat([Buffer.from(`${username}\0`), proof('Initiator')]),
    async respond() {
      throw new SaslRefusal('a hashed token has no challenges');
    },
    finish(last) {
      const expected = proof('Responder');
      if (last?.length !== expected.length || !timingSafeEqual(last, expected)) {
        throw new SaslRefusal('the server does not know the token');
      }
    },
  };
}
