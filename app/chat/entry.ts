/**
 * History is a log of entries: messages, and what was later said about them. They are stored as they came and folded
 * into what is shown (thread.ts).
 */
import type { Fault } from '../fault.ts';
import type { BareJid, Jid } from '../jid.ts';

/** How an entry reached this device. It decides about order, unread counts and notices, never about content. */
export type Origin =
  /** Sent to this device as it was written. */
  | 'live'
  /** A copy of what another device of this account sent or received (XEP-0280). */
  | 'carbon'
  /** From the archive, after the last entry that is stored: what was missed. */
  | 'catch-up'
  /** From the archive, before what is stored: the first sign-in's newest page, and scrolling up. */
  | 'backfill';

interface EntryFrom {
  readonly account: BareJid;
  /** The conversation: a contact, a stranger, a server, later a room. */
  readonly peer: BareJid;
  /** Who wrote it, as the stanza said. */
  readonly from: Jid;
  /** Written by this account (on this or another device). */
  readonly own: boolean;
  /** Epoch ms: the delay stamp (XEP-0203), else the arrival. */
  readonly at: number;
  readonly origin: Origin;
  /** The id that this account's archive gave (XEP-0359 `stanza-id` by the own bare JID). */
  readonly archiveId?: string;
}

export type MessageType = 'chat' | 'normal' | 'headline';

export interface MessageEntry extends EntryFrom {
  readonly kind: 'message';
  readonly type: MessageType;
  /** The sender's `id` attribute; for own messages the origin-id, which is the same. */
  readonly stanzaId?: string;
  readonly subject?: string;
  /** Without what stands in it only for clients that don't know replies (XEP-0428). */
  readonly body: string;
  readonly reply?: Reply;
  /** The name of an encryption that Kith can't read (XEP-0380). */
  readonly encryption?: string;
  readonly invitation?: RoomInvitation;
  /** Its sender wants no permanent record of it (XEP-0334): once read, it is there until the next start. */
  readonly noStore?: true;
  readonly wantsReceipt: boolean;
  readonly markable: boolean;
}

/** The message that another one answers (XEP-0461). */
export interface Reply {
  /** The `id` attribute of the message that is answered. */
  readonly target: string;
  /** Who wrote it. */
  readonly to?: Jid;
  /** Own replies only: the text of it, for clients that don't know replies. */
  readonly quote?: string;
}

/** What an earlier message of the same author should have said (XEP-0308): the whole of it, not the difference. */
export interface CorrectionEntry extends EntryFrom {
  readonly kind: 'correction';
  readonly type: MessageType;
  readonly stanzaId?: string;
  /** The `id` attribute of the message as it was first sent, whatever was corrected before. */
  readonly target: string;
  readonly subject?: string;
  readonly body: string;
  readonly reply?: Reply;
  /** As in a message. */
  readonly encryption?: string;
  readonly noStore?: true;
  readonly wantsReceipt: boolean;
  readonly markable: boolean;
}

/** The author wants an earlier message gone (XEP-0424). */
export interface RetractionEntry extends EntryFrom {
  readonly kind: 'retraction';
  readonly stanzaId?: string;
  readonly target: string;
}

/** All that the sender now says to a message with emoji; it replaces what they said before (XEP-0444). */
export interface ReactionsEntry extends EntryFrom {
  readonly kind: 'reactions';
  readonly stanzaId?: string;
  readonly target: string;
  readonly reactions: readonly string[];
}

/** XEP-0249 or a mediated invitation (XEP-0045 section 7.8.2). */
export interface RoomInvitation {
  readonly room: BareJid;
  readonly reason?: string;
  readonly password?: string;
}

/** The other side's client has the message (XEP-0184). */
export interface ReceiptEntry extends EntryFrom {
  readonly kind: 'receipt';
  /** The `id` attribute of the message that it is about. */
  readonly target: string;
}

/** Everything up to the message was displayed (XEP-0333). */
export interface MarkerEntry extends EntryFrom {
  readonly kind: 'displayed';
  readonly target: string;
}

/** The message came back (RFC 6120 section 8.3). */
export interface ErrorEntry extends EntryFrom {
  readonly kind: 'error';
  readonly target: string;
  readonly fault: Fault;
}

/** What somebody wrote: it has an id of its own, and goes through the outbox when it is ours. */
export type WrittenEntry = MessageEntry | CorrectionEntry | RetractionEntry | ReactionsEntry;

export type Entry = WrittenEntry | ReceiptEntry | MarkerEntry | ErrorEntry;

/** Something on its way out, as the outbox keeps it and main sends it. */
interface Outgoing {
  readonly account: BareJid;
  readonly peer: BareJid;
  /** Origin-id (XEP-0359) and `id` attribute, made by the renderer before main hears of it. */
  readonly originId: string;
  /** The newest archive id that was stored when it was written: the archive has it, if at all, behind that. */
  readonly after?: string;
  /** Epoch ms of writing. */
  readonly at: number;
}

export interface OutgoingMessage extends Outgoing {
  readonly kind: 'message';
  readonly type: 'chat' | 'normal';
  readonly subject?: string;
  readonly body: string;
  readonly reply?: Reply;
}

export interface OutgoingCorrection extends Outgoing {
  readonly kind: 'correction';
  readonly target: string;
  /** As the message that is corrected: a correction does not change what it is. */
  readonly type: 'chat' | 'normal';
  readonly subject?: string;
  readonly body: string;
  readonly reply?: Reply;
}

export interface OutgoingRetraction extends Outgoing {
  readonly kind: 'retraction';
  readonly target: string;
}

export interface OutgoingReactions extends Outgoing {
  readonly kind: 'reactions';
  readonly target: string;
  /** All that count from now on; none takes them back. */
  readonly reactions: readonly string[];
}

export type OutgoingEntry = OutgoingMessage | OutgoingCorrection | OutgoingRetraction | OutgoingReactions;
