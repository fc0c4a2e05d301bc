/** The updates of this very copy of Kith: the updater of its package format, or why there is none. */
import { join } from 'node:path';
import type * as ElectronModule from 'electron';
import { type AppUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import type { Log } from '../../../log.ts';
import type { UpdatesPort } from '../../shell.ts';
import { noUpdates } from '../../unsupported.ts';
import { KithAppImageUpdater } from './app-image.ts';
import { HttpsRequests } from './https-requests.ts';
import { type InstallFacts, installedAs, SOURCE_FILE } from './installed-as.ts';
import { electronUpdates } from './updates.ts';

export interface UpdatesHereParts {
  readonly electron: Pick<typeof ElectronModule, 'app' | 'autoUpdater' | 'net'>;
  readonly facts: InstallFacts;
  /** For files that electron-updater keeps between two starts. */
  readonly dataDir: string;
  /** What Kith was started with, program left out. */
  readonly args: readonly string[];
  readonly extraCas: readonly string[];
  readonly log: Log;
}

export interface UpdatesHere extends UpdatesPort {
  /** Ends the process; if that is wanted, the new version takes this one's place. Everything else of Kith has ended. */
  readonly end: () => void;
}

export function updatesHere(parts: UpdatesHereParts): UpdatesHere {
  const { electron, facts, log } = parts;
  const { app, autoUpdater, net } = electron;
  const kind = installedAs(facts);
  const common = { requests: new HttpsRequests(parts), online: () => net.isOnline() };
  switch (kind) {
    case 'app-image':
    case 'nsis': {
      const adapter = appAdapter(parts);
      const updater =
        kind === 'nsis'
          ? new NsisUpdater(undefined, adapter)
          : new KithAppImageUpdater(adapter, { file: facts.env.APPIMAGE ?? '', args: startedAgainWith(parts.args) });
      // `end` does it: Electron's own event comes too late to start anything in order.
      updater.autoInstallOnAppQuit = false;
      const updates = electronUpdates({ updater, ...common });
      return {
        ...updates,
        end() {
          const wanted = updates.wanted();
          if (wanted !== 'nothing' && !updater.install(true, wanted === 'install-and-restart')) {
            log.warn('the new version was not put in place');
          }
          app.quit();
        },
      };
    }
    case 'mac': {
      const updater: AppUpdater = new MacUpdater(undefined, appAdapter(parts));
      const updates = electronUpdates({ updater, ...common, takenOver: () => squirrelHasIt(autoUpdater) });
      return {
        ...updates,
        end() {
          // Squirrel puts it in place after any end.
          if (updates.wanted() === 'install-and-restart') updater.quitAndInstall();
          else app.quit();
        },
      };
    }
    default:
      return { ...noUpdates(kind), end: () => app.quit() };
  }
}

/** A link or the wish to stay hidden was for that start only. */
export function startedAgainWith(args: readonly string[]): readonly string[] {
  return args.filter((argument) => argument !== '--hidden' && !/^xmpp:/i.test(argument));
}

function squirrelHasIt(native: ElectronModule.AutoUpdater): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      native.off('update-downloaded', done);
      native.off('error', failed);
      resolve();
    };
    const failed = (error: Error) => {
      native.off('update-downloaded', done);
      native.off('error', failed);
      reject(error);
    };
    native.on('update-downloaded', done);
    native.on('error', failed);
  });
}

function appAdapter({ electron: { app }, facts, dataDir }: UpdatesHereParts): AppAdapter {
  return {
    version: app.getVersion(),
    name: app.getName(),
    isPackaged: app.isPackaged,
    appUpdateConfigPath: join(facts.resources, SOURCE_FILE),
    userDataPath: dataDir,
    baseCachePath: cacheFolder(facts, app.getPath('home')),
    whenReady: () => app.whenReady(),
    relaunch: () => app.relaunch(),
    quit: () => app.quit(),
    // Only called where electron-updater installs by itself at the end.
    onQuit: (handler) => void app.once('quit', (_event, exitCode) => handler(exitCode)),
  };
}

/** Where NSIS leaves the installer of the running version, of which only what changed is fetched; elsewhere alike. */
function cacheFolder({ platform, env }: InstallFacts, home: string): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  // XDG Base Directory Specification 0.8: a relative path is invalid and ignored.
  return env.XDG_CACHE_HOME?.startsWith('/') === true ? env.XDG_CACHE_HOME : join(home, '.cache');
}
