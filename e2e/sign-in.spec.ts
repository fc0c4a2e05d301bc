import type { Page } from '@playwright/test';
import type { MessageKey } from '../app/i18n/translator.ts';
import { expect, SERVERS, t, test } from './app/fixture.ts';
import { field, startChat } from './chats.ts';
import { startProsody, startScriptedServer } from './server/index.ts';

const alert = (page: Page, key: MessageKey, args?: Record<string, string>) =>
  expect(page.getByRole('alert').filter({ hasText: t(key, args) })).toBeVisible();
const ownStatus = (page: Page) => page.getByRole('button', { name: /^Your status:/ });

for (const kind of SERVERS) {
  test(`signs in on ${kind}; without a keychain the password is asked for at the next start`, async ({
    servers,
    signedIn,
  }) => {
    const { app, me } = await signedIn(await servers(kind));
    await expect.poll(() => app.rows('rosters')).toMatchObject([{ account: me.jid }]);
    await app.restart();
    await app.page.getByRole('button', { name: t('account.connection.enterPassword') }).click();
    await app.page.getByLabel(t('account.signIn.password'), { exact: true }).fill(me.password);
    await app.page
      .getByRole('dialog')
      .getByRole('button', { name: t('account.signIn.submit') })
      .click();
    await app.online(me.jid);
  });
}

test('is signed in again after a restart once the person let the password be kept in a file', async ({
  servers,
  app,
  person,
}) => {
  const server = await servers('prosody');
  const me = await person(server, 'ann');
  const kith = await app({ ca: server.ca });
  await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.signIn(server, me.name, me.password);
  await kith.restart();
  await kith.online(me.jid);
});

test('a wrong password is told at once and not tried again; the right one then works', async ({
  servers,
  app,
  person,
}) => {
  const server = await servers('prosody');
  const me = await person(server, 'ann');
  const kith = await app({ ca: server.ca });
  await kith.enter(server, me.name, 'not it');
  await alert(kith.page, 'faults.credentials.wrong.title');
  expect(kith.log().match(/step="signing-in"/g)).toHaveLength(1);
  await kith.signIn(server, me.name, me.password);
});

test('an address is checked as it is typed', async ({ app }) => {
  const { page } = await app();
  const address = page.getByLabel(t('account.signIn.address'));
  await address.fill('ann example.org');
  await address.blur();
  await expect(page.getByText(t('faults.address.no-domain.title'))).toBeVisible();
  await address.fill('a nn@example.org');
  await expect(page.getByText(t('faults.address.bad-local.title'))).toBeVisible();
  await address.fill('ann@example..org');
  await expect(page.getByText(t('faults.address.bad-domain.title'))).toBeVisible();
  await address.fill('ann@example.org');
  await expect(page.getByText(t('faults.address.bad-domain.title'))).toBeHidden();
});

test('a server that is not there, and one that does not listen, are told apart', async ({ servers, app }) => {
  const { page, enter } = await app();
  await page.getByLabel(t('account.signIn.address')).fill('ann@nowhere.invalid');
  await page.getByLabel(t('account.signIn.password'), { exact: true }).fill('secret');
  await page.getByRole('button', { name: t('account.signIn.submit') }).click();
  await alert(page, 'faults.no-server.title', { domain: 'nowhere.invalid' });
  const { port } = await servers('prosody');
  await enter({ domain: 'localhost', host: '127.0.0.9', port }, 'ann', 'secret');
  await alert(page, 'faults.unreachable.refused.title', { host: '127.0.0.9' });
});

test('a certificate that is not trusted is shown; trusted it is pinned, and another one is refused loudly', async ({
  app,
}) => {
  await using server = await startProsody({ certificate: 'self-signed' });
  const jid = await server.addUser('ann', 'secret');
  const kith = await app();
  const { page } = kith;
  await page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.enter(server, 'ann', 'secret');
  await expect(page.getByText(t('faults.certificate.self-signed.title', { host: server.host }))).toBeVisible();
  for (const key of ['subject', 'issuer', 'valid', 'fingerprint'] as const) {
    await expect(page.getByText(t(`account.certificate.${key}`))).toBeVisible();
  }
  await page.getByRole('button', { name: t('account.certificate.trust') }).click();
  await kith.online(jid);
  await server.restart({ certificate: 'trusted' });
  await expect(page.getByText(t('account.connection.notSecure')).first()).toBeVisible();
});

test('without TLS nothing is sent, not even the name', async ({ app }) => {
  await using server = await startProsody({ tls: 'none' });
  await server.addUser('ann', 'secret');
  const kith = await app();
  await kith.enter(server, 'ann', 'secret');
  await alert(kith.page, 'faults.no-tls.title');
  expect(server.log()).toContain('Client connected');
  expect(server.log()).not.toMatch(/\bauth|ann@/);
});

test('replaced by another sign-in it stops, and says so', async ({ app }) => {
  await using server = await startScriptedServer({ users: { ann: 'secret' } });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  (await server.client()).end('conflict');
  await expect(kith.page.getByText(t('account.connection.replaced'))).toBeVisible();
  expect(kith.log().match(/step="resolving"/g)).toHaveLength(1);
});

test('makes an account on a server that takes newcomers, and says when a name is taken', async ({ app }) => {
  await using server = await startProsody({ registration: true });
  await server.addUser('taken', 'secret');
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  await page.getByRole('button', { name: t('account.signIn.create') }).click();
  await page.getByLabel(t('account.register.domain')).fill(server.domain);
  await page.getByRole('button', { name: t('account.more') }).click();
  await page.getByLabel(t('account.host')).fill(server.host);
  await page.getByLabel(t('account.port')).fill(String(server.port));
  await page.getByRole('button', { name: t('account.register.ask') }).click();
  const name = page.getByLabel(t('account.register.field', { field: 'username' }));
  await name.fill('taken');
  await page.getByLabel(t('account.register.field', { field: 'password' }), { exact: true }).fill('longer secret');
  await page.getByRole('button', { name: t('account.register.submit') }).click();
  await expect(page.getByText(t('account.register.taken'))).toBeVisible();
  await name.fill('newcomer');
  await page.getByRole('button', { name: t('account.register.submit') }).click();
  await kith.online('newcomer@localhost');
});

test('paints what is stored before the network is there, also with the server gone', async ({ app }) => {
  await using server = await startProsody();
  await server.addUser('ann', 'secret');
  await server.seedRoster('ann', [{ jid: 'ben@localhost', name: 'Ben Stored', groups: ['Friends'] }]);
  const kith = await app({ ca: server.ca });
  await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.signIn(server, 'ann', 'secret');
  await expect.poll(() => kith.rows('contacts')).toHaveLength(1);
  await server.stop();
  await kith.restart();
  await kith.page.getByRole('button', { name: t('frame.contacts'), exact: true }).click();
  await expect(kith.page.getByText('Ben Stored')).toBeVisible();
});

test('an account removed with unsent words in an open chat leaves nothing of them', async ({
  servers,
  signedIn,
  person,
}) => {
  const server = await servers('prosody');
  const { app, me } = await signedIn(server, 'ann');
  const second = await person(server, 'work');
  await startChat(app.page, `ben@${server.domain}`);
  await field(app.page).fill('between us');
  const drafts = async () => (await app.rows('conversations')).map(({ account, draft }) => [account, draft]);
  await expect.poll(drafts).toEqual([[me.jid, 'between us']]);
  await ownStatus(app.page).click();
  await app.page.getByRole('menuitem', { name: t('account.signIn.add') }).click();
  await app.signIn(server, second.name, second.password);
  const stored = async () => (await app.rows('rosters')).map((row) => row.account).sort();
  await expect.poll(stored).toEqual([me.jid, second.jid].sort());
  await ownStatus(app.page).click();
  await app.page.getByRole('menuitem', { name: me.jid }).click();
  await app.page.getByRole('menuitem', { name: t('account.remove') }).click();
  await app.page.getByRole('button', { name: t('account.remove.submit'), exact: true }).click();
  await expect(field(app.page)).toBeHidden();
  await expect.poll(stored).toEqual([second.jid]);
  expect(await drafts()).toEqual([]);
});

test('two accounts are signed in at once; one is removed with its history, and comes back', async ({
  servers,
  signedIn,
  person,
}) => {
  const server = await servers('prosody');
  const { app, me } = await signedIn(server, 'ann');
  const second = await person(server, 'work');
  await ownStatus(app.page).click();
  await app.page.getByRole('menuitem', { name: t('account.signIn.add') }).click();
  await app.signIn(server, second.name, second.password);
  const stored = async () => (await app.rows('rosters')).map((row) => row.account).sort();
  await expect.poll(stored).toEqual([me.jid, second.jid].sort());
  await ownStatus(app.page).click();
  await app.page.getByRole('menuitem', { name: me.jid }).click();
  await app.page.getByRole('menuitem', { name: t('account.remove') }).click();
  await app.page.getByRole('button', { name: t('account.remove.submit'), exact: true }).click();
  await expect.poll(stored).toEqual([second.jid]);
  await ownStatus(app.page).click();
  await app.page.getByRole('menuitem', { name: t('account.signIn.add') }).click();
  await app.signIn(server, me.name, me.password);
  await expect.poll(stored).toEqual([me.jid, second.jid].sort());
});
