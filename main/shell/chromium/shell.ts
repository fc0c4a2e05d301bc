import { type Log, reasonOf } from '../../log.ts';
import type { LinuxServices } from '../dbus/linux-services.ts';
import { onNetworkChange } from '../network-changes.ts';
import { systemLinks } from '../open-link.ts';
import { pageFiles } from '../page-files.ts';
import { quitting } from '../quitting.ts';
import type { Shell } from '../shell.ts';
import type { Instance } from '../single-instance.ts';
import { noDialogs, noLoginItem, noMenus, noRecents, noTray, noUpdates } from '../unsupported.ts';
import { startBrowser } from './browser.ts';
import { ORIGIN } from './flags.ts';
import { takePage } from './page.ts';
import { prepareProfile } from './profile.ts';
import { browserWindow } from './window.ts';

export interface ChromiumShellParts {
  /** The browser's program. */
  readonly browser: string;
  readonly dataDir: string;
  /** The folder with the page's built files. */
  readonly pages: string;
  readonly instance: Instance;
  readonly services: LinuxServices;
  readonly debuggingPort?: number;
  /** The last step: ends the process. */
  readonly exit: () => void;
  readonly log: Log;
}

/** Shows Kith in an installed Chromium, Chrome or Edge. */
export async function chromiumShell(parts: ChromiumShellParts): Promise<Shell> {
  const { log } = parts;
  const browser = await startBrowser(parts.browser, {
    profile: await prepareProfile(parts.dataDir),
    sandbox: process.getuid?.() !== 0,
    debuggingPort: parts.debuggingPort,
  });
  const leaving = quitting(() => {
    browser
      .close()
      .then(parts.instance.release)
      .catch((error: Error) => log.warn('quit', { reason: reasonOf(error) }))
      .finally(parts.exit);
  }, log);
  const page = await takePage({
    session: browser.page,
    origin: ORIGIN,
    files: pageFiles(parts.pages, ORIGIN),
    onHopeless: leaving.quit,
    log,
  });
  await browser.page.send('Runtime.runIfWaitingForDebugger');
  const window = await browserWindow(browser.page, page, log);

  void browser.windowClosed.then(leaving.quit);

  return {
    name: 'chromium',
    wire: page.wire,
    window,
    tray: noTray,
    notifications: parts.services.notifications,
    badge: parts.services.badge,
    recents: noRecents,
    secrets: parts.services.secrets,
    links: systemLinks(),
    power: { ...parts.services.power, onNetworkChange },
    loginItem: noLoginItem,
    dialogs: noDialogs,
    storage: {
      async clear() {
        try {
          await browser.page.send('Storage.clearDataForOrigin', { origin: ORIGIN, storageTypes: 'indexeddb' });
          return 'done';
        } catch (error) {
          log.warn('storage not cleared', { reason: reasonOf(error) });
          return 'failed';
        }
      },
    },
    menus: noMenus,
    updates: noUpdates('browser'),
    async open({ hidden }) {
      if (hidden) window.hide();
      await page.open();
    },
    onSecondStart: parts.instance.onSecondStart,
    quit: leaving.quit,
    onQuit: leaving.onQuit,
  };
}
