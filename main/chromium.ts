/** Kith in an installed Chromium, Chrome or Edge, under Node. The list is in the order in which it has to happen. */
import packageFile from '../package.json' with { type: 'json' };
import { parseArguments, realSurroundings } from './arguments.ts';
import { startKith } from './kith.ts';
import { openLog } from './log-file.ts';
import { findBrowser, here } from './shell/chromium/find-browser.ts';
import { chromiumShell } from './shell/chromium/shell.ts';
import { linuxServices } from './shell/dbus/linux-services.ts';
import { takeInstance } from './shell/single-instance.ts';
import { kithOptions, pagesFolder, surviveDefects } from './startup.ts';

async function main(argv: readonly string[]): Promise<void> {
  const args = parseArguments(argv, realSurroundings(packageFile.version));
  if (args.kind !== 'run') {
    (args.kind === 'print' ? process.stdout : process.stderr).write(args.text);
    process.exit(args.kind === 'print' ? 0 : 2);
  }
  const opened = openLog(args.dataDir, (line) => process.stderr.write(line));
  const { log } = opened;
  const options = await kithOptions(args, packageFile.version, opened);

  const instance = await takeInstance(args.dataDir, argv);
  if (instance === undefined) return;

  const browser = await findBrowser(here);
  if (browser === undefined) {
    throw new Error('no Chromium, Chrome or Edge was found; KITH_BROWSER can name its program');
  }
  const services = await linuxServices(process.platform, log);
  const shell = await chromiumShell({
    browser,
    dataDir: args.dataDir,
    pages: pagesFolder(import.meta.dirname),
    instance,
    services,
    ...(args.debuggingPort === undefined ? {} : { debuggingPort: args.debuggingPort }),
    exit: () => process.exit(0),
    log,
  });
  process.once('SIGINT', shell.quit);
  process.once('SIGTERM', shell.quit);

  surviveDefects(log);

  const kith = await startKith(shell, options);
  shell.onQuit(kith.stop);
  shell.onQuit(services.close);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`kith: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
