/** The Chromium shell with nothing of Kith in it: the page is whatever lies beside, each call is answered with null. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArguments, realSurroundings } from '../../main/arguments.ts';
import { consoleLog } from '../../main/console-log.ts';
import { findBrowser, here } from '../../main/shell/chromium/find-browser.ts';
import { chromiumShell } from '../../main/shell/chromium/shell.ts';
import { linuxServices } from '../../main/shell/dbus/linux-services.ts';
import { takeInstance } from '../../main/shell/single-instance.ts';

const args = parseArguments(process.argv.slice(2), realSurroundings('0'));
if (args.kind !== 'run') throw new Error(args.text);
const log = consoleLog((line) => process.stderr.write(line));
await mkdir(args.dataDir, { recursive: true });
const instance = await takeInstance(args.dataDir, []);
const browser = await findBrowser(here);
if (instance === undefined || browser === undefined) throw new Error('the folder is in use, or there is no browser');
const services = await linuxServices(process.platform, log);
const shell = await chromiumShell({
  browser,
  dataDir: args.dataDir,
  pages: join(import.meta.dirname, 'renderer'),
  instance,
  services,
  ...(args.debuggingPort === undefined ? {} : { debuggingPort: args.debuggingPort }),
  exit: () => process.exit(0),
  log,
});
process.once('SIGTERM', shell.quit);
shell.onQuit(services.close);
shell.wire.onCall(async (name) => {
  if (name.startsWith('painted')) log.info('call', { name });
  return null;
});
shell.wire.onPage((event) => log.info(`page ${event}`));
await shell.open({ hidden: false });
