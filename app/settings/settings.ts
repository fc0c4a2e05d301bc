/** What the person chose for all accounts on this device; main keeps it. */
import * as v from 'valibot';

export const NOTICE_LEVELS = ['text', 'name', 'anonymous', 'none'] as const;
/** What a notification shows: name and text, the name, only that there is a message, or no notification. */
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

export const LANGUAGES = ['en', 'zh', 'ko', 'pseudo'] as const;
export type Language = (typeof LANGUAGES)[number];

export const settingsSchema = v.object({
  /** `system`: the system's, where Kith has it. `pseudo` is for tests: it marks every word that comes from a catalogue. */
  language: v.fallback(v.picklist(['system', ...LANGUAGES]), 'system'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  density: v.fallback(v.picklist(['comfortable', 'compact']), 'comfortable'),
  /** Percent of the normal size. */
  zoom: v.fallback(v.pipe(v.number(), v.minValue(50), v.maxValue(300)), 100),
  noticeLevel: v.fallback(v.picklist(NOTICE_LEVELS), 'text'),
  noticeSound: v.fallback(v.boolean(), true),
  sendReceipts: v.fallback(v.boolean(), true),
  sendTyping: v.fallback(v.boolean(), true),
  sendMarkers: v.fallback(v.boolean(), true),
  closeToTray: v.fallback(v.boolean(), true),
  trayHintShown: v.fallback(v.boolean(), false),
  /** Until when (epoch ms) no notification is shown; null: they are. See app/notices/quiet.ts. */
  quietUntil: v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = v.parse(settingsSchema, {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  zoom: 100,
  noticeLevel: 'text',
  noticeSound: true,
  sendReceipts: true,
  sendTyping: true,
  sendMarkers: true,
  closeToTray: true,
  trayHintShown: false,
  quietUntil: null,
});
