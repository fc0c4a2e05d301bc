/**
 * What the person chose for all accounts on this device; main keeps it.
 *
 * A new setting takes three lines:
 * 1. here, its schema with what it naturally is: `sound: v.optional(v.boolean(), true),`
 * 2. in `renderer/features/settings/catalogue.ts`, the section it stands in and the words by which it is found;
 * 3. in that section's component, the row that changes it. Its words go into `app/i18n`.
 * One that is renamed, or that means something else from now on, needs a migration in `settings-file.ts`.
 */
import * as v from 'valibot';
import { proxySchema } from '../network/proxy.ts';
import { STRANGERS } from '../notices/strangers.ts';

export const NOTICE_LEVELS = ['text', 'name', 'anonymous', 'none'] as const;
/** What a notification shows: name and text, the name, only that there is a message, or no notification. */
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

export const FONT_SIZES = ['small', 'normal', 'large', 'largest'] as const;

/** What is written into the log file. */
export const LOG_LEVELS = ['nothing', 'problems', 'everything'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LANGUAGES = ['en', 'zh', 'ko', 'pseudo'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each by itself: in the file one that makes no sense is left out, from the page it is refused. */
export const settingsEntries = {
  /** `system`: the system's, where Kith has it. `pseudo` is for tests: it marks every word that comes from a catalogue. */
  language: v.optional(v.picklist(['system', ...LANGUAGES]), 'system'),
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  density: v.optional(v.picklist(['comfortable', 'compact']), 'comfortable'),
  /** Of the words of messages; the zoom makes everything larger. */
  fontSize: v.optional(v.picklist(FONT_SIZES), 'normal'),
  /** Percent of the normal size. */
  zoom: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(300)), 100),
  noticeLevel: v.optional(v.picklist(NOTICE_LEVELS), 'text'),
  noticeSound: v.optional(v.boolean(), true),
  requestSound: v.optional(v.boolean(), true),
  sendReceipts: v.optional(v.boolean(), true),
  sendTyping: v.optional(v.boolean(), true),
  sendMarkers: v.optional(v.boolean(), true),
  /** Contacts who see the presence also learn since when the person has been away. */
  sendLastSeen: v.optional(v.boolean(), false),
  strangers: v.optional(v.picklist(STRANGERS), 'all'),
  closeToTray: v.optional(v.boolean(), true),
  trayHintShown: v.optional(v.boolean(), false),
  /** A new message lets the task bar's button or the dock's icon call for the person. */
  attract: v.optional(v.boolean(), true),
  /** The names of the latest chats are in the menu of Kith's icon in the task bar or the dock. */
  recentChats: v.optional(v.boolean(), true),
  /** Whether Kith looks for a newer version of itself without being asked. */
  lookForUpdates: v.optional(v.boolean(), true),
  /** The version that the person does not want to be told of again; empty: none. */
  updateDismissed: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  /** What the connections of all accounts go through; set by `network/set-proxy`, which keeps its password. */
  proxy: v.optional(proxySchema, { kind: 'none' }),
  logLevel: v.optional(v.picklist(LOG_LEVELS), 'problems'),
  /** Until when (epoch ms) no notification is shown; null: they are. See app/notices/quiet.ts. */
  quietUntil: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
};

const settingsSchema = v.object(settingsEntries);
export type Settings = v.InferOutput<typeof settingsSchema>;
/** What is absent or undefined stays as it is. */
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined };

export const defaultSettings: Settings = v.parse(settingsSchema, {});
