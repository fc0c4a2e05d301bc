/** The built application, started as a person starts it, with a debugger at its window. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { createTranslator } from '../../app/i18n/translator.ts';
import { shellsHere } from '../../build/shells.ts';
import { freePorts } from '../server/ports.ts';
import { removeFolder, spawnTethered, type Tethered, temporaryFolder } from '../server/process.ts';
import { killTree } from './kill-tree.ts';

/** The words of the window under test, which runs in English unless a test says otherwise. */
export const { t } = createTranslator('en', ['en-US']);

export interface AppOptions {
  readonly shell: string;
  /** A folder that stays; else one is made and removed. */
  readonly dataDir?: string;
  readonly ca?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Where to sign in; the name is not in DNS, so host and port are given by hand. */
export interface ServerAddress {
  readonly domain: string;
  readonly host: string;
  readonly port: number;
}

export interface App {
  /** Another one after a restart. */
  readonly page: Page;
  readonly dataDir: string;
  readonly pid: number;
  /** What the main process wrote. */
  log(): string;
  /** Told every line that the main process writes from now on, after restarts too. */
  onLog(listener: (line: string) => void): () => void;
  /** Fills in the sign-in screen and presses its button. */
  enter(server: ServerAddress, user: string, password: string): Promise<void>;
  /** The same, and waits until the account is online. */
  signIn(server: ServerAddress, user: string, password: string): Promise<void>;
  /** Waits until the account is online, archive and all. */
  online(account: string): Promise<void>;
  /** Ends the process in order and starts it again with the same folder; `meanwhile` is what happens in between. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Ends it in order. */
  quit(): Promise<void>;
  /** Ends it as a crash would, with everything that it started. */
  kill(): Promise<void>;
  /** kill -9 to every process of it at once, the browser's among them; `restart` starts it again. */
  crash(): Promise<void>;
  /** Lets the page's process crash, and waits until there is a new one. */
  crashPage(): Promise<void>;
  /** All rows of one table of the page's database. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  dispose(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const shell = shellsHere().find((each) => each.name === options.shell);
  if (shell === undefined) throw new Error(`there is no shell named ${options.shell} here`);
  const dataDir = options.dataDir ?? temporaryFolder('e2e');
  let running: { main: Tethered; browser: Browser; page: Page; port: number };
  const listeners = new Set<(line: string) => void>();

  async function start(): Promise<typeof running> {
    const [port = 0] = await freePorts(1);
    const args = ['--data-dir', dataDir, '--remote-debugging-port', String(port)];
    if (options.ca !== undefined) args.push('--ca', options.ca);
    const child = spawnTethered(shell?.program ?? '', [...(shell?.args ?? []), ...args, ...(options.args ?? [])], {
      // A system language of its own, so that the words are those of `t` wherever the test runs.
      env: { ...process.env, LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8', ...options.env },
    });
    let unfinished = '';
    child.onOutput((text) => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) for (const listener of [...listeners]) listener(line);
    });
    // A debugger that comes while the page is loading sees half of it.
    await child.waitForOutput(/"page ready"/);
    const browser = await attach(port);
    const page = windowOf(browser);
    await page.waitForSelector('#root > *');
    return { main: child, browser, page, port };
  }

  async function stop(): Promise<void> {
    await running.browser.close().catch(() => undefined);
    await running.main.end();
  }

  running = await start();
  const app: App = {
    get page() {
      return running.page;
    },
    get pid() {
      return running.main.pid;
    },
    dataDir,
    log: () => running.main.output(),
    onLog(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async enter(server, user, password) {
      const { page } = running;
      await page.getByLabel(t('account.signIn.address')).fill(`${user}@${server.domain}`);
      await page.getByLabel(t('account.signIn.password'), { exact: true }).fill(password);
      const host = page.getByLabel(t('account.host'), { exact: true });
      if (!(await host.isVisible())) await page.getByRole('button', { name: t('account.more') }).click();
      await host.fill(server.host);
      await page.getByLabel(t('account.port')).fill(String(server.port));
      await page.getByRole('button', { name: t('account.signIn.submit') }).click();
    },
    async signIn(server, user, password) {
      await app.enter(server, user, password);
      await app.online(`${user}@${server.domain}`);
      // Main may be ahead of the window, which does not take keys before it shows more than the form.
      await running.page.getByRole('navigation', { name: t('frame.places') }).waitFor();
    },
    async online(account) {
      // What main says last of the account, because the window says nothing when all is well.
      // A server with ten thousand contacts looks all of them up first.
      await running.main.waitForOutput(new RegExp(`"connection" account="${account}" phase="online"`), 60_000);
    },
    async restart(meanwhile) {
      await stop();
      await meanwhile?.();
      running = await start();
    },
    quit: stop,
    async kill() {
      await running.main.end('SIGKILL');
    },
    async crash() {
      killTree(running.main.pid, dataDir);
      await running.main.end('SIGKILL');
    },
    async crashPage() {
      const { promise: back, resolve } = Promise.withResolvers<void>();
      const undo = app.onLog((line) => {
        if (line.includes('"page ready"')) resolve();
      });
      const debug = await running.page.context().newCDPSession(running.page);
      // Nobody is left to answer.
      debug.send('Page.crash').catch(() => undefined);
      await back;
      undo();
      await running.browser.close().catch(() => undefined);
      const browser = await attach(running.port);
      running = { ...running, browser, page: windowOf(browser) };
      await running.page.waitForSelector('#root > *');
    },
    rows: (table) => rowsOf(running.page, table),
    async dispose() {
      await stop();
      if (options.dataDir === undefined) removeFolder(dataDir);
    },
  };
  return app;
}

/** Without its defaults: they would pretend to the page that it has the focus. */
function attach(port: number): Promise<Browser> {
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
}

function windowOf(browser: Browser): Page {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((each) => /^(https:\/\/kith\.invalid|app:\/\/kith)\//.test(each.url()));
  if (page === undefined) throw new Error(`no window of Kith among ${pages.map((each) => each.url()).join(', ')}`);
  return page;
}

function rowsOf(page: Page, table: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    (name) =>
      new Promise<Record<string, unknown>[]>((resolve, reject) => {
        const opening = indexedDB.open('kith');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction(name).objectStore(name).getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result);
          };
          all.onerror = () => reject(all.error);
        };
      }),
    table,
  );
}
