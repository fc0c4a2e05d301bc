/**
 * What a story is told with: the application in the shell of the Playwright project, a real server, and people with
 * fresh names on it. Servers are shared by the stories of one worker; everything else is a story's own.
 */
import { randomBytes } from 'node:crypto';
import { test as base } from '@playwright/test';
import { withDesktop } from '../../build/desktop.ts';
import { type Peer, startPeer } from '../peers/index.ts';
import { startEjabberd, startProsody, type TestServer } from '../server/index.ts';
import { type App, type AppOptions, startApp } from './app.ts';

export { expect } from '@playwright/test';
export { t } from './app.ts';

export type ServerKind = 'prosody' | 'ejabberd';
export const SERVERS: readonly ServerKind[] = ['prosody', 'ejabberd'];

export interface Person {
  readonly name: string;
  readonly jid: string;
  readonly password: string;
}

interface StoryFixtures {
  /** Starts the application; ended and cleaned up after the story. */
  app: (options?: Omit<AppOptions, 'shell'>) => Promise<App>;
  /** A new account on a server, with a name of its own: `ann` is `ann-3f2a`. */
  person: (server: TestServer, name: string) => Promise<Person>;
  /** A new account with an independent client signed in to it. */
  peer: (server: TestServer, name: string) => Promise<Peer & { readonly password: string }>;
  /** The application signed in to a new account. */
  signedIn: (server: TestServer, name?: string) => Promise<{ app: App; me: Person }>;
}

interface WorkerFixtures {
  /** A display and a session bus for each worker: a window is in front only where no other one takes the focus from it. */
  display: undefined;
  servers: (kind: ServerKind) => Promise<TestServer>;
}

export const test = base.extend<StoryFixtures, WorkerFixtures>({
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture destructures
    async ({}, use) => withDesktop(() => use(undefined)),
    { scope: 'worker', auto: true },
  ],
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture destructures
    async ({}, use) => {
      const started = new Map<ServerKind, Promise<TestServer>>();
      await use((kind) => {
        let server = started.get(kind);
        if (server === undefined) {
          server = kind === 'prosody' ? startProsody() : startEjabberd();
          started.set(kind, server);
        }
        return server;
      });
      for (const server of started.values()) await (await server).dispose();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture destructures
  app: async ({}, use, testInfo) => {
    const apps: App[] = [];
    await use(async (options = {}) => {
      const app = await startApp({ shell: testInfo.project.name, ...options });
      apps.push(app);
      return app;
    });
    for (const [n, app] of apps.entries()) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await app.page.screenshot({ path: testInfo.outputPath(`window-${n}.png`) }).catch(() => undefined);
        await testInfo.attach(`main-${n}.log`, { body: app.log(), contentType: 'text/plain' });
      }
      await app.dispose();
    }
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture destructures
  person: async ({}, use) => {
    await use(async (server, name) => {
      const own = `${name}-${randomBytes(3).toString('hex')}`;
      return { name: own, password: 'secret', jid: await server.addUser(own, 'secret') };
    });
  },
  peer: async ({ person }, use) => {
    const peers: Peer[] = [];
    await use(async (server, name) => {
      const { name: user, password } = await person(server, name);
      const peer = await startPeer({ server, user, password });
      peers.push(peer);
      return Object.assign(peer, { password });
    });
    for (const peer of peers) await peer.kill();
  },
  signedIn: async ({ app, person }, use) => {
    await use(async (server, name = 'ann') => {
      const me = await person(server, name);
      const started = await app({ ca: server.ca });
      await started.signIn(server, me.name, me.password);
      return { app: started, me };
    });
  },
});
