/** Settings of this device, and what the desktop does for the page. */
import * as v from 'valibot';
import type { BareJid } from '../jid.ts';
import type { XmppLink } from '../links/link.ts';
import type { SettingsSection } from '../settings/sections.ts';
import { type Settings, settingsEntries } from '../settings/settings.ts';
import { bareJidArg, command, ofAccount, textArg } from './define.ts';

/** The proxy has a password with it, and a command of its own. */
const { proxy: _, ...setByThemselves } = settingsEntries;

export const settingsCommands = {
  'settings/set': command(v.partial(v.strictObject(setByThemselves))),
};

/** The file of before, which could not be read in full, and where it is now (in the data folder). */
export interface SettingsAside {
  readonly why: 'newer' | 'damaged';
  readonly file: string;
}

export type SettingsEvent = { readonly type: 'settings/changed'; readonly settings: Settings };

/** What the page can ask the desktop for, or has to tell it. */
export const desktopCommands = {
  /** Opens a link in the system's browser, an xmpp: link here; refused unless its scheme is on the allow-list. */
  'desktop/open-link': command(v.strictObject({ url: textArg(8192) })),
  /** The next xmpp: link to ask the person about; null: none waits. Who takes it asks. */
  'desktop/take-link': command<Record<never, never>, XmppLink | null>(v.strictObject({})),
  /** Whether Kith starts with the computer's session, as the system says it. */
  'desktop/login-item': command<Record<never, never>, boolean | 'held-back' | 'unsupported'>(v.strictObject({})),
  'desktop/set-login-item': command(v.strictObject({ on: v.boolean() })),
  /** The browser engine sees a network again, which it is told by the system sooner than main finds out. */
  'desktop/online': command<Record<never, never>>(v.strictObject({})),
  /** The latest chats, newest first, with the names that the person sees. */
  'desktop/recent-chats': command(
    v.strictObject({
      chats: v.pipe(v.array(v.strictObject({ ...ofAccount, peer: bareJidArg, name: textArg(1023) })), v.maxLength(10)),
    }),
  ),
  /** Which conversation is on screen; none: null. */
  'desktop/in-view': command(
    v.strictObject({ conversation: v.nullable(v.strictObject({ ...ofAccount, peer: bareJidArg })) }),
  ),
};

/** Where a notification, a link or the tray leads to. */
export type Route =
  | { readonly to: 'conversation'; readonly account: BareJid; readonly peer: BareJid }
  | { readonly to: 'request'; readonly account: BareJid; readonly from: BareJid }
  | { readonly to: 'contact'; readonly account: BareJid; readonly jid: BareJid }
  | { readonly to: 'settings'; readonly section?: SettingsSection };

/** Whether there is a tray, or why not: the desktop shows none, its bus can't be reached, or a browser shows Kith. */
export type TrayPlace = 'there' | 'panel' | 'bus' | 'browser';

/** What the menu bar has of the page's shortcuts. */
export const MENU_COMMANDS = [
  'newChat',
  'addContact',
  'switcher',
  'settings',
  'find',
  'chats',
  'contacts',
  'requests',
  'previousChat',
  'nextChat',
  'larger',
  'smaller',
  'naturalSize',
  'sheet',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

export type DesktopEvent =
  /** Chosen in the menu bar: as if its keys were pressed. */
  | { readonly type: 'desktop/command'; readonly command: MenuCommand }
  /** A panel with a tray came or went. */
  | { readonly type: 'desktop/tray'; readonly tray: TrayPlace }
  /** The window's real focus and visibility, from the shell. */
  | { readonly type: 'desktop/window'; readonly focused: boolean; readonly visible: boolean }
  /** An xmpp: link came; to be taken. */
  | { readonly type: 'desktop/link-waits' }
  | { readonly type: 'desktop/go-to'; readonly route: Route }
  /** The person wants to sign in to this account again: it may need a password. */
  | { readonly type: 'desktop/sign-in'; readonly account: BareJid };
