/** What comes of a sign-in, and of the session before it. */
import type { Element } from '@xmpp/xml';
import type { FullJid } from '../../app/jid.ts';
import type { XmppStream } from '../xmpp/stream/stream.ts';
import type { Enabled, Resumption } from '../xmpp/stream-management.ts';

/** The session that broke, if it may still be there. */
export interface Resuming {
  /** Asked when the server has proved who it is; waits for the page where that is who knows. */
  known(): Promise<Resumption | undefined>;
  /** The server won't, and must not be asked again. `h`: how many stanzas of that session it had got, if it says so. */
  refused(h?: number): void;
}

export type SignedIn =
  | {
      readonly outcome: 'resumed';
      readonly stream: XmppStream;
      readonly features: Element;
      /** Stanzas of the server's behind which it goes on, as it was asked. */
      readonly from: number;
      /** Stanzas of ours that the server has. */
      readonly h: number;
    }
  | {
      readonly outcome: 'bound';
      readonly stream: XmppStream;
      readonly jid: FullJid;
      readonly features: Element;
      readonly enabled: Enabled | undefined;
      /** Stanzas that came before counting began. */
      readonly early: readonly Element[];
    };

/** The server ended the stream over the wish to resume; the next attempt is without it. */
export class ResumptionRefused extends Error {}
