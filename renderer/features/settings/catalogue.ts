/**
 * What stands in which section, and by which words it is found: its title and what is said about it, then words that
 * people may use for it (`settings.words.…`). A row of a section stands in a `<Setting id="…">`.
 */
import type { MessageKey, Translate } from '../../../app/i18n/translator.ts';
import { SETTINGS_SECTIONS, type SettingsSection } from '../../../app/settings/sections.ts';
import { SHORTCUT_GROUPS } from '../../frame/shortcuts.ts';

/** The first is the title; none of them has a place to be filled in. */
type Words = readonly [MessageKey, ...MessageKey[]];

const CATALOGUE = {
  general: {
    language: ['settings.language', 'settings.words.language'],
    closeToTray: ['settings.closeToTray', 'settings.closeToTray.text', 'settings.words.closeToTray'],
    attract: ['window.attract', 'window.attract.dock', 'window.attract.taskbar', 'settings.words.attract'],
    recentChats: ['window.recentChats', 'window.recentChats.text', 'settings.words.recentChats'],
    loginItem: ['settings.loginItem', 'settings.loginItem.text', 'settings.words.loginItem'],
  },
  accounts: {
    accounts: ['settings.accounts', 'account.signIn.add', 'settings.words.accounts'],
  },
  notices: {
    noticeLevel: [
      'settings.noticeLevel',
      'settings.noticeLevel.text',
      'settings.noticeLevel.name',
      'settings.noticeLevel.anonymous',
      'settings.noticeLevel.none',
      'settings.words.noticeLevel',
    ],
    noticeSound: ['settings.noticeSound', 'settings.words.noticeSound'],
    requestSound: ['settings.requestSound', 'settings.words.noticeSound'],
    testNotice: ['notices.test', 'settings.words.testNotice'],
  },
  privacy: {
    sendReceipts: ['settings.sendReceipts', 'settings.sendReceipts.text', 'settings.words.sendReceipts'],
    sendMarkers: ['settings.sendMarkers', 'settings.sendMarkers.text', 'settings.words.sendMarkers'],
    sendTyping: ['settings.sendTyping', 'settings.sendTyping.text', 'settings.words.sendTyping'],
    sendLastSeen: ['settings.sendLastSeen', 'settings.sendLastSeen.text', 'settings.words.sendLastSeen'],
    strangers: [
      'settings.strangers',
      'settings.strangers.all',
      'settings.strangers.requests',
      'settings.strangers.contacts',
      'settings.strangers.contacts.text',
      'settings.words.strangers',
    ],
  },
  look: {
    theme: ['settings.theme', 'settings.theme.light', 'settings.theme.dark', 'settings.words.theme'],
    density: [
      'settings.density',
      'settings.density.comfortable',
      'settings.density.compact',
      'settings.density.compact.text',
      'settings.words.density',
    ],
    fontSize: ['settings.fontSize', 'settings.words.fontSize'],
    zoom: ['settings.zoom', 'settings.zoom.smaller', 'settings.zoom.larger', 'settings.words.zoom'],
  },
  shortcuts: {
    shortcuts: [
      'settings.shortcuts',
      'settings.words.shortcuts',
      ...SHORTCUT_GROUPS.flatMap(({ shortcuts }) => shortcuts.map(({ words }) => words)),
    ],
  },
  network: {
    proxy: [
      'network.proxy',
      'network.proxy.text',
      'network.proxy.http',
      'network.proxy.socks5',
      'settings.words.proxy',
    ],
  },
  storage: {
    usage: ['storage.usage', 'storage.messages', 'settings.words.usage'],
    export: ['storage.export', 'storage.export.text', 'settings.words.export'],
    rebuild: ['storage.rebuild', 'storage.rebuild.detail', 'settings.words.rebuild'],
  },
  advanced: {
    diagnostics: ['settings.diagnostics', 'diagnostics.text', 'settings.words.diagnostics'],
    logLevel: ['settings.logLevel', 'settings.logLevel.text', 'settings.dataFolder', 'settings.words.logLevel'],
    reset: ['settings.reset', 'settings.reset.text', 'settings.words.reset'],
  },
  about: {
    about: ['settings.about', 'settings.about.licence', 'settings.words.about'],
    updates: ['updates.title', 'updates.check', 'updates.words'],
    lookForUpdates: ['updates.look', 'updates.look.text'],
  },
} satisfies Record<SettingsSection, Record<string, Words>>;

export type SettingId = { [S in SettingsSection]: keyof (typeof CATALOGUE)[S] & string }[SettingsSection];

export interface CataloguedSetting {
  readonly id: SettingId;
  readonly section: SettingsSection;
  readonly title: MessageKey;
  readonly words: readonly MessageKey[];
}

/** As they are shown. */
export const SETTINGS: readonly CataloguedSetting[] = SETTINGS_SECTIONS.flatMap((section) =>
  Object.entries<Words>(CATALOGUE[section]).map(([id, words]) => ({
    id: id as SettingId,
    section,
    title: words[0],
    words,
  })),
);

/** All that is said of a setting; the name of its section finds it too. */
export function wordsOf(t: Translate, { section, words }: CataloguedSetting): string {
  return [`settings.${section}` as const, ...words].map((key) => t(key)).join('\n');
}
