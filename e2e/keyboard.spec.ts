/** All that matters without a mouse, and the focus is seen wherever it goes. */
import type { Page } from '@playwright/test';
import type { App } from './app/app.ts';
import { expect, t, test } from './app/fixture.ts';
import { chatRow, message, openChat } from './chats.ts';
import { contactRow, localPart, requestDialog } from './contacts.ts';

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
}

/** Tab until the focus is on what is called so, as a person would who looks for it. */
async function tabTo(page: Page, role: 'button' | 'textbox' | 'treeitem' | 'checkbox', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${role} "${name}"`);
}

/** What stands around a field and is lit up for it reaches a little beyond it; in px. */
const RIM = 12;

/** Where the focus is: which element, what it is called, and its place with a rim around it. */
function focused(page: Page) {
  return page.evaluate((rim) => {
    const element = document.activeElement;
    // A dialog's guard leads the focus back to its beginning.
    const isGuard = element?.hasAttribute('data-base-ui-focus-guard');
    if (element === null || element === document.body || isGuard) return undefined;
    const stops = [...document.querySelectorAll('*')];
    const { x, y, width, height } = element.getBoundingClientRect();
    const left = Math.max(0, x - rim);
    const top = Math.max(0, y - rim);
    const clip = {
      x: left,
      y: top,
      width: Math.min(innerWidth, x + width + rim) - left,
      height: Math.min(innerHeight, y + height + rim) - top,
    };
    return { index: stops.indexOf(element), what: element.outerHTML.slice(0, 120), clip };
  }, RIM);
}

/** Tabs once around; gives the stops that look the same with the focus and without it. */
async function unseenStops(page: Page): Promise<string[]> {
  // A tooltip comes with the focus and is no mark of it. The page allows no style elements, but this.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.ui-tooltip { display: none }');
    document.adoptedStyleSheets = [sheet];
  });
  const unseen: string[] = [];
  const stops = new Set<number>();
  const blur = (element: Element | null) => (element as HTMLElement | null)?.blur();
  const focus = (element: Element | null) => (element as HTMLElement | null)?.focus();
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now === undefined || stops.has(now.index)) break;
    stops.add(now.index);
    const shot = () => page.screenshot({ clip: now.clip, animations: 'disabled' });
    const withFocus = await shot();
    const element = await page.evaluateHandle(() => document.activeElement);
    await element.evaluate(blur);
    if ((await shot()).equals(withFocus)) unseen.push(now.what);
    await element.evaluate(focus);
  }
  expect(stops.size).toBeGreaterThan(2);
  return unseen;
}

test('signs in, finds somebody, writes, and accepts a request, all by keyboard', async ({
  servers,
  person,
  peer,
  app,
}) => {
  const server = await servers('prosody');
  const me = await person(server, 'ann');
  const bob = await peer(server, 'bob');
  const carl = await peer(server, 'carl');
  await server.seedRoster(me.name, [{ jid: bob.jid, name: 'Bob Lee', groups: ['Friends'], subscription: 'to' }]);
  const kith = await app({ ca: server.ca });
  const { page } = kith;

  await expect(page.getByLabel(t('account.signIn.address'))).toBeFocused();
  await type(page, me.jid);
  await page.keyboard.press('Tab');
  await type(page, me.password);
  await tabTo(page, 'button', t('account.more'));
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', t('account.host'));
  await type(page, server.host);
  await page.keyboard.press('Tab');
  await type(page, String(server.port));
  await page.keyboard.press('Enter');
  await kith.online(me.jid);
  // Main may be ahead of the window, which takes no such keys before it shows more than the form.
  await page.getByRole('navigation', { name: t('frame.places') }).waitFor();

  await page.keyboard.press('Control+2');
  await expect(contactRow(page, 'Bob Lee')).toBeVisible();
  await page.keyboard.press('F6');
  await tabTo(page, 'treeitem', t('roster.groupName', { name: 'Friends', online: 0, total: 1 }));
  await page.keyboard.press('ArrowDown');
  await expect(contactRow(page, 'Bob Lee')).toBeFocused();
  await page.keyboard.press('Enter');
  const composer = page.getByRole('textbox', { name: t('chat.write', { name: 'Bob Lee' }) });
  await expect(composer).toBeFocused();
  await type(page, 'Tea at five?');
  await page.keyboard.press('Enter');
  await bob.waitForBody('Tea at five?');
  await expect(composer).toHaveValue('');

  // The dialog takes nothing from who writes, and is reached all the same.
  await carl.subscribe(me.jid, 'From the choir');
  const dialog = requestDialog(page, localPart(carl.jid));
  await expect(dialog).toBeVisible();
  await tabTo(page, 'button', t('requests.acceptBack'));
  await page.keyboard.press('Enter');
  await carl.waitFor('presence', (stanza) => stanza.attrs.type === 'subscribed');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(composer).toBeFocused();
});

test('chats are deleted by key and by menu; the keyboard is never out of the list', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const { app, me } = await signedIn(server);
  const { page } = app;
  const names: string[] = [];
  // The newest stands first.
  for (const name of ['cleo', 'ben', 'bob']) {
    const person = await peer(server, name);
    await person.sendMessage(me.jid, 'hello');
    await expect(chatRow(page, localPart(person.jid))).toBeVisible();
    names.unshift(localPart(person.jid));
  }
  const [first = '', second = '', third = ''] = names;
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('textbox', { name: t('chat.search') })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(chatRow(page, second)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(chatRow(page, third)).toBeFocused();
  // The last one has nobody below it.
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: t('chat.delete') })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chatRow(page, first)).toBeFocused();
  await expect(page.getByRole('option')).toHaveCount(1);
});

test('an answer leads the keyboard on to the next request', async ({ servers, peer, signedIn }) => {
  const server = await servers('prosody');
  const [bob, carl] = [await peer(server, 'bob'), await peer(server, 'carl')];
  const { app, me } = await signedIn(server);
  const { page } = app;
  await page.keyboard.press('Control+3');
  const card = (jid: string) => page.getByRole('article', { name: t('requests.wants', { name: localPart(jid) }) });
  await bob.subscribe(me.jid);
  await expect(card(bob.jid)).toBeVisible();
  await carl.subscribe(me.jid);
  await tabTo(page, 'button', t('requests.decline'));
  await page.keyboard.press('Enter');
  // Not a button: a key that was meant for the one before must not answer.
  await expect(card(carl.jid)).toBeFocused();
  const accept = card(carl.jid).getByRole('button', { name: t('requests.acceptBack') });
  await expect(accept).toBeEnabled();
  await tabTo(page, 'button', t('requests.acceptBack'));
  await page.keyboard.press('Enter');
  await carl.waitFor('presence', (stanza) => stanza.attrs.type === 'subscribed');
  // None waits any more: what is left is the pane, and what Carl was asked in turn.
  await expect(page.getByRole('main')).toBeFocused();
});

test('after a toast was left by keyboard the next one goes by itself', async ({ servers, peer, signedIn }) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  await ben.sendMessage(me.jid, 'hello');
  await openChat(page, localPart(ben.jid));
  const copied = page.getByText(t('common.copied'), { exact: true });
  for (const way of [t('common.undo'), t('frame.dismiss')]) {
    await chatRow(page, localPart(ben.jid)).press('Delete');
    await page.getByRole('button', { name: way, exact: true }).press('Enter');
    await expect(page.getByRole('button', { name: t('frame.dismiss') })).toHaveCount(0);
    await ben.sendMessage(me.jid, way);
    await openChat(page, localPart(ben.jid));
    await message(page, way).press('Control+C');
    await expect(copied).toBeVisible();
    await expect(copied).toBeHidden();
  }
});

const PLACES: Record<string, (app: App) => Promise<void>> = {
  chats: ({ page }) => page.keyboard.press('Control+1'),
  contacts: ({ page }) => page.keyboard.press('Control+2'),
  requests: ({ page }) => page.keyboard.press('Control+3'),
  settings: ({ page }) => page.keyboard.press('Control+Comma'),
  'add a contact': ({ page }) => page.keyboard.press('Control+Shift+A'),
};

test('the focus is seen on every stop', async ({ servers, signedIn, peer, app }) => {
  test.setTimeout(120_000);
  const fresh = await app();
  await expect(fresh.page.getByLabel(t('account.signIn.address'))).toBeFocused();
  expect(await unseenStops(fresh.page)).toEqual([]);

  const server = await servers('prosody');
  const bob = await peer(server, 'bob');
  const { app: kith, me } = await signedIn(server);
  const { page } = kith;
  await bob.sendMessage(me.jid, 'See https://www.example.org/');
  await page.getByRole('option').first().click();
  await expect(page.getByRole('link')).toBeVisible();
  await bob.subscribe(me.jid);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('requests.later') })
    .click();
  await page.mouse.move(0, 0);
  const unseen: Record<string, string[]> = {};
  for (const [name, go] of Object.entries(PLACES)) {
    await go(kith);
    await page.waitForFunction(() => document.getAnimations().every((each) => each.playState !== 'running'));
    const found = await unseenStops(page);
    if (found.length > 0) unseen[name] = found;
  }
  expect(unseen).toEqual({});
});
