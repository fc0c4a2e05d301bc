/** English: the catalogue that the others are measured against. A slice per feature; ICU MessageFormat; keys are slice.place.word. */

import { account } from './en/account.ts';
import { avatars } from './en/avatars.ts';
import { chat } from './en/chat.ts';
import { common } from './en/common.ts';
import { desktop } from './en/desktop.ts';
import { diagnostics } from './en/diagnostics.ts';
import { faults } from './en/faults.ts';
import { frame } from './en/frame.ts';
import { links } from './en/links.ts';
import { network } from './en/network.ts';
import { notices } from './en/notices.ts';
import { requests } from './en/requests.ts';
import { roster } from './en/roster.ts';
import { settings } from './en/settings.ts';
import { storage } from './en/storage.ts';
import { updates } from './en/updates.ts';

export const en = {
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
};
