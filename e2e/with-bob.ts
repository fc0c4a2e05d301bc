import type { App } from './app/app.ts';
import { test as base, type Person, type ServerKind } from './app/fixture.ts';
import type { Peer } from './peers/index.ts';
import type { TestServer } from './server/index.ts';

interface TwoPeople {
  readonly server: TestServer;
  readonly app: App;
  readonly me: Person;
  /** Who knows nothing of me yet. */
  readonly bob: Peer & { readonly password: string };
}

/** How stories of two people begin: the application signed in, and Bob, who has another client. */
export const test = base.extend<{ withBob: (kind: ServerKind) => Promise<TwoPeople> }>({
  withBob: async ({ servers, signedIn, peer }, use) => {
    await use(async (kind) => {
      const server = await servers(kind);
      const [{ app, me }, bob] = await Promise.all([signedIn(server), peer(server, 'bob')]);
      return { server, app, me, bob };
    });
  },
});
