import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import { listeners } from '../listeners.ts';
import type { TrayPort, TrayState, Undo } from '../shell.ts';
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
}

export function electronTray(parts: TrayParts): TrayPort & { readonly isShown: () => boolean } {
  const clicks = listeners<void>();
  const choices = listeners<string>();
  let tray: Tray | undefined;
  let shown: string | undefined;

  function show(state: TrayState): void {
    const file = trayIcon({ ...state, offline: false }, parts.platform);
    if (tray === undefined) {
      tray = parts.createTray(parts.image(file));
      tray.on('click', () => clicks.tell());
    } else if (shown !== file) {
      tray.setImage(parts.image(file));
    }
    shown = file;
    tray.setToolTip(state.tooltip);
    if (parts.platform === 'darwin') tray.setTitle(state.unread === 'count' ? String(state.count) : '');
    // On Linux a changed menu has to be set anew.
    tray.setContextMenu(
      parts.buildMenu(
        state.menu.map((item): MenuItemConstructorOptions => {
          if (item === 'separator') return { type: 'separator' };
          const click = () => choices.tell(item.id);
          if (item.checked === undefined) return { label: item.label, click };
          return { label: item.label, type: 'checkbox', checked: item.checked, click };
        }),
      ),
    );
  }

  return {
    available: parts.available,
    onAvailable: parts.onAvailable,
    set(state) {
      if (state === undefined) {
        tray?.destroy();
        tray = undefined;
        shown = undefined;
        return 'done';
      }
      if (!parts.available()) return 'unsupported';
      show(state);
      return 'done';
    },
    onClick: (listener) => clicks.add(listener),
    onMenu: choices.add,
    isShown: () => tray !== undefined && parts.available(),
  };
}
