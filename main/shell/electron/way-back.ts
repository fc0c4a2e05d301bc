/** A hidden window needs something that brings it back: the dock on macOS, else the tray icon; and panels come and go. */
import type { BrowserWindow } from 'electron';
import type { TrayPort, Undo } from '../shell.ts';

/** How long a panel may be away, in ms: desktops restart theirs. */
const PATIENCE = 10_000;

export interface WayBackParts {
  readonly window: Pick<
    BrowserWindow,
    'isDestroyed' | 'isVisible' | 'isMinimized' | 'minimize' | 'hide' | 'showInactive'
  >;
  readonly tray: Pick<TrayPort, 'available' | 'onAvailable'> & { readonly isShown: () => boolean };
  readonly platform: NodeJS.Platform;
  /** Calls once, in `ms`. */
  readonly after: (ms: number, call: () => void) => Undo;
}

export interface WayBack {
  exists(): boolean;
  /** The window was made and is not to be seen. */
  startHidden(): void;
}

export function keepWayBack({ window, tray, platform, after }: WayBackParts): WayBack {
  /** Minimised for want of a tray, and not by the person. */
  let waitsForTray = false;
  let cancel: Undo = () => undefined;

  tray.onAvailable((available) => {
    cancel();
    if (window.isDestroyed()) return;
    if (available) {
      if (waitsForTray && window.isMinimized()) window.hide();
      waitsForTray = false;
      return;
    }
    cancel = after(PATIENCE, () => {
      if (!window.isDestroyed() && !window.isVisible() && !window.isMinimized()) window.showInactive();
    });
  });

  return {
    exists: () => platform === 'darwin' || tray.isShown(),
    startHidden() {
      // A program that starts with the session is often there before the panel.
      waitsForTray = platform !== 'darwin' && !tray.available();
      if (!waitsForTray) return;
      // On X11 a window that was never shown can't be minimised: it would be nowhere.
      window.showInactive();
      window.minimize();
    },
  };
}
