import type { App, BrowserWindow, NativeImage } from 'electron';
import type { BadgePort } from '../shell.ts';
import { overlayIcon } from './tray-icons.ts';

/** macOS: a number at the dock icon. Windows: one over the task bar's. On Linux dbus/launcher-badge.ts shows it. */
export function electronBadge(
  app: Pick<App, 'setBadgeCount'>,
  window: Pick<BrowserWindow, 'isDestroyed' | 'setOverlayIcon'>,
  /** By the file's name in the icons' folder. */
  image: (file: string) => NativeImage,
  platform: NodeJS.Platform,
): BadgePort {
  return {
    set(count) {
      if (platform === 'win32') {
        if (window.isDestroyed()) return 'unsupported';
        // Never both: the number would be drawn over the dot.
        const overlay = overlayIcon(count);
        window.setOverlayIcon(
          overlay === undefined ? null : image(overlay),
          overlay === undefined ? '' : String(count),
        );
        return 'done';
      }
      return app.setBadgeCount(count) ? 'done' : 'unsupported';
    },
  };
}
