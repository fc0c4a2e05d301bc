/**
 * The way through every screen of the window, with something on each. What is done on a screen (looked at by axe, read
 * for words, photographed) is the caller's; the walk stands still for it.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Translate } from '../../app/i18n/translator.ts';
import { ANSWERS, OWNER } from '../../build/demo/people.ts';
import type { App } from '../app/app.ts';
import type { TestServer } from '../server/index.ts';
import { FRIEND, type PopulatedWorld, writeEveryKind } from './populated.ts';

export interface Visitor {
  readonly app: App;
  /** The words of the window as it is. */
  readonly t: Translate;
  /** Called on every screen, by a name that a file can have. */
  at(screen: string): Promise<void>;
}

const SAID = {
  plan: 'Then I am calling it a plan, too.',
  agreed: 'Then it is agreed.',
  there: 'Are you there?',
  ladder: 'I will bring the ladder and',
  saturday: 'Who comes along on Saturday?',
  lake: 'It is Robin, from the lake',
  status: 'At the lake',
  liming: '你好，我是李明，书店认识的',
};
/** What the walk itself writes. */
export const TYPED = Object.values(SAID);

const ownStatus = (page: Page): Locator => page.locator('.own-status-button');
const dialog = (page: Page): Locator => page.getByRole('dialog');
/** Of the menu that was opened last: the one before it may still be fading out. */
const menuItem = (page: Page, name: string): Locator => page.getByRole('menuitem', { name, exact: true }).last();
const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });

async function closed(page: Page, what: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(what).toHaveCount(0);
}

/** All that is there before anybody is signed in. `server` has a certificate that nobody trusts, and takes newcomers. */
export async function walkSignIn({ app, t, at }: Visitor, server: TestServer): Promise<void> {
  const { page } = app;
  const address = page.getByLabel(t('account.signIn.address'));
  const password = page.getByLabel(t('account.signIn.password'), { exact: true });
  await expect(address).toBeVisible();
  await at('sign-in');
  await address.fill('robin@');
  await address.blur();
  await button(page, t('account.more')).click();
  await at('sign-in-address');
  await button(page, t('network.proxy.open')).click();
  await page.getByRole('radio', { name: t('network.proxy.http') }).check();
  await at('sign-in-proxy');
  await closed(page, dialog(page));
  await address.fill('robin@nowhere.invalid');
  await password.fill('secret');
  await button(page, t('account.signIn.submit')).first().click();
  await expect(page.getByText(t('faults.no-server.title', { domain: 'nowhere.invalid' }))).toBeVisible();
  await at('sign-in-no-server');
  await address.fill(`robin@${server.domain}`);
  await page.getByLabel(t('account.host'), { exact: true }).fill(server.host);
  await page.getByLabel(t('account.port')).fill(String(server.port));
  await button(page, t('account.signIn.submit')).first().click();
  await expect(button(page, t('account.certificate.trust'))).toBeVisible();
  await at('sign-in-certificate');
  await button(page, t('account.certificate.trust')).click();
  await expect(page.getByText(t('faults.credentials.wrong.title'))).toBeVisible();
  await at('sign-in-wrong-password');

  await button(page, t('account.signIn.create')).click();
  await page.getByLabel(t('account.register.domain')).fill(server.domain);
  await at('create-account');
  await button(page, t('account.more')).click();
  await page.getByLabel(t('account.host'), { exact: true }).fill(server.host);
  await page.getByLabel(t('account.port')).fill(String(server.port));
  await button(page, t('account.register.ask')).click();
  await button(page, t('account.certificate.trust')).click();
  await page.getByLabel(t('account.register.field', { field: 'username' })).fill('robin');
  await at('create-account-form');
}

/** A new account, where nothing is yet. */
export async function walkEmpty({ app, t, at }: Visitor): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+1');
  await expect(page.getByText(t('chat.empty.nobody'))).toBeVisible();
  await at('empty-chats');
  await page.keyboard.press('Control+2');
  await expect(page.getByText(t('roster.empty'))).toBeVisible();
  await at('empty-contacts');
  await page.keyboard.press('Control+3');
  await expect(page.getByText(t('requests.empty')).first()).toBeVisible();
  await at('empty-requests');

  // Last, because nothing else is shown any more: the database becomes one of a later Kith.
  await page.evaluate(() => {
    const opening = indexedDB.open('kith', 1000);
    opening.onsuccess = () => opening.result.close();
  });
  await expect(page.getByText(t('faults.storage.newer.title'))).toBeVisible();
  await at('storage-newer');
}

/** What is done with the chat that is open. */
export async function walkChats({ app, t, at }: Visitor, { me, stranger }: PopulatedWorld): Promise<void> {
  const { page } = app;
  const row = (name: string): Locator => page.getByRole('option').filter({ hasText: name }).first();
  const composer = page.getByRole('main').getByRole('textbox');
  await page.keyboard.press('Control+1');
  await expect(row('Maya Lindqvist')).toBeVisible();
  await at('chats');

  await row('Maya Lindqvist').click();
  await expect(composer).toBeFocused();
  await composer.fill(SAID.plan);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByText(t('chat.typing', { name: 'Maya Lindqvist' }))).toBeVisible();
  await at('thread-typing');
  await expect(
    page
      .getByRole('main')
      .getByText(ANSWERS[0] ?? '')
      .first(),
  ).toBeVisible();
  await at('thread');
  await button(page, t('chat.details')).click();
  await expect(page.getByRole('complementary')).toBeVisible();
  // The end of the thread was in view, and still is.
  await expect(button(page, t('chat.jump'))).toHaveCount(0);
  await at('thread-details');
  await button(page, t('frame.closeDetails')).click();
  await button(page, t('chat.menu')).click();
  await menuItem(page, t('chat.level')).hover();
  await expect(page.getByRole('menuitemradio').first()).toBeVisible();
  await at('thread-menu');
  await page.keyboard.press('Escape');
  await closed(page, page.getByRole('menu'));

  await writeEveryKind(stranger, me);
  await row('noor').click();
  await expect(page.getByText('Timetable changed').last()).toBeVisible();
  await at('thread-of-a-stranger');
  await page.getByText('Is this still your address?').last().click({ button: 'right' });
  await expect(menuItem(page, t('chat.message.copy'))).toBeVisible();
  await at('message-menu');
  await closed(page, page.getByRole('menu'));
}

/** What is done with the list of chats. */
export async function walkChatList({ app, t, at }: Visitor): Promise<void> {
  const { page } = app;
  const row = (name: string): Locator => page.getByRole('option').filter({ hasText: name }).first();
  const composer = page.getByRole('main').getByRole('textbox');
  await page.keyboard.press('Control+1');
  // Nobody is there who could take it, so that it comes back.
  const search = page.getByRole('textbox', { name: t('chat.search') });
  await page.keyboard.press('Control+K');
  await expect(search).toBeFocused();
  await search.fill('nobody@willow.example');
  await expect(row('nobody@willow.example')).toBeVisible();
  await at('search-address');
  await page.keyboard.press('Enter');
  await composer.fill(SAID.there);
  await page.keyboard.press('Enter');
  await expect(button(page, t('chat.message.discard'))).toBeVisible();
  await at('thread-failed');

  await row('Grandma Grace').click();
  await composer.fill(SAID.ladder);
  await row('陈雨').click({ button: 'right' });
  await at('conversation-menu');
  await menuItem(page, t('chat.mute')).click();
  await expect(menuItem(page, t('chat.mute.hour'))).toBeVisible();
  await at('conversation-mute');
  await menuItem(page, t('chat.mute.hour')).click();
  await row('Priya Raman').click({ button: 'right' });
  await menuItem(page, t('chat.markUnread')).click();
  await row('陈雨').click();
  await expect(page.getByText(t('chat.draftWord')).first()).toBeVisible();
  await expect(page.getByRole('main').getByText('九点半').first()).toBeVisible();
  await at('chats-draft-muted-unread');
  await page.keyboard.press('Control+K');
  await search.fill('a');
  await expect(page.getByText(t('chat.search.people'), { exact: true })).toBeVisible();
  await at('search');
  await search.fill('zzz');
  await expect(page.getByText(t('chat.search.nothing', { text: 'zzz' }))).toBeVisible();
  await at('search-nothing');
  await search.fill('');

  await page.keyboard.press('Control+N');
  const to = dialog(page).getByRole('combobox');
  await to.fill('nowhere');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await at('new-chat-mistake');
  await to.fill('Leni');
  await page.keyboard.press('Enter');
  await to.fill('Oleg');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel(t('chat.newDialog.message')).fill(SAID.saturday);
  await at('new-chat');
  await button(dialog(page), t('chat.newDialog.send', { count: 2 })).click();
  await expect(button(dialog(page), t('common.done'))).toBeVisible();
  await at('new-chat-outcome');
  await button(dialog(page), t('common.done')).click();

  await row('nobody').click({ button: 'right' });
  await menuItem(page, t('chat.delete')).click();
  await expect(button(page, t('common.undo'))).toBeVisible();
  await at('toast-undo');
  await button(page, t('frame.dismiss')).click();
  await row('Maya Lindqvist').click();
}

/** What is done with messages. */
export async function walkMessages({ app, t, at }: Visitor): Promise<void> {
  const { page } = app;
  const composer = page.getByRole('main').getByRole('textbox');
  const own = page.getByRole('article').filter({ hasText: SAID.agreed });
  const other = page.getByRole('article').filter({ hasText: ANSWERS[0] ?? '' });
  await page.keyboard.press('Control+1');
  await page.getByRole('option').filter({ hasText: 'Maya Lindqvist' }).first().click();
  await composer.fill(SAID.plan);
  await composer.press('Enter');
  await expect(other).toBeVisible();
  await composer.press('ArrowUp');
  await expect(composer).toHaveValue(SAID.plan);
  await at('message-edit');
  await composer.fill(SAID.agreed);
  await composer.press('Enter');
  await expect(own).toBeVisible();
  await other.focus();
  await page.keyboard.press('r');
  await expect(composer).toBeFocused();
  await at('message-reply');
  await composer.press('Escape');
  await other.focus();
  await page.keyboard.press(':');
  await expect(page.getByRole('toolbar', { name: t('chat.reactions.title') })).toBeVisible();
  await at('message-react');
  await button(page, t('chat.reactions.more')).click();
  const emoji = page.getByRole('listbox', { name: t('chat.emoji') }).getByRole('option');
  await expect(emoji.nth(1000)).toBeAttached();
  await page.keyboard.type('cat');
  await expect(emoji.nth(100)).toHaveCount(0);
  await at('emoji-picker');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: t('chat.reactions') })).toBeVisible();
  await expect(other).toBeFocused();
  await own.focus();
  await page.keyboard.press('Shift+F10');
  await expect(menuItem(page, t('chat.message.history'))).toBeVisible();
  await at('own-message-menu');
  await menuItem(page, t('chat.message.history')).click();
  await expect(page.getByText(SAID.plan).last()).toBeVisible();
  await at('message-history');
  await page.keyboard.press('Escape');
  await expect(own).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(dialog(page)).toBeVisible();
  await at('message-delete');
  await button(dialog(page), t('chat.message.retract')).click();
  await expect(page.getByText(t('chat.message.retracted.own'))).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await at('message-deleted');
  await page.keyboard.press('Control+F');
  await page.getByRole('search').getByRole('textbox').fill('you');
  await expect(page.getByRole('search').getByRole('status')).toContainText(/\d/);
  await at('find');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('search')).toHaveCount(0);
}

export async function walkContacts({ app, t, at }: Visitor): Promise<void> {
  const { page } = app;
  const contact = (name: string): Locator => page.getByRole('treeitem').filter({ hasText: name }).first();
  const group = (name: string): Locator =>
    page.getByRole('treeitem', { expanded: true }).filter({ hasText: name }).first();
  const filter = page.getByRole('textbox', { name: t('roster.filter') });
  const fill = async (label: string, text: string) => dialog(page).getByLabel(label, { exact: true }).fill(text);
  await page.keyboard.press('Control+2');
  await expect(contact('Grandma Grace')).toBeVisible();
  await at('contacts');
  await contact(FRIEND.name).click();
  await page.locator('.devices summary').first().click();
  await at('contact');
  await filter.fill('nobody@willow.example');
  await expect(page.getByText(t('roster.noMatch'))).toBeVisible();
  await at('contacts-no-match');
  await filter.fill('');

  await contact('Oleg').click({ button: 'right' });
  await menuItem(page, t('roster.menu.move')).hover();
  await expect(page.getByRole('menuitemradio').first()).toBeVisible();
  await at('contact-menu');
  await page.keyboard.press('Escape');
  await closed(page, page.getByRole('menu'));
  await group('Book club').click({ button: 'right' });
  await at('group-menu');
  await menuItem(page, t('roster.menu.renameGroup')).click();
  await fill(t('roster.group.label'), 'Work');
  await at('rename-group');
  await closed(page, dialog(page));
  await page
    .locator('.pane-list-header')
    .getByRole('button', { name: t('common.more') })
    .click();
  await at('contacts-menu');
  await menuItem(page, t('roster.menu.newGroup')).click();
  await at('new-group');
  await closed(page, dialog(page));

  const main = page.getByRole('main');
  await button(main, t('common.rename')).click();
  await at('rename-contact');
  await closed(page, dialog(page));
  await button(main, t('roster.page.editGroups')).click();
  await at('change-groups');
  await closed(page, dialog(page));
  for (const action of ['stop-seeing', 'stop-being-seen'] as const) {
    await button(main, t(`roster.action.${action}`, { name: FRIEND.name })).click();
    await at(action);
    await closed(page, dialog(page));
  }
  await button(main, t('roster.menu.remove')).click();
  await at('remove-contact');
  await closed(page, dialog(page));

  await contact('Plumber').click();
  await button(main, t('roster.menu.block')).click();
  await expect(contact('Plumber').getByText(t('roster.blockedMark'))).toBeVisible();
  await at('contact-blocked');
  await page
    .locator('.pane-list-header')
    .getByRole('button', { name: t('common.more') })
    .click();
  await menuItem(page, t('roster.menu.blocked')).click();
  await expect(dialog(page).getByText('plumber@willow.example')).toBeVisible();
  await at('blocked-people');
  await closed(page, dialog(page));

  await page.keyboard.press('Control+Shift+A');
  await fill(t('common.address'), 'maya@willow.example');
  await expect(dialog(page).getByText(t('roster.add.known', { name: 'Maya Lindqvist' }))).toBeVisible();
  await at('add-contact-known');
  await fill(t('common.address'), 'a b@willow.example');
  await expect(dialog(page).getByText(t('faults.address.bad-local.title'))).toBeVisible();
  await at('add-contact-mistake');
  await fill(t('common.address'), 'tamsin@willow.example');
  await fill(t('roster.add.note'), SAID.lake);
  await at('add-contact');
  await button(dialog(page), t('roster.add.submit')).click();
  await expect(page.getByText(t('roster.add.sent', { name: 'tamsin' }))).toBeVisible();
  await at('toast');

  const press = (url: string) =>
    page.evaluate((link) => window.kithWire?.call('desktop/open-link', { url: link }), url);
  await press(`xmpp:maya@willow.example?message;body=${encodeURIComponent(SAID.lake)}`);
  await expect(dialog(page).getByText(SAID.lake)).toBeVisible();
  await at('link-message');
  await closed(page, dialog(page));
  await press('xmpp:tea@rooms.willow.example?join');
  await expect(dialog(page).getByText(t('links.unsupported.title'))).toBeVisible();
  await at('link-unsupported');
  await closed(page, dialog(page));
}

export async function walkRequests({ app, t, at }: Visitor, { me, newcomer }: PopulatedWorld): Promise<void> {
  const { page } = app;
  await newcomer('noor-from-the-ferry', 'Hi Robin, this is Noor. We met on the ferry on Sunday!');
  // It can't be answered the moment it comes.
  await expect(button(dialog(page), t('requests.accept'))).toBeEnabled();
  await at('request-dialog');
  await button(dialog(page), t('requests.addAs')).click();
  await button(dialog(page), t('requests.moreAnswers')).click();
  await expect(page.getByRole('menuitem', { name: t('requests.declineBlock') })).toBeVisible();
  await at('request-dialog-open');
  await closed(page, page.getByRole('menu'));
  await button(dialog(page), t('requests.later')).click();
  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('Control+3');
  for (const user of ['milo', 'bruno']) {
    await page.keyboard.press('Control+Shift+A');
    await dialog(page).getByLabel(t('common.address'), { exact: true }).fill(`${user}@willow.example`);
    await button(dialog(page), t('roster.add.submit')).click();
    await expect(dialog(page)).toHaveCount(0);
  }
  await newcomer('liming', SAID.liming);
  await newcomer('ada');
  const bruno = await newcomer('bruno');
  await bruno.unsubscribed(me);
  await expect(page.getByText(t('requests.answer.declined', { name: 'bruno' }))).toBeVisible();
  const accept = button(page.getByRole('main'), t('requests.accept'));
  await expect(accept).toBeEnabled();
  await at('requests');
  await page.getByRole('checkbox', { name: t('requests.selectAll') }).click();
  await expect(page.getByText(t('requests.selected', { count: 4 }))).toBeVisible();
  await expect(accept).toBeEnabled();
  await at('requests-selected');
  await page.getByRole('checkbox', { name: t('requests.selectAll') }).click();
  await page
    .getByRole('option')
    .filter({ hasText: 'ada' })
    .or(page.getByRole('listitem').filter({ hasText: 'ada' }))
    .first()
    .click();
  const ada = page.getByRole('article', { name: t('requests.wants', { name: 'ada' }) });
  await expect(ada).toBeVisible();
  await accept.click();
  await expect(page.getByText(t('requests.accepted', { name: 'ada' }))).toBeVisible();
  await expect(ada).toHaveCount(0);
  await expect(accept).toBeEnabled();
  await at('request-accepted');
}

export async function walkSettings({ app, t, at }: Visitor): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('heading', { name: t('settings.title') })).toBeVisible();
  await at('settings');
  // All of it is one page, of which the list shows another part.
  await button(page, t('settings.advanced')).click();
  await at('settings-advanced');
  const search = page.getByRole('textbox', { name: t('settings.search') });
  await search.fill(t('settings.theme'));
  await at('settings-search');
  await search.fill('zzz');
  await expect(page.getByText(t('settings.search.nothing', { text: 'zzz' }))).toBeVisible();
  await at('settings-search-nothing');
  await search.fill('');
  await page.getByRole('radio', { name: t('network.proxy.socks5') }).check();
  await page.getByLabel(t('network.proxy.host')).fill('127.0.0.1');
  await page.getByLabel(t('network.proxy.port'), { exact: true }).fill('1');
  await page.getByLabel(t('network.proxy.user'), { exact: true }).fill('robin');
  await button(page, t('network.proxy.try')).click();
  await expect(page.getByText(t('faults.proxy.unreachable.title', { host: '127.0.0.1' }))).toBeVisible();
  await at('settings-network-proxy');
  await button(page, t('storage.rebuild')).click();
  await expect(dialog(page)).toBeVisible();
  await at('storage-rebuild');
  await closed(page, dialog(page));
  await button(page, t('diagnostics.open')).click();
  await button(dialog(page), t('diagnostics.roundTrip.measure')).click();
  await expect(dialog(page).getByRole('status').filter({ hasText: /\d/ })).toBeVisible();
  await at('diagnostics');
  await closed(page, dialog(page));
  await page.getByRole('combobox', { name: t('settings.language') }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await at('settings-language');
  await closed(page, page.getByRole('listbox'));
  await page.locator('.account-row').getByRole('button').click();
  await at('settings-account-menu');
  await menuItem(page, t('account.remove')).click();
  await at('remove-account');
  await closed(page, dialog(page));
  await button(page, t('account.signIn.add')).click();
  await at('add-account');
  await closed(page, dialog(page));
  await page.keyboard.press('Control+/');
  await expect(dialog(page)).toBeVisible();
  await at('shortcuts');
  await closed(page, dialog(page));
}

/** With a second account, everything says whose it is. */
export async function walkTwoAccounts({ app, t, at }: Visitor, { world, friend }: PopulatedWorld): Promise<void> {
  const { page } = app;
  const { server } = world;
  const work = await server.addUser('studio', 'secret');
  await server.seedRoster('studio', [{ jid: friend.jid, name: FRIEND.name, groups: ['Work'], subscription: 'to' }]);
  await ownStatus(page).click();
  await menuItem(page, t('account.signIn.add')).click();
  const fill = (label: string, text: string) => dialog(page).getByLabel(label, { exact: true }).fill(text);
  await fill(t('account.signIn.address'), work);
  await fill(t('account.signIn.password'), 'secret');
  await button(dialog(page), t('account.more')).click();
  await fill(t('account.host'), server.host);
  await fill(t('account.port'), String(server.port));
  await button(dialog(page), t('account.signIn.submit')).click();
  await app.online(work);
  await expect(dialog(page)).toHaveCount(0);
  await friend.sendMessage(work, SAID.there);

  await page.keyboard.press('Control+1');
  await page.getByRole('option').filter({ hasText: SAID.there }).first().click();
  await expect(page.getByRole('article').filter({ hasText: SAID.there })).toBeVisible();
  await at('two-accounts-chats');
  await page.keyboard.press('Control+N');
  await expect(dialog(page).getByRole('combobox').first()).toBeVisible();
  await at('two-accounts-new-chat');
  await closed(page, dialog(page));
  await page.keyboard.press('Control+2');
  await page.getByRole('treeitem').filter({ hasText: FRIEND.name }).last().click();
  await at('two-accounts-contacts');
  await page.keyboard.press('Control+Shift+A');
  await expect(dialog(page)).toBeVisible();
  await at('two-accounts-add-contact');
  await closed(page, dialog(page));
  await page
    .locator('.pane-list-header')
    .getByRole('button', { name: t('common.more') })
    .click();
  await at('two-accounts-contacts-menu');
  await page.getByRole('menuitem', { name: t('roster.menu.blocked') }).click();
  await expect(dialog(page)).toBeVisible();
  await at('two-accounts-blocked-people');
  await closed(page, dialog(page));
  await ownStatus(page).click();
  await menuItem(page, work).hover();
  await expect(menuItem(page, t('account.signOut'))).toBeVisible();
  await at('two-accounts-own-status');
  await menuItem(page, t('account.remove')).click();
  await button(dialog(page), t('account.remove.submit')).click();
  await expect(page.getByText(t('account.removed', { account: work }))).toBeVisible();
}

/** Ends with the account signed out. */
export async function walkConnection({ app, t, at }: Visitor, { world }: PopulatedWorld): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+1');
  await ownStatus(page).click();
  await at('own-status-menu');
  await menuItem(page, t('account.status.text')).click();
  await fillStatus(page, t);
  await at('status-text');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await world.server.stop();
  await expect(page.locator('.connection-chip-action')).toBeVisible();
  await at('no-connection');
  // Each new try takes it away.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await page.locator('.connection-chip-action').hover();
    await expect(page.locator('.ui-tooltip')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await at('no-connection-why');
  await world.server.addUser(OWNER, 'another password');
  await world.server.restart();
  await expect(page.getByText(t('account.connection.password'), { exact: true })).toBeVisible({ timeout: 30_000 });
  await at('wrong-password');
  // Its middle is covered by what is said of the connection.
  await ownStatus(page).locator('.ui-avatar').click();
  await menuItem(page, t('account.signOut')).click();
  await expect(page.getByText(t('account.connection.signedOut'), { exact: true })).toBeVisible();
  await at('signed-out');
  await page.locator('.connection-chip').click();
  await expect(dialog(page)).toBeVisible();
  await at('sign-in-again');
  await closed(page, dialog(page));
}

async function fillStatus(page: Page, t: Translate): Promise<void> {
  await dialog(page).getByLabel(t('account.status.textLabel')).fill(SAID.status);
}
