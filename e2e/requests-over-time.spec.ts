/** Requests that meet somebody who is away, are asked twice, taken back, answered elsewhere, or come by the hundred. */
import type { Page } from '@playwright/test';
import { expect, SERVERS, t } from './app/fixture.ts';
import {
  addContact,
  contactRow,
  expectStanding,
  goToPlace,
  localPart,
  requestDialog,
  storedContact,
} from './contacts.ts';
import { startPeer } from './peers/index.ts';
import { test } from './with-bob.ts';

type Stanza = { readonly attrs: Readonly<Record<string, string | undefined>> };
const is = (type: string) => (stanza: Stanza) => stanza.attrs.type === type;

const waiting = (page: Page, count: number) =>
  expect(page.getByRole('button', { name: t('frame.requestsWaiting', { count }), exact: true })).toBeVisible();

for (const kind of SERVERS) {
  test.describe(`on ${kind}`, () => {
    test('asked while offline, and again at every sign-in: one dialog, then a place in the list', async ({
      servers,
      app,
      person,
      peer,
    }) => {
      const server = await servers(kind);
      const [me, bob] = await Promise.all([person(server, 'ann'), peer(server, 'bob')]);
      await bob.subscribe(me.jid, 'hello');
      const kith = await app({ ca: server.ca });
      await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
      await kith.signIn(server, me.name, me.password);
      const dialog = () => requestDialog(kith.page, localPart(bob.jid));
      await dialog()
        .getByRole('button', { name: t('requests.later') })
        .click();
      await expect(dialog()).toBeHidden();
      await waiting(kith.page, 1);

      await kith.restart();
      await kith.online(me.jid);
      // What the server delivered again came before this.
      await bob.sendMessage(me.jid, 'did you see my request?');
      await expect.poll(async () => (await kith.rows('entries')).length).toBe(1);
      await waiting(kith.page, 1);
      await expect(dialog()).toBeHidden();
      await goToPlace(kith.page, 'requests');
      await expect(kith.page.getByRole('article').getByText('hello')).toBeVisible();
      await kith.page
        .getByRole('article')
        .getByRole('button', { name: t('requests.accept'), exact: true })
        .click();
      await bob.waitFor('presence', is('subscribed'));
      await expectStanding(kith.page, localPart(bob.jid), 'from');
    });

    test('answered on another device: the dialog goes', async ({ withBob }) => {
      const { app, me, bob, server } = await withBob(kind);
      await using phone = await startPeer({ server, user: me.name, password: me.password, resource: 'phone' });
      await bob.subscribe(me.jid);
      const dialog = requestDialog(app.page, localPart(bob.jid));
      await expect(dialog).toBeVisible();
      await phone.subscribed(bob.jid);
      await bob.waitFor('presence', is('subscribed'));
      await expect(dialog).toBeHidden();
      await expectStanding(app.page, localPart(bob.jid), 'from');
    });

    test('taken back: the request is gone, whether the server says so or not', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await bob.subscribe(me.jid);
      const dialog = requestDialog(app.page, localPart(bob.jid));
      await expect(dialog).toBeVisible();
      await bob.unsubscribe(me.jid);
      await bob.waitForRoster(me.jid, { subscription: 'none', ask: false });
      if (kind === 'ejabberd') {
        // ejabberd keeps it to itself: the answer finds nothing.
        await dialog.getByRole('button', { name: t('requests.accept'), exact: true }).click();
        await expect(app.page.getByText(t('requests.gone', { name: localPart(bob.jid) }))).toBeVisible();
      }
      await expect(dialog).toBeHidden();
      await expect(app.page.getByRole('button', { name: t('frame.requests'), exact: true })).toBeVisible();
      expect(bob.rosterState(me.jid)).toMatchObject({ subscription: 'none', ask: false });
    });

    test('accepted while we were away: the roster tells it', async ({ servers, app, person, peer }) => {
      const server = await servers(kind);
      const [me, bob] = await Promise.all([person(server, 'ann'), peer(server, 'bob')]);
      const kith = await app({ ca: server.ca });
      await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
      await kith.signIn(server, me.name, me.password);
      await addContact(kith.page, { address: bob.jid, name: 'Bob' });
      await bob.waitFor('presence', is('subscribe'));
      await kith.restart(async () => {
        await bob.subscribed(me.jid);
        await bob.waitForRoster(me.jid, { subscription: 'from' });
      });
      await kith.online(me.jid);
      await goToPlace(kith.page, 'requests');
      await expect(kith.page.getByText(t('requests.answer.accepted', { name: 'Bob' }))).toBeVisible();
      await expectStanding(kith.page, 'Bob', 'to');
    });

    test('a request of ours is taken back', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await addContact(app.page, { address: bob.jid, name: 'Bob' });
      await bob.waitFor('presence', is('subscribe'));
      await goToPlace(app.page, 'requests');
      await app.page.getByRole('button', { name: t('requests.sent.cancel', { name: 'Bob' }) }).click();
      await expectStanding(app.page, 'Bob', 'none');
      expect(await storedContact(app, bob.jid)).toMatchObject({ subscription: 'none', asking: false });
      // Nothing is left to be accepted.
      await bob.subscribed(me.jid);
      await bob.sendMessage(me.jid, 'after that');
      await expect.poll(async () => (await app.rows('entries')).length).toBe(1);
      expect(await storedContact(app, bob.jid)).toMatchObject({ subscription: 'none', asking: false });
    });

    test('stop seeing, stop being seen, and asking again', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await bob.subscribe(me.jid);
      const name = localPart(bob.jid);
      await requestDialog(app.page, name)
        .getByRole('button', { name: t('requests.acceptBack') })
        .click();
      await bob.waitFor('presence', is('subscribe'));
      await bob.subscribed(me.jid);
      await expectStanding(app.page, name, 'both');
      const main = app.page.getByRole('main');
      const confirm = app.page.getByRole('dialog');

      await main.getByRole('button', { name: t('roster.action.stop-being-seen') }).click();
      await confirm.getByRole('button', { name: t('roster.action.confirm.stop-being-seen') }).click();
      await bob.waitForRoster(me.jid, { subscription: 'from' });
      await expectStanding(app.page, name, 'to');
      await main.getByRole('button', { name: t('roster.action.stop-seeing', { name }) }).click();
      await confirm.getByRole('button', { name: t('roster.action.confirm.stop-seeing') }).click();
      await bob.waitForRoster(me.jid, { subscription: 'none' });
      await expectStanding(app.page, name, 'none');

      const since = bob.received.length;
      await main.getByRole('button', { name: t('roster.action.ask', { name }) }).click();
      await bob.waitFor('presence', is('subscribe'), { since });
      await expectStanding(app.page, name, 'none-asking');
    });

    test('declined and blocked: nothing comes from them any more, until they are unblocked', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await bob.subscribe(me.jid, 'buy this');
      const dialog = requestDialog(app.page, localPart(bob.jid));
      await dialog.getByRole('button', { name: t('requests.moreAnswers') }).click();
      await app.page.getByRole('menuitem', { name: t('requests.declineBlock') }).click();
      await bob.waitFor('presence', is('unsubscribed'));
      await expect(dialog).toBeHidden();
      await goToPlace(app.page, 'contacts');
      await app.page.getByRole('button', { name: t('common.more') }).click();
      await app.page.getByRole('menuitem', { name: t('roster.menu.blocked') }).click();
      const blocked = app.page.getByRole('dialog', { name: t('roster.blockList.title') });
      await expect(blocked.getByText(bob.jid, { exact: true })).toBeVisible();

      const refused = await bob.iq('get', '<ping xmlns="urn:xmpp:ping"/>', `${me.jid}/nowhere`);
      expect(refused.attrs.type).toBe('error');
      await bob.sendMessage(me.jid, 'buy it');
      await bob.waitFor('message', is('error'));
      expect(await app.rows('entries')).toEqual([]);
      await blocked.getByRole('button', { name: t('roster.menu.unblock') }).click();
      await expect(blocked.getByText(t('roster.blockList.empty'))).toBeVisible();
      await bob.sendMessage(me.jid, 'sorry');
      await expect.poll(async () => (await app.rows('entries')).length).toBe(1);
    });
  });
}

test('a dialog leaves the focus with whoever types, and answers nothing by a stray key', async ({ withBob, peer }) => {
  const { app, me, bob, server } = await withBob('prosody');
  await addContact(app.page, { address: 'somebody@localhost', name: 'Somebody' });
  await goToPlace(app.page, 'contacts');
  const filter = app.page.getByRole('textbox', { name: t('roster.filter') });
  await filter.pressSequentially('some');
  await bob.subscribe(me.jid);
  const dialog = requestDialog(app.page, localPart(bob.jid));
  await expect(dialog).toBeVisible();
  await expect(filter).toBeFocused();
  await app.page.keyboard.type('body');
  await app.page.keyboard.press('Enter');
  await expect(filter).toHaveValue('somebody');
  await expect(dialog).toBeVisible();

  // Nobody types: it takes the focus, but no answer does.
  await dialog.getByRole('button', { name: t('requests.later') }).click();
  const cleo = await peer(server, 'cleo');
  await contactRow(app.page, 'Somebody').click();
  await cleo.subscribe(me.jid);
  const second = requestDialog(app.page, localPart(cleo.jid));
  await expect(second).toBeVisible();
  await expect.poll(() => second.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.press('Space');
  // An answer would have been on its way before this word, and have taken the dialog with it.
  await cleo.sendMessage(me.jid, 'still waiting');
  await expect.poll(async () => (await app.rows('entries')).length).toBe(1);
  await expect(second).toBeVisible();
  expect(await app.rows('requests')).toHaveLength(2);
  expect(cleo.rosterState(me.jid)).toMatchObject({ subscription: 'none', ask: true });
});
