/** Conversations and the log of entries, as they are stored. */
import type { WrittenEntry } from '../../../app/chat/entry.ts';
import type { LoggedEntry } from '../../../app/chat/logged.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeLevel } from '../../../app/settings/settings.ts';

interface Stored {
  /**
   * Where the entry stands in its conversation: its time in ms, moved by fractions (or by the difference of two clocks)
   * where that would break the order in which the server had the entries.
   */
  readonly order: number;
  /** Own ones on their way out: `queued` until the server has it, `failed` until the person tries again. */
  readonly outbox?: 'queued' | 'failed';
  /** Own ones: the newest archive id that was stored when they were written. */
  readonly after?: string;
  /** 1: a correction, a retraction or reactions to it are stored; they may stand anywhere. */
  readonly changed?: 1;
  /** 1: its author took it back; nobody has to read it any more. */
  readonly retracted?: 1;
  /** 1: it was not to be kept (XEP-0334): nothing is left but what another copy of it is known by. */
  readonly forgotten?: 1;
}
export type EntryRow = LoggedEntry & Stored;
export type MessageRow = Extract<EntryRow, { kind: 'message' }>;
/** What has an id of its own, and an outbox. */
export type WrittenRow = Extract<EntryRow, { kind: WrittenEntry['kind'] }>;

/** What has a place in the thread. */
export type ShownRow = MessageRow | Extract<EntryRow, { kind: 'correction' }>;

export function isShown(row: EntryRow): row is ShownRow {
  return row.forgotten !== 1 && (row.kind === 'message' || (row.kind === 'correction' && row.alone === 1));
}

/** It counts, where it was not read. */
export function isForReading(row: EntryRow): boolean {
  return isShown(row) && !row.own && row.retracted !== 1;
}

/** The newest message that was read, by the id that each of them knows it by; absent: they know, or need not. */
export interface Untold {
  /** For the own devices (XEP-0490). */
  readonly archiveId?: string;
  /** For the author (XEP-0333). */
  readonly stanzaId?: string;
}

/** What the list shows of the newest message. */
export interface LastLine {
  readonly own: boolean;
  readonly text: string;
  readonly kind: 'text' | 'encrypted' | 'invitation' | 'headline' | 'retracted';
  /** Where that message stands. */
  readonly order?: number;
}

export interface ConversationRow {
  readonly account: BareJid;
  readonly peer: BareJid;
  readonly kind: 'person' | 'room';
  /** 1: in the list. 0: deleted, or known only by its settings. (A number: booleans can't be indexed.) */
  readonly listed: 0 | 1;
  /** Epoch ms of the newest message. */
  readonly lastAt: number;
  readonly last?: LastLine;
  /** `order` of the oldest message; absent: there is none. */
  readonly firstOrder?: number;
  /** `order` of the newest entry that the server has seen. */
  readonly lastOrder: number;
  /** Everything up to this `order` was read, here or on another device. */
  readonly readOrder: number;
  /** The archive's id of what another device read last, where that is not stored yet. */
  readonly readElsewhere?: string;
  /** What was read here and those do not know yet who want to: the own devices, and the author. */
  readonly untold?: Untold;
  /** Incoming messages after `readOrder`. */
  readonly unread: number;
  /** 1: marked as unread by hand. */
  readonly marked?: 1;
  readonly muted: boolean;
  /** Epoch ms at which it is no longer muted; absent in a muted one: when the person says so. */
  readonly mutedUntil?: number;
  /** This conversation's own level of notification; absent: the setting's. */
  readonly level?: NoticeLevel;
  /** The other side displayed own messages up to this `order`. */
  readonly readByPeer: number;
  /** Everything up to this `order` was deleted here; the archive does not bring it back. */
  readonly clearedOrder: number;
  /** The archive has nothing older. */
  readonly complete: boolean;
  /** Where the gap `gap` of the archive lies here: after this `order`. Of no meaning once that gap is closed. */
  readonly island?: { readonly gap: string; readonly low: number };
  /** 1: this account wrote here at some time, so the other side is no stranger. */
  readonly wrote?: 1;
  /** 1: messages of the other side are stored here without an archive id; a copy that has one may be one of them. */
  readonly unarchived?: 1;
  /** 1: something is stored that was said about a message which is not; when that comes, it is looked for. */
  readonly dangling?: 1;
  /** 1: messages are stored here that are not to be kept (XEP-0334). */
  readonly noStore?: 1;
  /** Ids under which own entries came back, which went again under others: copies of those are nothing new. */
  readonly formerIds?: readonly string[];
  readonly draft?: string;
}

/** How far the archive of an account is stored. */
export interface ArchiveRow {
  readonly account: BareJid;
  readonly position?: string;
  /** Epoch ms of the newest entry up to which everything is stored, behind the gap if there is one. */
  readonly time?: number;
  /** The whole archive is wanted anew; everything from `before` on is there (absent: nothing is). */
  readonly refill?: { readonly before?: string };
}

/** What is missing of the archive of an account between its position and newer entries, which are stored. */
export interface GapRow {
  readonly account: BareJid;
  /** The `first` that it had when it was found; it stays the same when more is missing. */
  readonly gap: string;
  /** The archive's ids between which everything behind the gap is stored, both included. */
  readonly first: string;
  readonly last: string;
  /** Epoch ms: nothing that is missing is older. */
  readonly since?: number;
}

export const chatSchema = {
  conversations: '[account+peer], account, [listed+lastAt], unread, marked',
  entries: '++id, [account+peer+order], &[account+archiveId], [account+stanzaId], [account+target], [account+outbox]',
  archives: 'account',
  gaps: 'account',
};

export function newConversation(account: BareJid, peer: BareJid): ConversationRow {
  return {
    account,
    peer,
    kind: 'person',
    listed: 0,
    lastAt: 0,
    lastOrder: 0,
    readOrder: 0,
    unread: 0,
    muted: false,
    readByPeer: 0,
    clearedOrder: 0,
    complete: false,
  };
}
