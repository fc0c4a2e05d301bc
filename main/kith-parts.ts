/** The pieces of a running Kith, as the handlers of commands see them. */
import type { LiveEvent } from '../app/contract/contract.ts';
import type { Hello } from '../app/contract/sync.ts';
import type { BareJid } from '../app/jid.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Delivery } from './bridge/delivery.ts';
import type { LinkQueue } from './links.ts';
import type { Log } from './log.ts';
import type { Proxies } from './network/proxies.ts';
import type { Answers } from './notices/answers.ts';
import type { Attract } from './notices/attract.ts';
import type { Notices } from './notices/notices.ts';
import type { Showing } from './notices/showing.ts';
import type { TrayIcon } from './notices/tray.ts';
import type { Trial } from './notices/trial.ts';
import type { RecentChats } from './recent-chats.ts';
import type { Surroundings } from './session/registration.ts';
import type { SettingsStore } from './settings.ts';
import type { Shell } from './shell/shell.ts';
import type { StoreRetry } from './storage/store-retry.ts';
import type { Updates } from './updates/updates.ts';

export interface Kith {
  readonly version: string;
  /** Where everything of this person is. */
  readonly dataDir: string;
  readonly shell: Shell;
  readonly accounts: Accounts;
  readonly settings: SettingsStore;
  readonly delivery: Delivery;
  readonly storeRetry: StoreRetry;
  readonly notices: Notices;
  readonly showing: Showing;
  readonly trial: Trial;
  readonly answers: Answers;
  readonly tray: TrayIcon;
  readonly attract: Attract;
  readonly recentChats: RecentChats;
  readonly surroundings: Surroundings;
  readonly proxies: Proxies;
  readonly links: LinkQueue;
  readonly updates: Updates;
  readonly live: (event: LiveEvent) => void;
  readonly hello: () => Promise<Hello>;
  readonly log: Log;
  /** The conversation that the page shows. */
  inView: { readonly account: BareJid; readonly peer: BareJid } | undefined;
}
