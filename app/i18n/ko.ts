/** 한국어 */
import type { en } from './en.ts';
import { account } from './ko/account.ts';
import { avatars } from './ko/avatars.ts';
import { chat } from './ko/chat.ts';
import { common } from './ko/common.ts';
import { desktop } from './ko/desktop.ts';
import { diagnostics } from './ko/diagnostics.ts';
import { faults } from './ko/faults.ts';
import { frame } from './ko/frame.ts';
import { links } from './ko/links.ts';
import { network } from './ko/network.ts';
import { notices } from './ko/notices.ts';
import { requests } from './ko/requests.ts';
import { roster } from './ko/roster.ts';
import { settings } from './ko/settings.ts';
import { storage } from './ko/storage.ts';
import { updates } from './ko/updates.ts';

export const ko = {
  ...common,
  ...frame,
  ...faults,
  ...account,
  ...avatars,
  ...settings,
  ...storage,
  ...updates,
  ...desktop,
  ...diagnostics,
  ...roster,
  ...requests,
  ...chat,
  ...network,
  ...notices,
  ...links,
} satisfies Record<keyof typeof en, string>;
