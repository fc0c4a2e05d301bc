/** Kith in Electron. The list is in the order in which it has to happen; what comes before `ready` can't come later. */

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as electron from 'electron';
import packageFile from '../package.json' with { type: 'json' };
import { APP_ID } from './app-id.ts';
import { parseArguments, type RunArguments, realSurroundings } from './arguments.ts';
import { startKith } from './kith.ts';
import { openLog } from './log-file.ts';
import { linuxServices } from './shell/dbus/linux-services.ts';
import { isElectronFlag, ownArguments } from './shell/electron/command-line.ts';
import { openedAtLogin } from './shell/electron/login-item.ts';
import { registerOrigin } from './shell/electron/origin.ts';
import { sealCommandLine } from './shell/electron/seal.ts';
import { electronShell } from './shell/electron/shell.ts';
import { updatesHere } from './shell/electron/updates/updates-here.ts';
import { iconsFolder, kithOptions, pagesFolder, surviveDefects } from './startup.ts';

const { app } = electron;

/** Links that macOS tells of before there is a shell to hear them. */
const early: string[] = [];
const keepLink = (event: electron.Event, url: string): void => {
  event.preventDefault();
  early.push(url);
};

/** The notification that was pressed to start Kith; macOS only. */
let launchedBy: electron.NotificationResponse | undefined;

function main(): void {
  const argv = ownArguments(process.argv, app.isPackaged, app.getAppPath());
  const args = parseArguments(argv, { ...realSurroundings(packageFile.version), isForeign: isElectronFlag });
  if (args.kind !== 'run') {
    (args.kind === 'print' ? process.stdout : process.stderr).write(args.text);
    app.exit(args.kind === 'print' ? 0 : 2);
    return;
  }
  // Electron's own files first: the lock lies there.
  const userData = join(args.dataDir, 'electron');
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', userData);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.setName('Kith');
  // Windows shows notifications only for the id that the installed shortcut carries.
  if (process.platform === 'win32') {
    app.setAppUserModelId(APP_ID);
    // Fixed, so that what an earlier run left in the Action Center still starts this program.
    app.setToastActivatorCLSID('{6E1B6C0A-5B7D-4B0E-9C53-2F1D8A7E4C91}');
  }
  // Linux and macOS read it from what was installed; the installer for Windows does not write it.
  if (process.platform === 'win32' && app.isPackaged) app.setAsDefaultProtocolClient('xmpp');
  app.on('open-url', keepLink);
  app.enableSandbox();
  registerOrigin(electron.protocol);
  sealCommandLine(app.commandLine);
  if (args.debuggingPort !== undefined) {
    app.commandLine.appendSwitch('remote-debugging-port', String(args.debuggingPort));
  }
  // The window hides or the shell quits; Electron itself decides neither.
  app.on('window-all-closed', () => undefined);

  app.once('ready', (_event, info) => {
    if (process.platform === 'darwin' && 'identifier' in info) launchedBy = info as electron.NotificationResponse;
  });
  app
    .whenReady()
    .then(() => run(args))
    .catch((error: unknown) => {
      process.stderr.write(`kith: ${error instanceof Error ? error.message : String(error)}\n`);
      app.exit(1);
    });
}

async function run(args: RunArguments): Promise<void> {
  const opened = openLog(args.dataDir, (line) => process.stderr.write(line));
  const { log } = opened;
  const options = await kithOptions(args, packageFile.version, opened);
  const services = await linuxServices(process.platform, log);
  const updates = updatesHere({
    electron,
    facts: {
      platform: process.platform,
      isPackaged: app.isPackaged,
      env: process.env,
      resources: process.resourcesPath,
      folder: dirname(process.execPath),
    },
    dataDir: join(args.dataDir, 'electron'),
    args: process.argv.slice(1),
    extraCas: options.extraCas,
    log,
  });
  const shell = await electronShell({
    electron,
    updates,
    platform: process.platform,
    dataDir: join(args.dataDir, 'electron'),
    pages: pagesFolder(import.meta.dirname),
    icons: iconsFolder(import.meta.dirname),
    preload: join(import.meta.dirname, 'preload.cjs'),
    services,
    launchedBy,
    log,
  });
  app.off('open-url', keepLink);
  surviveDefects(log);
  const kith = await startKith(shell, {
    ...options,
    hidden: options.hidden || openedAtLogin(app, process.platform),
    links: [...options.links, ...early],
  });
  shell.onQuit(kith.stop);
  shell.onQuit(services.close);
}

main();
