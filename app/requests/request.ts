/** A request to see presence (RFC 6121 section 3.1), as it waits for the person's answer. */
import type { BareJid } from '../jid.ts';

export interface ReceivedRequest {
  readonly account: BareJid;
  readonly from: BareJid;
  /** The words that came with it (`<status/>`). */
  readonly note?: string;
  /** The name that the asker gives themself (XEP-0172). */
  readonly nick?: string;
  /** Epoch ms of the first time that this request was seen here. */
  readonly at: number;
}

/** How a request that we received ended, other than by an answer given here. */
export type RequestEnd =
  /** The asker took it back. */
  | 'withdrawn'
  /** It was accepted on another device: the roster says `from` or `both`. */
  | 'accepted-elsewhere';

/** How a request that we sent ended. */
export type AnswerToUs = 'accepted' | 'declined';
