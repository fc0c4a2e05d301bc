import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser, here } from '../chromium/find-browser.ts';
import { chromiumShell } from '../chromium/shell.ts';
import { linuxServices } from '../dbus/linux-services.ts';
import type { Shell } from '../shell.ts';
import { takeInstance } from '../single-instance.ts';
import { type KeptLog, keptLog } from './kept-log.ts';
import { type Cleanup, temporaryFolder } from './surroundings.ts';

/** A shell with a small page of the test's own, and a debugger at it. */
export interface ChromiumRun {
  readonly shell: Shell;
  readonly page: Page;
  readonly browser: Browser;
  readonly log: KeptLog;
  /** Resolves when the process would have ended. */
  readonly exited: Promise<void>;
  quit(): Promise<void>;
}

export interface RunOptions {
  readonly dataDir?: string;
  readonly script?: string;
  readonly hidden?: boolean;
  /** A program to start in place of the browser that is installed. */
  readonly program?: string;
}

export async function runChromium(clean: Cleanup, options: RunOptions = {}): Promise<ChromiumRun> {
  const folder = await temporaryFolder(clean, 'shell');
  const dataDir = options.dataDir ?? folder;
  const pages = join(folder, 'pages');
  await mkdir(pages);
  await writeFile(
    join(pages, 'index.html'),
    '<!doctype html><title>Page</title><button id="button">Press</button><script src="page.js"></script>',
  );
  await writeFile(join(pages, 'page.js'), options.script ?? '');

  const program = options.program ?? (await findBrowser(here));
  if (program === undefined) throw new Error('these tests need a Chromium, Chrome or Edge');
  const instance = await takeInstance(dataDir, []);
  if (instance === undefined) throw new Error('somebody runs in this folder');
  const log = keptLog();
  const services = await linuxServices(process.platform, log);
  const debuggingPort = await freePort();
  const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
  const shell = await chromiumShell({
    browser: program,
    dataDir,
    pages,
    instance,
    services,
    debuggingPort,
    exit,
    log,
  });
  shell.onQuit(services.close);
  const quit = async () => {
    shell.quit();
    await exited;
  };
  clean.add(quit);
  await shell.open({ hidden: options.hidden === true });
  // Without its defaults: they would pretend to the page that it has the focus.
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`, { noDefaults: true });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('no page to debug');
  return { shell, page, browser, log, exited, quit };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
