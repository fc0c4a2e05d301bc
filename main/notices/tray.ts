/** The tray icon with its menu, and the badge: how much is unread, and the way back to the window. */
import type { Translator } from '../../app/i18n/translator.ts';
import type { Totals } from '../../app/notices/facts.ts';
import type { BadgePort, TrayPort } from '../shell/shell.ts';

export interface TrayParts {
  readonly tray: TrayPort;
  readonly badge: BadgePort;
  readonly translator: () => Translator;
  /** Whether every account is on do not disturb. */
  readonly undisturbed: () => boolean;
  readonly onShow: () => void;
  readonly onDoNotDisturb: (on: boolean) => void;
  readonly onQuit: () => void;
}

export interface TrayIcon {
  update(totals: Totals): void;
  /** Words or the own presence changed. */
  refresh(): void;
  stop(): void;
}

export function createTrayIcon(parts: TrayParts): TrayIcon {
  let totals: Totals = { unread: 0, requests: 0 };
  /** Accounts that go offline while Kith quits change things once more: they must not bring the icon back. */
  let stopped = false;

  function refresh(): void {
    if (stopped) return;
    const { t } = parts.translator();
    const { unread, requests } = totals;
    parts.badge.set(unread + requests);
    parts.tray.set({
      tooltip: t('tray.tooltip', { unread }),
      unread: unread > 0 ? 'count' : requests > 0 ? 'some' : 'none',
      count: unread,
      menu: [
        { id: 'show', label: t('tray.show') },
        { id: 'dnd', label: t('tray.dnd'), checked: parts.undisturbed() },
        'separator',
        { id: 'quit', label: t('tray.quit') },
      ],
    });
  }

  const undo = [
    parts.tray.onAvailable(refresh),
    parts.tray.onClick(parts.onShow),
    parts.tray.onMenu((id) => {
      if (id === 'show') parts.onShow();
      else if (id === 'dnd') parts.onDoNotDisturb(!parts.undisturbed());
      else if (id === 'quit') parts.onQuit();
    }),
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
