/** The tray icon with its menu, and the badge: how much is unread, and the way back to the window. */
import type { AccountInfo } from '../../app/contract/account.ts';
import type { Translator } from '../../app/i18n/translator.ts';
import type { Totals } from '../../app/notices/facts.ts';
import type { BadgePort, TrayPort } from '../shell/shell.ts';
import { type TrayActions, trayMenu } from './tray-menu.ts';

export interface TrayParts {
  readonly tray: TrayPort;
  readonly badge: BadgePort;
  readonly translator: () => Translator;
  readonly accounts: () => readonly AccountInfo[];
  /** Until when notifications are paused, in epoch ms. */
  readonly quietUntil: () => number | undefined;
  readonly onClick: () => void;
  readonly actions: TrayActions;
}

export interface TrayIcon {
  update(totals: Totals): void;
  /** Words, an account or the pause changed. */
  refresh(): void;
  stop(): void;
}

export function createTrayIcon(parts: TrayParts): TrayIcon {
  let totals: Totals = { unread: 0, requests: 0 };
  /** What is shown; setting the same menu again would close it under a person's hand. */
  let shown: string | undefined;
  /** Accounts that go offline while Kith quits change things once more: they must not bring the icon back. */
  let stopped = false;

  function refresh(): void {
    if (stopped) return;
    const translator = parts.translator();
    // One that is being signed in for the first time is not there yet, and may never be.
    const accounts = parts.accounts().filter(({ joining }) => joining !== true);
    const { unread, requests } = totals;
    const state = {
      tooltip: translator.t('tray.tooltip', { unread }),
      unread: unread > 0 ? 'count' : requests > 0 ? 'some' : 'none',
      count: unread,
      offline: isCutOff(accounts),
      menu: trayMenu(accounts, parts.quietUntil(), translator, parts.actions),
    } as const;
    // What the items do follows from what they say.
    const text = JSON.stringify(state);
    if (text === shown) return;
    parts.badge.set(unread + requests);
    shown = parts.tray.set(state) === 'done' ? text : undefined;
  }

  const undo = [
    parts.tray.onAvailable(() => {
      shown = undefined;
      refresh();
    }),
    parts.tray.onClick(parts.onClick),
  ];

  return {
    update(next) {
      if (next.unread === totals.unread && next.requests === totals.requests) return;
      totals = next;
      refresh();
    },
    refresh,
    stop() {
      stopped = true;
      for (const each of undo) each();
      parts.tray.set(undefined);
      parts.badge.set(0);
    },
  };
}

/** No message can come in, though the person wants to be reached. */
function isCutOff(accounts: readonly AccountInfo[]): boolean {
  const wanted = accounts.filter(({ signedOut, presence }) => !signedOut && presence.show !== 'offline');
  return wanted.length > 0 && wanted.every(({ connection: { phase } }) => phase === 'waiting' || phase === 'stopped');
}
