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
  readonly body: string;
  /** The name of an encryption that Kith can't read (XEP-0380). */
  readonly encryption?: string;
  readonly invitation?: RoomInvitation;
  readonly wantsReceipt: boolean;
  readonly markable: boolean;
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

export type Entry = MessageEntry | ReceiptEntry | MarkerEntry | ErrorEntry;

/** A message on its way out, as the outbox keeps it and main sends it. */
export interface OutgoingMessage {
  readonly account: BareJid;
  readonly peer: BareJid;
  /** Origin-id (XEP-0359) and `id` attribute, made by the renderer before main hears of the message. */
  readonly originId: string;
  readonly type: 'chat' | 'normal';
  readonly subject?: string;
  readonly body: string;
  /** Epoch ms of writing. */
  readonly at: number;
}
