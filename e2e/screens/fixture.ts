/** Stories about every screen: each part of the walk with a window and a world of its own, so that they run side by side. */
import { createTranslator, type Translate } from '../../app/i18n/translator.ts';
import type { Language } from '../../app/settings/settings.ts';
import { OWNER } from '../../build/demo/people.ts';
import type { App } from '../app/app.ts';
import { test as base } from '../app/fixture.ts';
import { startProsody } from '../server/index.ts';
import { type PopulatedWorld, populate } from './populated.ts';
import {
  walkChatList,
  walkChats,
  walkConnection,
  walkContacts,
  walkEmpty,
  walkMessages,
  walkRequests,
  walkSettings,
  walkSignIn,
  walkTwoAccounts,
} from './walk.ts';

export const test = base.extend<{ populated: PopulatedWorld }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture destructures
  populated: async ({}, use) => {
    const populated = await populate(new Date());
    await use(populated);
    await populated.end();
  },
});

const IN_THE_WORLD = {
  chats: [walkChats],
  'the list of chats': [walkChatList],
  messages: [walkMessages],
  contacts: [walkContacts],
  requests: [walkRequests],
  settings: [walkSettings],
  'two accounts and the connection': [walkTwoAccounts, walkConnection],
};

/**
 * A test for each part of the walk, with the window in this language. `begin` gives what is done on every screen, `end` is
 * called after the last one.
 */
export function onEveryScreen(
  title: string,
  language: Exclude<Language, 'pseudo'> | 'pseudo',
  begin: (app: App) => { readonly at: (screen: string) => Promise<void>; readonly end: () => void },
): void {
  const { t } = createTranslator(language, ['en-US']);
  async function walked(
    app: App,
    walk: (visitor: { app: App; t: Translate; at: (screen: string) => Promise<void> }) => Promise<void>,
  ) {
    await app.page.evaluate((chosen) => window.kithWire?.call('settings/set', { language: chosen }), language);
    const { at, end } = begin(app);
    await walk({ app, t, at });
    end();
  }

  test(`${title}: sign-in`, async ({ app }) => {
    await using server = await startProsody({ certificate: 'self-signed', registration: true });
    await walked(await app(), (visitor) => walkSignIn(visitor, server));
  });
  test(`${title}: a new account`, async ({ servers, signedIn }) => {
    await walked((await signedIn(await servers('prosody'), 'robin')).app, walkEmpty);
  });
  for (const [part, walks] of Object.entries(IN_THE_WORLD)) {
    test(`${title}: ${part}`, async ({ app, populated }) => {
      test.setTimeout(120_000);
      const { server, owner } = populated.world;
      const kith = await app({ ca: server.ca });
      await kith.signIn(server, OWNER, owner.password);
      await walked(kith, async (visitor) => {
        for (const walk of walks) await walk(visitor, populated);
      });
    });
  }
}
