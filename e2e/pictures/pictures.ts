/**
 * Takes the pictures: every screen of the walk in light, the telling ones in dark, Chinese and Korean, in a narrow window
 * and with 10,000 contacts. `pictures.ts [folder] [part…]`: the folder is `pictures/` unless said otherwise, the parts are
 * all of PARTS.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createTranslator } from '../../app/i18n/translator.ts';
import type { Settings } from '../../app/settings/settings.ts';
import { OWNER } from '../../build/demo/people.ts';
import { shellsHere } from '../../build/shells.ts';
import { type App, startApp } from '../app/app.ts';
import { endPeers } from '../peers/index.ts';
import { type PopulatedWorld, populate } from '../screens/populated.ts';
import {
  type Visitor,
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
} from '../screens/walk.ts';
import { startProsody, type TestServer } from '../server/index.ts';

// In the morning somewhere, whenever it is done: times are shown in the system's zone. East is negative in POSIX.
const east = ((10 - new Date().getUTCHours() + 36) % 24) - 12;
process.env.TZ = `Etc/GMT${east < 0 ? '+' : '-'}${Math.abs(east)}`;

const [folder = 'pictures', ...parts] = process.argv.slice(2);
const shell = shellsHere()[0]?.name ?? 'chromium';
const usual = { width: 1200, height: 760 };
const english = createTranslator('en', ['en-US']).t;

async function set(app: App, settings: Partial<Settings>): Promise<void> {
  await app.page.evaluate((change) => window.kithWire?.call('settings/set', change), settings);
}

/** Once nothing moves any more. */
async function take(app: App, name: string): Promise<void> {
  await app.page.evaluate(async () => {
    const endless = (each: Animation) => each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
    const moving = document.getAnimations().filter((each) => !endless(each));
    await Promise.allSettled(moving.map((each) => each.finished));
  });
  await app.page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`kith: picture ${join(folder, `${name}.png`)}`);
}

const visitor = (app: App, t = english): Visitor => ({ app, t, at: (screen) => take(app, screen) });

async function withApp(ca: string | undefined, action: (app: App) => Promise<void>): Promise<void> {
  const app = await startApp({ shell, ...(ca === undefined ? {} : { ca }) });
  try {
    await app.page.setViewportSize(usual);
    await action(app);
  } finally {
    await app.dispose();
  }
}

async function signedIn(server: TestServer, user: string, password: string, action: (app: App) => Promise<void>) {
  await withApp(server.ca, async (app) => {
    await app.signIn(server, user, password);
    await action(app);
  });
}

async function inWorld(action: (app: App, populated: PopulatedWorld) => Promise<void>): Promise<void> {
  const populated = await populate(new Date());
  const { server, owner } = populated.world;
  try {
    await signedIn(server, OWNER, owner.password, (app) => action(app, populated));
  } finally {
    await populated.end();
  }
}

/** The same few screens, by their keys alone, so that they are found in every language. */
async function tellingScreens(app: App, name: string, whom: string): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+1');
  await page.getByRole('option').filter({ hasText: whom }).first().click();
  await page.locator('.message').last().waitFor();
  await take(app, `${name}-thread`);
  await page.keyboard.press('Control+2');
  await page.getByRole('treeitem').filter({ hasText: whom }).first().click();
  await page.locator('.contact-details').waitFor();
  await take(app, `${name}-contact`);
  await page.keyboard.press('Control+Shift+A');
  await page.getByRole('dialog').waitFor();
  await take(app, `${name}-add-contact`);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+,');
  await take(app, `${name}-settings`);
}

async function askedBy(app: App, populated: PopulatedWorld, user: string, name: string): Promise<void> {
  await app.page.keyboard.press('Control+1');
  await populated.newcomer(user, '你好！我是李明，周日在书店认识的。 안녕하세요, 반가워요!');
  await app.page.getByRole('dialog').waitFor();
  await take(app, `${name}-request`);
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('dialog').waitFor({ state: 'detached' });
}

const PARTS: Record<string, () => Promise<void>> = {
  async 'sign-in'() {
    await using server = await startProsody({ certificate: 'self-signed', registration: true });
    await withApp(undefined, (app) => walkSignIn(visitor(app), server));
  },
  async empty() {
    await using server = await startProsody();
    await server.addUser('robin', 'secret');
    await signedIn(server, 'robin', 'secret', (app) => walkEmpty(visitor(app)));
  },
  async world() {
    await inWorld(async (app, populated) => {
      for (const walk of [
        walkChats,
        walkChatList,
        walkMessages,
        walkContacts,
        walkRequests,
        walkSettings,
        walkTwoAccounts,
        walkConnection,
      ]) {
        await walk(visitor(app), populated);
      }
    });
  },
  async languages() {
    await inWorld(async (app, populated) => {
      await tellingScreens(app, 'light', 'Maya Lindqvist');
      await set(app, { theme: 'dark' });
      await tellingScreens(app, 'dark', 'Maya Lindqvist');
      await askedBy(app, populated, 'noor-1', 'dark');
      await set(app, { theme: 'light', language: 'zh' });
      await tellingScreens(app, 'zh', '陈雨');
      await askedBy(app, populated, 'noor-2', 'zh');
      await set(app, { language: 'ko' });
      await tellingScreens(app, 'ko', '김민서');
      await askedBy(app, populated, 'noor-3', 'ko');
      await set(app, { language: 'system', density: 'compact' });
      await tellingScreens(app, 'compact', 'Maya Lindqvist');
      await set(app, { density: 'comfortable' });
      await app.page.setViewportSize({ width: 400, height: 720 });
      await app.page.keyboard.press('Control+2');
      await app.page.keyboard.press('Control+1');
      await take(app, 'narrow-chats');
      await tellingScreens(app, 'narrow', 'Maya Lindqvist');
    });
  },
  /** What stands in the README: `npm run pictures -- docs readme`. */
  async readme() {
    await inWorld(async (app, { me, friend, newcomer }) => {
      const { page } = app;
      await page.setViewportSize({ width: 1120, height: 700 });
      await set(app, { theme: 'light' });
      await page.keyboard.press('Control+3');
      await newcomer('noor-2', 'Hi Robin, this is Noor. We met on the ferry on Sunday!');
      await page.getByRole('article').waitFor();
      await friend.sendMessage(me, 'The drawings for the boathouse are done!');
      await friend.sendMessage(me, 'Have a look when you are back at your desk?');
      await page.keyboard.press('Control+1');
      await page.getByRole('option').filter({ hasText: 'Have a look' }).waitFor();
      await page.getByRole('option').filter({ hasText: 'Maya Lindqvist' }).click();
      await page.locator('.message').last().waitFor();
      await page.mouse.move(0, 0);
      await take(app, 'kith');
    });
  },
  async many() {
    await using server = await startProsody();
    const groups = ['Choir', 'Family', 'Friends', 'Neighbours', 'School', 'Work'];
    const people = Array.from({ length: 10_000 }, (_, n) => ({
      jid: `person${n}@localhost`,
      name: `Person ${String(n).padStart(5, '0')}`,
      groups: [groups[n % groups.length] ?? ''],
    }));
    await server.addUser('robin', 'secret');
    await server.seedFriends('robin', people);
    await signedIn(server, 'robin', 'secret', async (app) => {
      await app.page.keyboard.press('Control+2');
      await app.page.getByRole('treeitem').filter({ hasText: 'Person 00000' }).waitFor();
      await take(app, 'contacts-10000');
    });
  },
};

await mkdir(resolve(folder), { recursive: true });
try {
  for (const part of parts.length > 0 ? parts : Object.keys(PARTS)) {
    const run = PARTS[part];
    if (run === undefined) throw new Error(`there is no part "${part}", only ${Object.keys(PARTS).join(', ')}`);
    await run();
  }
} finally {
  await endPeers();
}
