/**
 * What a protocol feature is to the session. One feature is one file beside this one; features.ts is the ordered list.
 */
import type { Element } from '@xmpp/xml';
import type { BareJid, FullJid } from '../../app/jid.ts';

/** Keeps the stream-management counter (XEP-0198 `h`) before a stanza, until what was made of it is stored. */
export interface Hold {
  /**
   * What was made of the stanza goes to the page now, behind everything that was handed over before. Gives the count to
   * be stored with it; undefined where the server does not count.
   */
  handOver(): number | undefined;
  /** It is stored; or, when it was not handed over, there is nothing to store. Twice is harmless. */
  release(): void;
}

/** A received stanza whose `from` is well-formed or absent. */
export interface Incoming {
  readonly stanza: Element;
  /**
   * Keeps the stream-management counter before this stanza. Presence and IQ never hold: they count as soon as they were
   * handled. A stanza that was not released when the link broke comes again after the resumption (or at the next start):
   * whoever holds must know it again by its ids.
   */
  hold(): Hold;
}

export interface RequestOptions {
  /** ms; 30,000 by default. The time stands still while the link is down and the session may be resumed. */
  readonly timeout?: number;
}

/** The signed-in stream, as features see it. It outlives a resumption, not a new session. */
export interface Session {
  readonly account: BareJid;
  /** The full JID that the server bound. */
  readonly jid: FullJid;
  /** The stream features that the server offered after sign-in (pre-approval, roster versioning, ...). */
  readonly serverFeatures: Element;
  /**
   * Begun by an earlier run of Kith and resumed: to the server nothing has happened, but whoever knew what was said in it
   * is gone. It begins as a new one does; what the server would not do again by itself has to be brought about.
   */
  readonly restored?: boolean;
  /**
   * Sends a stanza, in order. `acknowledged` is called when the server has it (XEP-0198 ack; without stream management
   * when a later round trip proves it); never, when the session is lost first: after the next `online` the caller decides.
   * While the link is down but may still be resumed, the stanza waits in the queue. Throws FaultError offline when the
   * session has ended.
   */
  send(stanza: Element, acknowledged?: () => void): void;
  /**
   * Sends an IQ get or set (its id is given here) and gives the whole result stanza. The answer's `from` is checked
   * (RFC 6120 section 8.2.3; an answer without `from` is the own account's). Rejects with FaultError: refused, timeout,
   * offline when the session ends first.
   */
  request(iq: Element, options?: RequestOptions): Promise<Element>;
}

/** Answers an IQ request: the payload of the result (or nothing), or a FaultError refused with the condition to send. */
export type IqAnswer = (payload: Element, iq: Incoming) => Element | undefined | Promise<Element | undefined>;

export interface Feature {
  readonly name: string;
  /** Namespaces that service discovery (XEP-0030) discloses. */
  readonly discloses?: readonly string[];
  /** A new session is about to begin; nothing of it has been handed out yet. */
  begin?(session: Session): void;
  /** A new session began (not a resumed one, unless `restored`). Features are awaited in list order before the account is `online`. */
  online?(session: Session): void | Promise<void>;
  /**
   * The session was resumed: nothing was lost, nothing has to be asked again. What came meanwhile may be out of order
   * (ejabberd 23.01 swaps stanzas at that moment; Prosody does not): the archive's ids and stamps decide.
   */
  resumed?(session: Session): void;
  /** The person signs out: last words while the session is still there (presence unavailable). Not called when the link breaks. */
  leaving?(session: Session): void;
  /** The link is gone. `ended`: and so is the session; otherwise it may still be resumed. */
  offline?(ended: boolean): void;
  /** A message or presence. True stops the row: the stanza was this feature's. Order is that of features.ts. */
  receive?(incoming: Incoming): boolean;
  /** IQ requests that this feature answers. */
  readonly answers?: readonly {
    readonly type: 'get' | 'set';
    readonly name: string;
    readonly ns: string;
    readonly answer: IqAnswer;
  }[];
}
