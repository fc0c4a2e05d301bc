import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import { listeners } from '../listeners.ts';
import type { MenuEntry, NoTray, TrayPort, TrayState, Undo } from '../shell.ts';
import { trayIcon } from './tray-icons.ts';

export interface TrayParts {
  readonly createTray: (image: NativeImage) => Tray;
  readonly buildMenu: (items: MenuItemConstructorOptions[]) => Menu;
  /** By the file's name in the icons' folder. */
  readonly image: (file: string) => NativeImage;
  readonly platform: NodeJS.Platform;
  /** Whether the desktop shows such icons. */
  readonly available: () => boolean;
  readonly onAvailable: (listener: (available: boolean) => void) => Undo;
  readonly absence: () => NoTray | undefined;
}

export function electronTray(parts: TrayParts): TrayPort & { readonly isShown: () => boolean } {
  const clicks = listeners<void>();
  let tray: Tray | undefined;
  let shown: string | undefined;

  function show(state: TrayState): void {
    const file = trayIcon(state, parts.platform);
    if (tray === undefined) {
      tray = parts.createTray(parts.image(file));
      // On macOS a click opens the menu, and is told nevertheless.
      if (parts.platform !== 'darwin') tray.on('click', () => clicks.tell());
    } else if (shown !== file) {
      tray.setImage(parts.image(file));
    }
    shown = file;
    tray.setToolTip(state.tooltip);
    if (parts.platform === 'darwin') tray.setTitle(state.unread === 'count' ? String(state.count) : '');
    // On Linux a changed menu has to be set anew.
    tray.setContextMenu(parts.buildMenu(state.menu.map(template)));
  }

  function takeAway(): void {
    tray?.destroy();
    tray = undefined;
    shown = undefined;
  }
  // Chromium asks for a panel once, when the icon is made: the next panel needs a new one.
  parts.onAvailable((available) => {
    if (!available) takeAway();
  });

  return {
    available: parts.available,
    onAvailable: parts.onAvailable,
    absence: parts.absence,
    set(state) {
      if (state === undefined) {
        takeAway();
        return 'done';
      }
      if (!parts.available()) return 'unsupported';
      show(state);
      return 'done';
    },
    onClick: (listener) => clicks.add(listener),
    isShown: () => tray !== undefined && parts.available(),
  };
}

/** An entry as Electron wants it. */
export function template(entry: MenuEntry): MenuItemConstructorOptions {
  if (entry === 'separator') return { type: 'separator' };
  const { label } = entry;
  if ('items' in entry) return { label, submenu: entry.items.map(template) };
  const click = () => entry.choose();
  if (entry.mark === undefined) return { label, click };
  return { label, type: entry.mark.kind === 'check' ? 'checkbox' : 'radio', checked: entry.mark.on, click };
}
