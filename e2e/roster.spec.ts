/** Contacts in their groups: found, renamed, moved, removed, also many at once, and refused in words. */
import type { Page } from '@playwright/test';
import { expect, type Person, SERVERS, type ServerKind, t, test } from './app/fixture.ts';
import { contactRow, expectStanding, fillContact, goToPlace, groupRow, localPart, storedContact } from './contacts.ts';
import { startPeer } from './peers/index.ts';
import type { SeededContact, TestServer } from './server/index.ts';

const people: readonly SeededContact[] = [
  { jid: 'mina@localhost', name: 'Mina Park', groups: ['Friends', 'Work'] },
  { jid: 'li@localhost', name: '李明', groups: ['Friends'] },
  { jid: 'jiho@localhost', name: '박지호', groups: ['School'] },
  { jid: 'dan@localhost', groups: [] },
];

const dialog = (page: Page) => page.getByRole('dialog');
/** Its name goes on with its keys. */
const menuItem = (page: Page, name: string) => page.getByRole('menuitem', { name });

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];

/** Signed in with the people above, their list on the screen. */
async function withPeople(kind: ServerKind, { servers, person, app }: Pick<Fixtures, 'servers' | 'person' | 'app'>) {
  const server = await servers(kind);
  const me = await person(server, 'ann');
  await server.seedRoster(me.name, people);
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, me.name, me.password);
  await goToPlace(kith.page, 'contacts');
  await expect(groupRow(kith.page, 'Friends', 0, 2)).toBeVisible();
  return { kith, me, server };
}

for (const kind of SERVERS) {
  test.describe(`on ${kind}`, () => {
    test('groups show who is in them, fold and stay folded, and are found through', async ({
      servers,
      person,
      app,
    }) => {
      const { kith } = await withPeople(kind, { servers, person, app });
      const { page } = kith;
      await expect(contactRow(page, 'Mina Park')).toHaveCount(2);
      await expect(groupRow(page, t('roster.noGroup'), 0, 1)).toBeVisible();
      await groupRow(page, 'Friends', 0, 2).click();
      await expect(contactRow(page, 'Mina Park')).toHaveCount(1);
      await expect(contactRow(page, '李明')).toHaveCount(0);

      const filter = page.getByRole('textbox', { name: t('roster.filter') });
      await filter.fill('李');
      await expect(contactRow(page, '李明')).toBeVisible();
      await expect(contactRow(page, 'Mina Park')).toHaveCount(0);
      await filter.fill('ㅈㅎ');
      await expect(contactRow(page, '박지호')).toBeVisible();
      await filter.fill('dan@');
      await expect(contactRow(page, 'dan')).toBeVisible();
      await filter.fill('nobody');
      await expect(page.getByText(t('roster.noMatch'))).toBeVisible();
      await filter.fill('');
      await expect(groupRow(page, 'Friends', 0, 2)).toHaveAttribute('aria-expanded', 'false');

      await kith.restart();
      await goToPlace(kith.page, 'contacts');
      // Not signed in: what is shown is what was stored.
      await expect(groupRow(kith.page, 'Friends', 0, 2)).toHaveAttribute('aria-expanded', 'false');
    });

    test('by keyboard: arrows, letters, renaming, removing', async ({ servers, person, app }) => {
      const { kith, server, me } = await withPeople(kind, { servers, person, app });
      const { page } = kith;
      await groupRow(page, 'Friends', 0, 2).click();
      await expect(contactRow(page, '李明')).toHaveCount(0);
      await page.keyboard.press('ArrowRight');
      await expect(contactRow(page, '李明')).toHaveCount(1);
      await page.keyboard.press('ArrowRight');
      await expect(contactRow(page, 'Mina Park').first()).toBeFocused();
      await page.keyboard.press('End');
      await expect(contactRow(page, 'dan')).toBeFocused();
      await page.keyboard.type('mi');
      await expect(contactRow(page, 'Mina Park').first()).toBeFocused();

      await page.keyboard.press('F2');
      await expect(dialog(page).getByRole('textbox')).toBeFocused();
      await page.keyboard.type('Mina P.');
      await page.keyboard.press('Enter');
      await expect(contactRow(page, 'Mina P.')).toHaveCount(2);
      await expect.poll(() => storedContact(kith, 'mina@localhost')).toMatchObject({ name: 'Mina P.' });

      await contactRow(page, '박지호').click();
      await page.keyboard.press('Shift+F10');
      await expect(menuItem(page, t('roster.menu.page', { name: '박지호' }))).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expect(contactRow(page, '박지호')).toBeFocused();
      await page.keyboard.press('Delete');
      await dialog(page)
        .getByRole('button', { name: t('common.remove') })
        .click();
      await expect(contactRow(page, '박지호')).toHaveCount(0);
      await expect(groupRow(page, 'School', 0, 1)).toHaveCount(0);
      await expect(page.getByText(t('roster.remove.done', { name: '박지호' }))).toBeVisible();
      expect(await serverRoster(server, me)).not.toContain('jiho@localhost');
    });

    test('moved and copied between groups, by menu and by dragging', async ({ servers, person, app }) => {
      const { kith } = await withPeople(kind, { servers, person, app });
      const { page } = kith;
      await contactRow(page, '李明').click({ button: 'right' });
      await menuItem(page, t('roster.menu.move')).press('ArrowRight');
      await page.getByRole('menuitemradio', { name: 'Work', exact: true }).click();
      await expect.poll(() => storedContact(kith, 'li@localhost')).toMatchObject({ groups: ['Work'] });
      await expect(groupRow(page, 'Friends', 0, 1)).toBeVisible();
      await expect(groupRow(page, 'Work', 0, 2)).toBeVisible();

      await contactRow(page, 'dan').click({ button: 'right' });
      await menuItem(page, t('roster.menu.copy')).press('ArrowRight');
      await menuItem(page, t('roster.menu.newGroup')).click();
      await dialog(page).getByLabel(t('roster.group.label')).fill('Neighbours');
      await page.keyboard.press('Enter');
      await expect(groupRow(page, 'Neighbours', 0, 1)).toBeVisible();
      await expect(groupRow(page, t('roster.noGroup'), 0, 1)).toHaveCount(0);

      await contactRow(page, 'dan').dragTo(groupRow(page, 'School', 0, 1));
      await expect.poll(() => storedContact(kith, 'dan@localhost')).toMatchObject({ groups: ['School'] });
      await page.keyboard.down('Control');
      await contactRow(page, '박지호').dragTo(groupRow(page, 'Friends', 0, 1));
      await page.keyboard.up('Control');
      await expect
        .poll(() => storedContact(kith, 'jiho@localhost'))
        .toMatchObject({ groups: expect.arrayContaining(['School', 'Friends']) });

      await contactRow(page, 'Mina Park').first().click({ button: 'right' });
      await menuItem(page, t('roster.menu.leave', { group: 'Friends' })).click();
      await expect.poll(() => storedContact(kith, 'mina@localhost')).toMatchObject({ groups: ['Work'] });
    });

    test('groups are made, renamed, joined and removed, which can be undone', async ({ servers, person, app }) => {
      const { kith } = await withPeople(kind, { servers, person, app });
      const { page } = kith;
      await page
        .getByRole('region', { name: t('frame.contacts') })
        .getByRole('button', { name: t('common.more'), exact: true })
        .first()
        .click();
      await menuItem(page, t('roster.menu.newGroup')).click();
      await dialog(page).getByLabel(t('roster.group.label')).fill('Choir');
      await page.keyboard.press('Enter');
      await expect(groupRow(page, 'Choir', 0, 0)).toBeVisible();

      await groupRow(page, 'Friends', 0, 2).click({ button: 'right' });
      await menuItem(page, t('roster.menu.renameGroup')).click();
      await dialog(page).getByLabel(t('roster.group.label')).fill('Work');
      await expect(dialog(page).getByText(t('roster.renameGroup.merge'))).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(groupRow(page, 'Work', 0, 2)).toBeVisible();
      await expect(groupRow(page, 'Friends', 0, 2)).toHaveCount(0);

      await groupRow(page, 'Work', 0, 2).click({ button: 'right' });
      await menuItem(page, t('roster.menu.removeGroup')).click();
      await expect(groupRow(page, t('roster.noGroup'), 0, 3)).toBeVisible();
      await page.getByRole('button', { name: t('common.undo') }).click();
      await expect(groupRow(page, 'Work', 0, 2)).toBeVisible();
      expect(await storedContact(kith, 'mina@localhost')).toMatchObject({ groups: ['Work'] });
    });

    test('an address is looked at before somebody is added', async ({ servers, person, app }) => {
      const { kith, me } = await withPeople(kind, { servers, person, app });
      const { page } = kith;
      const form = await fillContact(page, { address: 'new person@localhost' });
      const address = form.getByRole('textbox', { name: t('common.address'), exact: true });
      await expect(form.getByText(t('faults.address.bad-local.title'))).toBeVisible();
      await address.fill(me.jid);
      await expect(form.getByText(t('roster.add.self'))).toBeVisible();
      await address.fill('MINA@localhost');
      await expect(form.getByText(t('roster.add.known', { name: 'Mina Park' }))).toBeVisible();
      await form.getByRole('button', { name: t('roster.menu.page', { name: 'Mina Park' }) }).click();
      await expectStanding(page, 'Mina Park', 'both');
    });

    test('a removed contact is told, and both forget each other', async ({ servers, signedIn, peer }) => {
      const server = await servers(kind);
      const [{ app, me }, bob] = await Promise.all([signedIn(server), peer(server, 'bob')]);
      await bob.subscribe(me.jid);
      await app.page
        .getByRole('dialog')
        .getByRole('button', { name: t('requests.acceptBack') })
        .click();
      await bob.waitFor('presence', (stanza) => stanza.attrs.type === 'subscribe');
      await bob.subscribed(me.jid);
      const name = localPart(bob.jid);
      await expectStanding(app.page, name, 'both');
      await app.page
        .getByRole('main')
        .getByRole('button', { name: t('roster.menu.remove') })
        .click();
      await expect(dialog(app.page).getByText(t('roster.remove.advice', { name }))).toBeVisible();
      await dialog(app.page)
        .getByRole('button', { name: t('common.remove') })
        .click();
      await bob.waitForRoster(me.jid, { subscription: 'none' });
      await expect(app.page.getByText(t('roster.page.stranger'))).toBeVisible();
      expect(await app.rows('contacts')).toEqual([]);
    });
  });
}

/** What the server has, asked by another client of the same person. */
async function serverRoster(server: TestServer, me: Person): Promise<string> {
  await using other = await startPeer({ server, user: me.name, password: me.password, resource: 'other' });
  return String(await other.iq('get', '<query xmlns="jabber:iq:roster"/>'));
}
