/** How the two sides begin, and how main learns what is stored. */
import * as v from 'valibot';
import { type BareJid, type FullJid, jidOf } from '../jid.ts';
import { type Counted, ENTRY_NOTICE_LIMIT, noticeFacts } from '../notices/facts.ts';
import type { RosterItem } from '../roster/item.ts';
import type { Settings } from '../settings/settings.ts';
import type { AccountInfo } from './account.ts';
import { outgoingEntry } from './chat.ts';
import { bareJidArg, command, groupsArg, idArg, nameArg, ofAccount } from './define.ts';
import type { SettingsAside, TrayPlace } from './settings.ts';
import { STORAGE_PROBLEMS } from './storage.ts';

export interface Hello {
  readonly version: string;
  readonly shell: 'electron' | 'chromium';
  /** Node's process.platform. */
  readonly platform: string;
  /** BCP 47, the system's, best first. */
  readonly systemLanguages: readonly string[];
  readonly settings: Settings;
  /** Only if it happened in this run. */
  readonly settingsAside: SettingsAside | null;
  readonly accounts: readonly AccountInfo[];
  readonly tray: TrayPlace;
  /** Where everything of this Kith is kept, as a path of the system. */
  readonly dataDir: string;
  /** Whether the system's icon has a menu for the latest chats. */
  readonly hasRecentChats: boolean;
  /** Why there is no keychain, if so. */
  readonly keychain: 'available' | 'unsupported';
  readonly window: { readonly focused: boolean; readonly visible: boolean };
}

const fullJidArg = v.custom<FullJid>(
  (value) => typeof value === 'string' && value.includes('/') && jidOf(value) === value,
);
/** A counter of XEP-0198: unsigned, 32 bits. */
const countArg = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1));

const rosterItem = v.strictObject({
  jid: bareJidArg,
  name: v.exactOptional(nameArg),
  groups: groupsArg,
  subscription: v.picklist(['none', 'to', 'from', 'both']),
  asking: v.boolean(),
  approved: v.boolean(),
}) satisfies v.GenericSchema<unknown, RosterItem>;

/** What resuming a stream-management session takes (XEP-0198), kept beside what is stored, so that a killed Kith resumes. */
export const keptSession = v.strictObject({
  /** As the server bound it. */
  jid: fullJidArg,
  id: idArg,
  /** Stanzas of the server that are stored, or had nothing to store. */
  h: countArg,
  /** Where the server would like to be reached for it: `host`, `host:port` or `[address]:port`. */
  location: v.exactOptional(idArg),
  /** s that the server keeps a broken session. */
  max: v.exactOptional(countArg),
});
export type KeptSession = v.InferOutput<typeof keptSession>;

/** What the renderer has stored of an account, as main needs it before it signs in. */
export const accountCache = v.strictObject({
  ...ofAccount,
  /** Absent: nothing is stored, or the server does not version. */
  rosterVersion: v.exactOptional(v.string()),
  items: v.array(rosterItem),
  /** Askers whose request waits for an answer. */
  requests: v.array(bareJidArg),
  /** The newest archive id up to which everything is stored. */
  archivePosition: v.exactOptional(idArg),
  /** What is missing after that id: everything before `first`; from there to `last` it is stored. */
  archiveGap: v.exactOptional(v.strictObject({ first: idArg, last: idArg, since: v.exactOptional(v.number()) })),
  /** Epoch ms of the newest stored message, for an archive that no longer knows the id. */
  archiveTime: v.exactOptional(v.number()),
  /**
   * The database began anew and wants the whole archive: everything from `before` on is there (absent: nothing is).
   */
  refill: v.exactOptional(v.strictObject({ before: v.exactOptional(idArg) })),
  /** What was queued and not sent, oldest first. */
  outbox: v.array(outgoingEntry),
  /** Absent: the last session was ended in order, or the server can't resume one. */
  session: v.exactOptional(keptSession),
});
export type AccountCache = v.InferOutput<typeof accountCache>;

export const emptyCache = (account: BareJid): AccountCache => ({ account, items: [], requests: [], outbox: [] });

export const syncCommands = {
  /** The page is there (or there again): what is live comes in the answer, what is not stored is sent again. */
  'sync/hello': command<Record<never, never>, Hello>(v.strictObject({})),
  /**
   * Everything up to the event of this number is stored. What was stored that a person may want to be told about, and
   * the totals, come with it.
   */
  'sync/stored': command(
    v.strictObject({
      upTo: v.pipe(v.number(), v.integer(), v.minValue(0)),
      notices: v.pipe(v.array(noticeFacts), v.maxLength(ENTRY_NOTICE_LIMIT)),
      totals: v.custom<Counted>(isCounted),
    }),
  ),
  /** Unread counts changed without an event (read, marked, deleted, muted); `read` are conversations now read. */
  'sync/totals': command(
    v.strictObject({
      totals: v.custom<Counted>(isCounted),
      read: v.array(v.strictObject({ ...ofAccount, peer: bareJidArg })),
    }),
  ),
  /** Answers `sync/cache-wanted`. */
  'sync/cache': command(accountCache),
  /** The store refused; the events are not acknowledged and the person is told. */
  'sync/store-failed': command(v.strictObject({ problem: v.picklist(STORAGE_PROBLEMS) })),
};

function isCounted(value: unknown): boolean {
  const counted = value as Partial<Counted> | null;
  return [counted?.unread, counted?.requests, counted?.ofStrangers].every(Number.isInteger);
}

export type SyncDurable =
  /** In place of an earlier one. */
  | { readonly type: 'session/began'; readonly account: BareJid; readonly session: KeptSession }
  /** `h` has grown by stanzas that had nothing to store. */
  | { readonly type: 'session/counted'; readonly account: BareJid; readonly h: number }
  /** It was ended, or the server does not know it any more. */
  | { readonly type: 'session/ended'; readonly account: BareJid };

export type SyncEvent = { readonly type: 'sync/cache-wanted'; readonly account: BareJid };
