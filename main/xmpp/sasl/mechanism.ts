/**
 * What a SASL mechanism (RFC 4422) is to the profile that carries it: texts in, texts out, no stream. SASL2 (XEP-0388)
 * with FAST will be a second profile beside profile.ts, over the same mechanisms.
 */
export interface Credentials {
  /** The account's local part. */
  readonly username: string;
  readonly password: string;
}

export interface Exchange {
  /** The client's first message. */
  readonly initial: string;
  /** The answer to a challenge. Throws SaslRefusal when the server's message is not to be accepted. */
  respond(challenge: string): Promise<string>;
  /** Checks the server's last message, if the mechanism has one. Throws SaslRefusal when the server is not proven. */
  finish(last: string | undefined): void;
}

export interface Mechanism {
  readonly name: string;
  begin(credentials: Credentials, nonce: () => string): Exchange;
}

/** The server's side of the exchange was wrong: it does not know the password, or somebody changed the messages. */
export class SaslRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SaslRefusal';
  }
}
