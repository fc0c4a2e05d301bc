/** What is written, out and in, the archive, typing. */
import * as v from 'valibot';
import type { Entry, OutgoingEntry } from '../chat/entry.ts';
import type { Fault } from '../fault.ts';
import type { BareJid } from '../jid.ts';
import { bareJidArg, command, idArg, jidArg, ofAccount, textArg } from './define.ts';

export const CHAT_STATES = ['active', 'composing', 'paused', 'inactive', 'gone'] as const;
/** XEP-0085. */
export type ChatState = (typeof CHAT_STATES)[number];

/** Longest text that is sent, in UTF-16 units; servers commonly refuse stanzas above 256 KiB. */
export const LONGEST_BODY = 60_000;

/** Most reactions of one person to one message. */
export const MOST_REACTIONS = 20;

const outgoing = {
  ...ofAccount,
  peer: bareJidArg,
  originId: idArg,
  after: v.exactOptional(idArg),
  at: v.number(),
};
const written = {
  type: v.picklist(['chat', 'normal']),
  subject: v.exactOptional(textArg(1024)),
  body: v.pipe(textArg(LONGEST_BODY), v.minLength(1)),
  reply: v.exactOptional(
    v.strictObject({ target: idArg, to: v.exactOptional(jidArg), quote: v.exactOptional(textArg(LONGEST_BODY)) }),
  ),
};
/** A single emoji; the longest, a family with skin tones, takes 35 UTF-16 units. */
const reactionArg = v.pipe(textArg(64), v.minLength(1));

export const outgoingEntry = v.variant('kind', [
  v.strictObject({ kind: v.literal('message'), ...outgoing, ...written }),
  v.strictObject({ kind: v.literal('correction'), ...outgoing, target: idArg, ...written }),
  v.strictObject({ kind: v.literal('retraction'), ...outgoing, target: idArg }),
  v.strictObject({
    kind: v.literal('reactions'),
    ...outgoing,
    target: idArg,
    reactions: v.pipe(v.array(reactionArg), v.maxLength(MOST_REACTIONS), v.readonly()),
  }),
]) satisfies v.GenericSchema<unknown, OutgoingEntry>;

interface Displayed {
  readonly account: BareJid;
  readonly peer: BareJid;
  readonly archiveId?: string;
  readonly stanzaId?: string;
}

/** Who need not be told any more; whoever is left is to be told when the account is online again. */
export interface WhoKnows {
  readonly devices: boolean;
  readonly author: boolean;
}

export const chatCommands = {
  /** Hands over what is stored as queued; main sends it now or when there is a connection. */
  'chat/send': command(outgoingEntry),
  /** Takes back what was not sent yet; false: it was, or may have been. */
  'chat/recall': command<{ account: BareJid; originId: string }, boolean>(
    v.strictObject({ ...ofAccount, originId: idArg }),
  ),
  'chat/typing': command(v.strictObject({ ...ofAccount, peer: bareJidArg, state: v.picklist(CHAT_STATES) })),
  /**
   * The person has seen everything up to this message: tells the own devices (XEP-0490), by the archive's id, and sends
   * a marker (XEP-0333) to the author, by theirs. Answers when that is done, or can't be now.
   */
  'chat/displayed': command<Displayed, WhoKnows>(
    v.strictObject({
      ...ofAccount,
      peer: bareJidArg,
      archiveId: v.exactOptional(idArg),
      stanzaId: v.exactOptional(idArg),
    }),
  ),
  /** The person is where something is missing: the gap is filled now, and not at the next attempt. */
  'chat/fill': command(v.strictObject(ofAccount)),
  /**
   * Fetches one page of a conversation from the archive, before this archive id (none: the newest). The messages come as
   * durable events, and are stored when the answer comes. `first`: the archive id that the page begins with, if it holds
   * anything, whatever that is.
   */
  'chat/page': command<
    { account: BareJid; peer: BareJid; before?: string | undefined },
    { first?: string; complete: boolean }
  >(v.strictObject({ ...ofAccount, peer: bareJidArg, before: v.optional(idArg) })),
};

/** What entries say of the gap in the stored archive of their account; there is one at most. */
export type GapStep =
  /**
   * Something is missing before these. `first`: where what is stored behind the gap begins, `last`: how far it
   * reaches, `since` (epoch ms): nothing that is missing is older.
   */
  | { readonly first: string; readonly last: string; readonly since?: number }
  /** What is stored behind the gap reaches to here now. */
  | { readonly last: string }
  /** Nothing is missing any more: the position is where what was behind the gap ends. */
  | 'closed';

export type ChatDurable =
  /**
   * Entries in the order in which they happened; one stanza or one archive page. `position`: the newest archive id up
   * to which everything is stored once these are; absent while something before them is still missing. `gap`: what is
   * missing between that position and newer entries, which are stored already. `h`: of a live stanza, the count of the
   * kept session (contract/sync.ts) that is true once these are stored. `refill`: how far the
   * whole archive has been fetched anew, newest first.
   */
  | {
      readonly type: 'chat/entries';
      readonly account: BareJid;
      readonly entries: readonly Entry[];
      readonly position?: string;
      readonly gap?: GapStep;
      readonly h?: number;
      readonly refill?: { readonly before: string } | 'complete';
    }
  /** Everything up to this message was read on another device. */
  | {
      readonly type: 'chat/displayed';
      readonly account: BareJid;
      readonly peer: BareJid;
      readonly archiveId: string;
    }
  /** The server has the message. */
  | { readonly type: 'chat/sent'; readonly account: BareJid; readonly peer: BareJid; readonly originId: string }
  /** The message was not sent and will not be by itself. */
  | {
      readonly type: 'chat/failed';
      readonly account: BareJid;
      readonly peer: BareJid;
      readonly originId: string;
      readonly fault: Fault;
    };

export type ChatEvent =
  | {
      readonly type: 'chat/state';
      readonly account: BareJid;
      readonly peer: BareJid;
      readonly state: ChatState;
    }
  /** The gap of the account's stored archive is being filled, or not. */
  | { readonly type: 'chat/filling'; readonly account: BareJid; readonly filling: boolean };
