import type { App, BrowserWindow, NativeImage } from 'electron';
import type { BadgePort } from '../shell.ts';

/** macOS: a number at the dock icon. Windows: a dot on the task bar's. Linux: a number, where a dock takes it. */
export function electronBadge(
  app: Pick<App, 'setBadgeCount'>,
  window: Pick<BrowserWindow, 'setOverlayIcon'>,
  dot: NativeImage,
  platform: NodeJS.Platform,
): BadgePort {
  return {
    set(count) {
      if (platform === 'win32') {
        // Never both: the number would be drawn over the dot.
        window.setOverlayIcon(count > 0 ? dot : null, count > 0 ? String(count) : '');
        return 'done';
      }
      return app.setBadgeCount(count) ? 'done' : 'unsupported';
    },
  };
}
