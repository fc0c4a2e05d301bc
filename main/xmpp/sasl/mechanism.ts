/**
 * What a SASL mechanism (RFC 4422) is to the profile that carries it: bytes in, bytes out, no stream. There are two
 * profiles over the same mechanisms: profile.ts (RFC 6120) and sasl2.ts (XEP-0388).
 */
import type { Offer } from './offer.ts';

export interface Credentials {
  /** The account's local part. */
  readonly username: string;
  readonly password: string;
}

/** What a mechanism has to know of the connection that it runs over. */
export interface Circumstances {
  readonly offer: Offer;
  /** The connection's `tls-exporter` (RFC 9266); undefined where it has none to rely on. */
  readonly exporter: Uint8Array | undefined;
  /** Another mechanism than PLAIN has signed this account in before. */
  readonly neverPlain: boolean;
  /** Unguessable and without commas. */
  readonly nonce: () => string;
}

export interface Exchange {
  /** The client's first message. */
  readonly initial: Uint8Array;
  /** The answer to a challenge. Throws SaslRefusal when the server's message is not to be accepted. */
  respond(challenge: Uint8Array): Promise<Uint8Array>;
  /** Checks the server's last message, if the mechanism has one. Throws SaslRefusal when the server is not proven. */
  finish(last: Uint8Array | undefined): void;
}

export interface Mechanism {
  readonly name: string;
  /** The server gets the password. */
  readonly givesAway?: true;
  /** It tells the server what we think that it can bind to the channel: a refusal may be about that. */
  readonly speaksOfBinding?: (circumstances: Circumstances) => boolean;
  begin(credentials: Credentials, circumstances: Circumstances): Exchange;
}

/** The server's side of the exchange was wrong: it does not know the password, or somebody changed the messages. */
export class SaslRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SaslRefusal';
  }
}

/** Somebody changed what the server offered, to have a weaker sign-in than it and we can do. */
export class SaslDowngrade extends SaslRefusal {}

/** For the mechanisms whose messages are texts. */
export function textExchange(exchange: {
  readonly initial: string;
  respond(challenge: string): Promise<string>;
  finish(last: string | undefined): void;
}): Exchange {
  return {
    initial: Buffer.from(exchange.initial),
    respond: async (challenge) => Buffer.from(await exchange.respond(textOf(challenge))),
    finish: (last) => exchange.finish(last === undefined ? undefined : textOf(last)),
  };
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
