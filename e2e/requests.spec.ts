/** The three scenarios of a friend request, in both roles, on both servers; the other person's client is slixmpp. */

import { expect, SERVERS, t } from './app/fixture.ts';
import {
  addContact,
  contactRow,
  expectStanding,
  goToPlace,
  groupRow,
  localPart,
  requestDialog,
  storedContact,
} from './contacts.ts';
import { test } from './with-bob.ts';

type Stanza = { readonly attrs: Readonly<Record<string, string | undefined>> };
const is = (type: string) => (stanza: Stanza) => stanza.attrs.type === type;

for (const kind of SERVERS) {
  test.describe(`on ${kind}, asking`, () => {
    test('declined: the contact stays in its group, and the person is told', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await addContact(app.page, { address: bob.jid, name: 'Bob', group: 'Friends', note: 'It is me, Ann' });
      const asked = await bob.waitFor('presence', is('subscribe'));
      expect(asked.getChildText('status')).toBe('It is me, Ann');
      await expectStanding(app.page, 'Bob', 'none-asking');
      await expect(contactRow(app.page, 'Bob')).toContainText(t('roster.waiting'));

      await bob.unsubscribed(me.jid);
      await expectStanding(app.page, 'Bob', 'none');
      await expect(contactRow(app.page, 'Bob')).not.toContainText(t('roster.waiting'));
      await goToPlace(app.page, 'requests');
      await expect(app.page.getByText(t('requests.answer.declined', { name: 'Bob' }))).toBeVisible();
      expect(await storedContact(app, bob.jid)).toMatchObject({
        name: 'Bob',
        groups: ['Friends'],
        subscription: 'none',
        asking: false,
      });
      expect(bob.rosterState(me.jid)).toBeUndefined();
    });

    test('accepted and asked back, which is declined: they see us not, we see them', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await addContact(app.page, { address: bob.jid, name: 'Bob', group: 'Friends' });
      await bob.waitFor('presence', is('subscribe'));
      await bob.setRoster({ jid: me.jid, groups: ['Friends'] });
      await bob.subscribe(me.jid);
      await bob.subscribed(me.jid);
      await bob.waitForRoster(me.jid, { subscription: 'from', ask: true });

      const dialog = requestDialog(app.page, 'Bob');
      await dialog.getByRole('button', { name: t('requests.decline'), exact: true }).click();
      await expect(dialog).toBeHidden();
      await bob.waitFor('presence', is('unsubscribed'));
      await bob.waitForRoster(me.jid, { subscription: 'from', ask: false });
      await expectStanding(app.page, 'Bob', 'to');
      expect(await storedContact(app, bob.jid)).toMatchObject({
        groups: ['Friends'],
        subscription: 'to',
        asking: false,
      });
    });

    test('both accept: presence flows both ways', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await addContact(app.page, { address: bob.jid, name: 'Bob', group: 'Friends' });
      await bob.waitFor('presence', is('subscribe'));
      await bob.subscribed(me.jid);
      await bob.setRoster({ jid: me.jid, groups: ['Friends'] });
      await bob.subscribe(me.jid);

      // We have asked ourselves: there is nobody to add back.
      const dialog = requestDialog(app.page, 'Bob');
      await expect(dialog.getByRole('button', { name: t('requests.acceptBack') })).toBeHidden();
      await dialog.getByRole('button', { name: t('requests.accept'), exact: true }).click();
      await bob.waitForRoster(me.jid, { subscription: 'both', ask: false });
      await bob.waitFor(
        'presence',
        (stanza) => stanza.attrs.from?.startsWith(`${me.jid}/`) === true && !stanza.attrs.type,
      );
      await expectStanding(app.page, 'Bob', 'both');
      await bob.presence({ show: 'away', status: 'back at 3' });
      await expect(contactRow(app.page, 'Bob')).toContainText('back at 3');
      await expect(groupRow(app.page, 'Friends', 1, 1)).toBeVisible();
      await expect(contactRow(app.page, 'Bob').getByRole('img', { name: t('common.presence.away') })).toBeVisible();
      await goToPlace(app.page, 'requests');
      await expect(app.page.getByText(t('requests.answer.accepted', { name: 'Bob' }))).toBeVisible();
    });
  });

  test.describe(`on ${kind}, asked`, () => {
    test('declining: the asker is told, and nobody is in the roster', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await bob.setRoster({ jid: me.jid, groups: ['Friends'] });
      await bob.subscribe(me.jid, 'From the climbing gym');
      const dialog = requestDialog(app.page, localPart(bob.jid));
      await expect(dialog.getByText('From the climbing gym')).toBeVisible();
      await expect(dialog.getByText(bob.jid, { exact: true })).toBeVisible();
      await bob.waitForRoster(me.jid, { subscription: 'none', ask: true });

      await dialog.getByRole('button', { name: t('requests.decline'), exact: true }).click();
      await bob.waitFor('presence', is('unsubscribed'));
      await bob.waitForRoster(me.jid, { subscription: 'none', ask: false, groups: ['Friends'] });
      await expect(dialog).toBeHidden();
      await goToPlace(app.page, 'contacts');
      await expect(app.page.getByText(t('roster.empty'))).toBeVisible();
      expect(await app.rows('contacts')).toEqual([]);
    });

    test('accepting and adding back, which is declined: they see us, we do not see them', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await bob.subscribe(me.jid);
      const name = localPart(bob.jid);
      await requestDialog(app.page, name)
        .getByRole('button', { name: t('requests.acceptBack') })
        .click();
      await bob.waitFor('presence', is('subscribed'));
      await bob.waitFor('presence', is('subscribe'));
      await expectStanding(app.page, name, 'from-asking');
      await bob.unsubscribed(me.jid);
      await bob.waitForRoster(me.jid, { subscription: 'to' });
      await expectStanding(app.page, name, 'from');
      await goToPlace(app.page, 'requests');
      await expect(app.page.getByText(t('requests.answer.declined', { name }))).toBeVisible();
    });

    test('accepting and adding back with a name and a group: both see each other', async ({ withBob }) => {
      const { app, me, bob } = await withBob(kind);
      await bob.setRoster({ jid: me.jid, groups: ['Friends'] });
      await bob.subscribe(me.jid);
      const dialog = requestDialog(app.page, localPart(bob.jid));
      await dialog.getByRole('button', { name: t('requests.addAs') }).click();
      await dialog.getByLabel(t('common.name'), { exact: true }).fill('Bob');
      await dialog.getByRole('textbox', { name: t('roster.add.group.new') }).fill('Friends');
      await dialog.getByRole('button', { name: t('requests.acceptBack') }).click();
      await bob.waitFor('presence', is('subscribe'));
      await bob.subscribed(me.jid);
      await bob.waitForRoster(me.jid, { subscription: 'both', ask: false, groups: ['Friends'] });
      await expectStanding(app.page, 'Bob', 'both');
      expect(await storedContact(app, bob.jid)).toMatchObject({
        name: 'Bob',
        groups: ['Friends'],
        subscription: 'both',
        asking: false,
      });
      await bob.presence({ status: 'here' });
      await expect(contactRow(app.page, 'Bob')).toContainText('here');
    });
  });
}
