/** What a server knows this installation by, kept per account: its id (XEP-0388), and the token it was given (XEP-0484). */
import type { FastToken } from '../xmpp/sasl/fast.ts';

export interface Device {
  /** UUID v4, the same at every sign-in. */
  id(): Promise<string>;
  /** Undefined without one. */
  token(): Promise<FastToken | undefined>;
  /** In place of the one before. Never rejects: without it the next sign-in takes the password. */
  keep(token: FastToken): Promise<void>;
  forget(): Promise<void>;
  /** Whether it has signed in without giving the password away; then it never does any more (XEP-0474 section 7). */
  neverPlain(): boolean;
  /** It has. */
  pin(): void;
}
