import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createTranslator } from '../app/i18n/translator.ts';
import { expect, t, test } from './app/fixture.ts';
import { chatRow, write } from './chats.ts';
import { localPart } from './contacts.ts';

const root = (page: Page) => page.locator('html');
const paneOfFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane);

test('look and language apply at once and stay over a restart', async ({ servers, signedIn }) => {
  const { app } = await signedIn(await servers('prosody'));
  await app.page.keyboard.press('Control+Comma');
  await app.page.getByRole('radio', { name: t('settings.theme.dark') }).check();
  await expect(root(app.page)).toHaveAttribute('data-theme', 'dark');
  await app.page.getByRole('combobox', { name: t('settings.language') }).click();
  await app.page.getByRole('option', { name: '한국어' }).click();
  await expect(root(app.page)).toHaveAttribute('lang', 'ko');
  await app.restart();
  const ko = createTranslator('ko').t;
  await expect(app.page.getByRole('button', { name: ko('frame.settings'), exact: true })).toBeVisible();
  await expect(root(app.page)).toHaveAttribute('data-theme', 'dark');
});

test('a setting is found by its words, changed, and holds at once and over a restart', async ({
  servers,
  signedIn,
}) => {
  const { app } = await signedIn(await servers('prosody'));
  const { page } = app;
  const search = page.getByRole('textbox', { name: t('settings.search') });
  const rows = page.locator('[data-setting]:visible');
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+Comma');
  await page.keyboard.press('Control+F');
  await expect(search).toBeFocused();
  await page.keyboard.type('blue ticks');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('Enter');
  const markers = page.getByRole('switch', { name: t('settings.sendMarkers') });
  await expect(markers).toBeFocused();
  await page.keyboard.press('Space');
  await expect(markers).not.toBeChecked();

  await page.keyboard.press('Control+F');
  await page.keyboard.type('text of messages');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: t('settings.fontSize.normal'), exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--font-message'));
  await expect.poll(size).toBe('1rem');

  await page.keyboard.press('Control+F');
  await page.keyboard.type('xyzzy');
  await expect(rows).toHaveCount(0);
  await expect(page.getByText(t('settings.search.nothing', { text: 'xyzzy' }))).toBeVisible();
  // First the words go, then the settings: back to where it began.
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(markers).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: t('frame.contacts'), exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );

  await app.restart();
  await app.page.keyboard.press('Control+Comma');
  await expect(app.page.getByRole('switch', { name: t('settings.sendMarkers') })).not.toBeChecked();
  await expect(app.page.getByRole('radio', { name: t('settings.fontSize.large'), exact: true })).toBeChecked();

  await app.page.getByRole('button', { name: t('settings.reset'), exact: true }).click();
  await app.page.getByRole('button', { name: t('settings.reset.submit'), exact: true }).click();
  await expect(app.page.getByText(t('settings.reset.done'))).toBeVisible();
  await expect(app.page.getByRole('radio', { name: t('settings.fontSize.normal'), exact: true })).toBeChecked();
});

test('what strangers write is kept where the person wants it, and nothing of it is lost', async ({
  servers,
  signedIn,
  peer,
}) => {
  const server = await servers('prosody');
  const eve = await peer(server, 'eve');
  const { app, me } = await signedIn(server);
  const { page } = app;
  const choose = async (rule: 'requests' | 'contacts') => {
    await page.keyboard.press('Control+Comma');
    await page.getByRole('radio', { name: new RegExp(`^${t(`settings.strangers.${rule}`)}`) }).check();
  };
  const inRequests = page.getByRole('list', { name: t('frame.requests') }).getByText('Hello there');
  await choose('requests');
  await eve.sendMessage(me.jid, 'Hello there');
  await expect(page.getByRole('button', { name: t('frame.requestsWaiting', { count: 1 }) })).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(page.getByText(t('chat.empty.nobody'))).toBeVisible();

  await choose('contacts');
  await page.keyboard.press('Control+3');
  await expect(page.getByText(t('requests.strangers'))).toBeVisible();
  await expect(inRequests).toHaveCount(0);
  await page.getByRole('button', { name: t('requests.strangers.show') }).click();
  await inRequests.click();
  await write(page, 'Who is it?');
  await eve.waitForBody('Who is it?');
  // Whom one has written to is no stranger.
  await expect(chatRow(page, localPart(eve.jid))).toBeVisible();
});

test('since when one has been away is told to contacts, and only if one wants it', async ({
  servers,
  app,
  person,
  peer,
}) => {
  const server = await servers('prosody');
  const me = await person(server, 'ann');
  const bob = await peer(server, 'bob');
  await server.seedRoster(me.name, [{ jid: bob.jid }]);
  await server.seedRoster(localPart(bob.jid), [{ jid: me.jid }]);
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, me.name, me.password);
  const { from } = (await bob.waitFor('presence', ({ attrs }) => String(attrs.from).startsWith(`${me.jid}/`))).attrs;
  const ask = () => bob.iq('get', '<query xmlns="jabber:iq:last"/>', String(from));
  expect((await ask()).attrs.type).toBe('error');
  await kith.page.keyboard.press('Control+Comma');
  await kith.page.getByRole('switch', { name: t('settings.sendLastSeen') }).check();
  await expect.poll(async () => (await ask()).getChild('query', 'jabber:iq:last')?.attrs.seconds).toMatch(/^\d+$/);
});

test('settings that could not be read in full are told of, and their file is kept', async ({ app }) => {
  const kith = await app();
  await kith.restart(() =>
    writeFile(join(kith.dataDir, 'settings.json'), '{"version": 99, "settings": {"theme": "dark"}}'),
  );
  await expect(kith.page.getByText(t('settings.aside.newer'))).toBeVisible();
  await expect(root(kith.page)).toHaveAttribute('data-theme', 'dark');
  expect(await readFile(join(kith.dataDir, 'settings.json.newer'), 'utf8')).toContain('99');
});

test('the zoom keys scale everything, also what is computed, and remember it', async ({ app }) => {
  const kith = await app();
  const size = () => kith.page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  await expect.poll(size).toBe('16px');
  for (let i = 0; i < 4; i++) await kith.page.keyboard.press('Control+=');
  await expect.poll(size).toBe('28px');
  await kith.restart();
  await expect.poll(size).toBe('28px');
  await kith.page.keyboard.press('Control+0');
  await expect.poll(size).toBe('16px');
});

test('the window is used by keyboard alone: panes, places, the sheet of shortcuts', async ({ servers, signedIn }) => {
  const { app } = await signedIn(await servers('prosody'));
  const { page } = app;
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('heading', { name: t('settings.title') })).toBeVisible();
  const seen: (string | undefined)[] = [];
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('F6');
    seen.push(await paneOfFocus(page));
  }
  expect(seen.sort()).toEqual(['list', 'main', 'rail']);
  const before = await paneOfFocus(page);
  await page.keyboard.press('Control+/');
  const sheet = page.getByRole('dialog', { name: t('frame.shortcuts') });
  await expect(sheet).toBeVisible();
  // Its keys are its own: the place behind it does not change.
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('heading', { name: t('settings.title') })).toBeVisible();
  await expect.poll(() => paneOfFocus(page)).toBe(before);
});

test('a narrow window shows one pane at a time, with a way back', async ({ servers, signedIn }) => {
  const { app } = await signedIn(await servers('prosody'));
  const { page } = app;
  await page.setViewportSize({ width: 400, height: 480 });
  await page.getByRole('button', { name: t('frame.settings'), exact: true }).click();
  await expect(page.getByRole('heading', { name: t('settings.title'), exact: true })).toBeHidden();
  await page.getByRole('button', { name: t('settings.privacy'), exact: true }).click();
  await expect(page.getByRole('switch', { name: t('settings.sendTyping') })).toBeVisible();
  await expect(page.getByRole('button', { name: t('settings.privacy'), exact: true })).toBeHidden();
  await page.getByRole('button', { name: t('common.back'), exact: true }).click();
  await expect(page.getByRole('button', { name: t('settings.privacy'), exact: true })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('signed out, an account stays with its history and comes back by its password', async ({ servers, signedIn }) => {
  const { app, me } = await signedIn(await servers('prosody'));
  const { page } = app;
  const ownStatus = page.getByRole('button', { name: /^Your status:/ });
  await ownStatus.click();
  await page.getByRole('menuitem', { name: t('account.signOut') }).click();
  await expect(page.getByText(t('account.connection.signedOut'), { exact: true })).toBeVisible();
  expect(await app.rows('rosters')).toMatchObject([{ account: me.jid }]);
  await page.getByRole('button', { name: t('account.signIn.submit') }).click();
  await page.getByLabel(t('account.signIn.password'), { exact: true }).fill(me.password);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('account.signIn.submit') })
    .click();
  await app.online(me.jid);
});

test('the own status and its words are restored at the next start', async ({ servers, signedIn }) => {
  const { app, me } = await signedIn(await servers('prosody'));
  const status = (name: RegExp) => app.page.getByRole('button', { name });
  await status(/^Your status:/).click();
  await app.page.getByRole('menuitemradio', { name: t('common.presence.dnd') }).click();
  await status(/Do not disturb/).click();
  await app.page.getByRole('menuitem', { name: t('account.status.text') }).click();
  await app.page.getByLabel(t('account.status.textLabel')).fill('writing');
  await app.page.keyboard.press('Enter');
  await expect(status(/Do not disturb · writing/)).toBeVisible();
  await app.restart();
  await expect(status(new RegExp(`Do not disturb · writing. Account ${me.jid}`))).toBeVisible();
});
