/** What the renderer knows of something it stored, and main needs to decide whether to show it. */
import * as v from 'valibot';
import { type BareJid, bareOf } from '../jid.ts';
import { NOTICE_LEVELS } from '../settings/settings.ts';

const jid = v.custom<BareJid>((value) => typeof value === 'string' && bareOf(value) === value);

/** More than these in one batch are not told one by one. */
export const ENTRY_NOTICE_LIMIT = 1000;

export const noticeFacts = v.variant('kind', [
  v.strictObject({
    kind: v.literal('message'),
    account: jid,
    peer: jid,
    /** The name to show for the conversation. */
    name: v.string(),
    text: v.string(),
    /** What the text stands for, where it can't be shown as it is. */
    what: v.picklist(['text', 'encrypted', 'invitation', 'headline']),
    /** How many unread messages the conversation has now. */
    unread: v.number(),
    muted: v.boolean(),
    /** The conversation's own level, if it has one. */
    level: v.exactOptional(v.picklist(NOTICE_LEVELS)),
    /** They are no contact, and were never written to. */
    stranger: v.exactOptional(v.literal(true)),
    /** Epoch ms. */
    at: v.number(),
  }),
  /** Somebody reacted to a message of ours. */
  v.strictObject({
    kind: v.literal('reaction'),
    account: jid,
    peer: jid,
    name: v.string(),
    emoji: v.string(),
    /** The beginning of our message; empty where there is nothing to show of it. */
    text: v.string(),
    muted: v.boolean(),
    level: v.exactOptional(v.picklist(NOTICE_LEVELS)),
  }),
  /**
   * What was told of a conversation need not be known any more: it was read on another device, or taken back by its
   * author. `at`: only if it was about the message of this time (epoch ms).
   */
  v.strictObject({ kind: v.literal('message-gone'), account: jid, peer: jid, at: v.exactOptional(v.number()) }),
  v.strictObject({
    kind: v.literal('request'),
    account: jid,
    peer: jid,
    name: v.string(),
    text: v.string(),
    stranger: v.exactOptional(v.literal(true)),
  }),
  v.strictObject({ kind: v.literal('accepted'), account: jid, peer: jid, name: v.string() }),
  v.strictObject({ kind: v.literal('declined'), account: jid, peer: jid, name: v.string() }),
  /** A request that need not be answered any more: its notification goes. */
  v.strictObject({ kind: v.literal('request-gone'), account: jid, peer: jid }),
]);
export type NoticeFacts = v.InferOutput<typeof noticeFacts>;
/** Those that may be shown; the others take away what was. */
export type ToldFacts = Exclude<NoticeFacts, { kind: 'request-gone' | 'message-gone' }>;

/** Over all accounts, muted conversations left out. */
export interface Totals {
  readonly unread: number;
  readonly requests: number;
}

/** As the page counts: of the unread, those in conversations of strangers. */
export interface Counted extends Totals {
  readonly ofStrangers: number;
}
