/** 简体中文 */
import type { en } from './en.ts';
import { account } from './zh/account.ts';
import { avatars } from './zh/avatars.ts';
import { chat } from './zh/chat.ts';
import { common } from './zh/common.ts';
import { desktop } from './zh/desktop.ts';
import { diagnostics } from './zh/diagnostics.ts';
import { faults } from './zh/faults.ts';
import { frame } from './zh/frame.ts';
import { links } from './zh/links.ts';
import { network } from './zh/network.ts';
import { notices } from './zh/notices.ts';
import { requests } from './zh/requests.ts';
import { roster } from './zh/roster.ts';
import { settings } from './zh/settings.ts';
import { storage } from './zh/storage.ts';
import { updates } from './zh/updates.ts';

export const zh = {
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
