/** Conversations and the log of entries, as they are stored. */
import type { Entry } from '../../../app/chat/entry.ts';
import type { Fault } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeLevel } from '../../../app/settings/settings.ts';

interface Stored {
  /** Given by the database. */
  readonly id?: number;
  /**
   * Where the entry stands in its conversation: its time in ms, moved by fractions (or by the difference of two clocks)
   * where that would break the order in which the server had the entries.
   */
  readonly order: number;
  /** An own message on its way out: `queued` until the server has it, `failed` until the person tries again. */
  readonly outbox?: 'queued' | 'failed';
  /** Why it failed. */
  readonly failure?: Fault;
}
export type EntryRow = Entry & Stored;

/** What the list shows of the newest message. */
export interface LastLine {
  readonly own: boolean;
  readonly text: string;
  readonly kind: 'text' | 'encrypted' | 'invitation' | 'headline';
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
  /** Incoming messages after `readOrder`. */
  readonly unread: number;
  /** 1: marked as unread by hand. */
  readonly marked?: 1;
  readonly muted: boolean;
  /** This conversation's own level of notification; absent: the setting's. */
  readonly level?: NoticeLevel;
  /** The other side displayed own messages up to this `order`. */
  readonly readByPeer: number;
  /** Everything up to this `order` was deleted here; the archive does not bring it back. */
  readonly clearedOrder: number;
  /** The archive has nothing older. */
  readonly complete: boolean;
  /** 1: this account wrote here at some time, so the other side is no stranger. */
  readonly wrote?: 1;
  /** 1: messages of the other side are stored here without an archive id; a copy that has one may be one of them. */
  readonly unarchived?: 1;
  readonly draft?: string;
}

/** How far the archive of an account is stored. */
export interface ArchiveRow {
  readonly account: BareJid;
  readonly position?: string;
  /** Epoch ms of the newest entry from the server. */
  readonly time?: number;
}

export const chatSchema = {
  conversations: '[account+peer], account, [listed+lastAt], unread, marked',
  entries: '++id, [account+peer+order], &[account+archiveId], [account+stanzaId], [account+target], [account+outbox]',
  archives: 'account',
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
