import { join } from 'node:path';
import type * as ElectronModule from 'electron';
import { systemClock } from '../../clock.ts';
import { type Log, reasonOf } from '../../log.ts';
import { crashLimit } from '../crash-limit.ts';
import type { LinuxServices } from '../dbus/linux-services.ts';
import { allowedLink } from '../links.ts';
import { listeners } from '../listeners.ts';
import { onNetworkChange } from '../network-changes.ts';
import { pageFiles } from '../page-files.ts';
import { quitting } from '../quitting.ts';
import type { PowerPort, Shell } from '../shell.ts';
import { electronBadge } from './badge.ts';
import { electronDialogs } from './dialogs.ts';
import { electronLoginItem } from './login-item.ts';
import { electronMenus } from './menus.ts';
import { electronNotifications } from './notifications.ts';
import { ORIGIN, serveOrigin } from './origin.ts';
import { electronRecents } from './recents.ts';
import { sealContents, sealSession } from './seal.ts';
import { electronSecrets } from './secrets.ts';
import { electronTray } from './tray.ts';
import type { UpdatesHere } from './updates/updates-here.ts';
import { keepWayBack } from './way-back.ts';
import { electronWindow, windowOptions } from './window.ts';
import { isOnScreen, keepBounds, readBounds } from './window-bounds.ts';
import { serveWire } from './wire.ts';

export interface ElectronShellParts {
  readonly electron: typeof ElectronModule;
  readonly platform: NodeJS.Platform;
  readonly dataDir: string;
  /** The folder with the page's built files. */
  readonly pages: string;
  /** The folder with the drawn icons (build/icons). */
  readonly icons: string;
  /** The built preload script. */
  readonly preload: string;
  readonly services: LinuxServices;
  /** macOS: the notification that was pressed to start Kith. */
  readonly launchedBy?: ElectronModule.NotificationResponse | undefined;
  readonly updates: UpdatesHere;
  readonly log: Log;
}

/** Shows Kith in Electron; the application is ready by now, and this is its first instance. */
export async function electronShell(parts: ElectronShellParts): Promise<Shell> {
  const { electron, platform, services, log } = parts;
  const { app, nativeImage } = electron;
  const image = (file: string) => nativeImage.createFromPath(join(parts.icons, file));

  serveOrigin(electron.protocol, pageFiles(parts.pages, ORIGIN));
  await sealSession(electron.session.defaultSession, platform);

  const boundsFile = join(parts.dataDir, 'window.json');
  const screens = () => electron.screen.getAllDisplays().map((display) => display.workArea);
  const bounds = readBounds(boundsFile, screens());
  const browserWindow = new electron.BrowserWindow({
    ...windowOptions(
      parts.preload,
      platform === 'linux' ? join(parts.icons, 'icon.png') : undefined,
      electron.nativeTheme.shouldUseDarkColors,
    ),
    ...bounds,
  });
  const writeBounds = keepBounds({ window: browserWindow, file: boundsFile, after: systemClock.after, log });
  sealContents(browserWindow.webContents);
  const wire = serveWire(electron.ipcMain, browserWindow.webContents);

  const tray = electronTray({
    createTray: (picture) => new electron.Tray(picture),
    buildMenu: electron.Menu.buildFromTemplate,
    image,
    platform,
    ...(platform === 'linux' ? services.trayHost : trayAlways),
  });

  /** Everything was said goodbye to: Electron may end. */
  let leaving = false;
  const departure = quitting(() => {
    leaving = true;
    writeBounds();
    parts.updates.end();
  }, log);
  app.on('before-quit', (event) => {
    if (leaving) return;
    event.preventDefault();
    departure.quit();
  });

  const wayBack = keepWayBack({ window: browserWindow, tray, platform, after: systemClock.after });
  const window = electronWindow({
    window: browserWindow,
    dock: app.dock,
    place() {
      if (!isOnScreen(browserWindow.getNormalBounds(), screens())) browserWindow.center();
    },
    hasWayBack: wayBack.exists,
    quit: departure.quit,
    isLeaving: () => leaving,
  });
  // Also where nothing was asked before: by a debugger, or a system that takes it away.
  browserWindow.on('closed', () => {
    wire.lost();
    departure.quit();
  });
  // A click on the dock icon.
  app.on('activate', () => window.focus());

  const load = () => browserWindow.loadURL(`${ORIGIN}/`);
  const mayReload = crashLimit();
  browserWindow.webContents.on('render-process-gone', (_event, { reason }) => {
    wire.lost();
    if (leaving) return;
    log.warn('page: its process is gone', { reason });
    // Not at once: Electron is still taking the old process down while it tells this.
    if (mayReload())
      setImmediate(() => load().catch((error: unknown) => log.warn('page not loaded', { reason: reasonOf(error) })));
    else departure.quit();
  });

  const secondStarts = listeners<readonly string[]>();
  app.on('second-instance', (_event, argv) => secondStarts.tell(argv.slice(1)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    secondStarts.tell([url]);
  });

  return {
    name: 'electron',
    wire,
    window,
    tray,
    notifications:
      platform === 'linux'
        ? services.notifications
        : electronNotifications({
            create: (options) => new electron.Notification(options),
            isSupported: electron.Notification.isSupported,
            ...(platform === 'darwin'
              ? {
                  history: {
                    list: () => electron.Notification.getHistory(),
                    remove: (id) => electron.Notification.remove(id),
                    launchedBy: parts.launchedBy,
                  },
                }
              : {}),
            ...(platform === 'win32'
              ? { onActivation: (listener) => electron.Notification.handleActivation(listener) }
              : {}),
            log,
          }),
    badge: platform === 'linux' ? services.badge : electronBadge(app, browserWindow, image, platform),
    recents: electronRecents({
      app,
      dock: app.dock,
      buildMenu: electron.Menu.buildFromTemplate,
      platform,
      program: process.execPath,
      log,
    }),
    secrets: electronSecrets({
      safeStorage: electron.safeStorage,
      file: join(parts.dataDir, 'secrets.json'),
      platform,
      log,
    }),
    links: {
      async open(url) {
        const link = allowedLink(url);
        if (link === undefined) return 'refused';
        try {
          await electron.shell.openExternal(link);
          return 'opened';
        } catch (error) {
          log.warn('link not opened', { reason: reasonOf(error) });
          return 'failed';
        }
      },
    },
    power: electronPower(electron.powerMonitor),
    loginItem: electronLoginItem({
      app,
      platform,
      env: process.env,
      home: app.getPath('home'),
      program: process.execPath,
    }),
    dialogs: electronDialogs(electron.dialog, browserWindow),
    storage: {
      async clear() {
        try {
          await electron.session.defaultSession.clearStorageData({ origin: ORIGIN, storages: ['indexdb'] });
          return 'done';
        } catch (error) {
          log.warn('storage not cleared', { reason: reasonOf(error) });
          return 'failed';
        }
      },
    },
    menus: electronMenus({
      window: browserWindow,
      platform,
      build: electron.Menu.buildFromTemplate,
      setApplicationMenu: electron.Menu.setApplicationMenu,
      copyText: (text) => void electron.clipboard.writeText(text),
    }),
    updates: parts.updates,
    async open({ hidden }) {
      // Resolves when the page is loaded; "ready to show" is not to be relied on with Wayland.
      await load();
      if ('maximised' in bounds && bounds.maximised) browserWindow.maximize();
      if (!hidden) window.show();
      else wayBack.startHidden();
    },
    onSecondStart: secondStarts.add,
    quit: departure.quit,
    onQuit: departure.onQuit,
  };
}

/** Windows and macOS. */
const trayAlways = { available: () => true, onAvailable: () => () => undefined, absence: () => undefined };

function electronPower(monitor: Electron.PowerMonitor): PowerPort {
  return {
    onSuspend(listener) {
      monitor.on('suspend', listener);
      return () => monitor.off('suspend', listener);
    },
    onResume(listener) {
      monitor.on('resume', listener);
      return () => monitor.off('resume', listener);
    },
    idleSeconds: () => Promise.resolve(monitor.getSystemIdleTime()),
    onNetworkChange,
  };
}
