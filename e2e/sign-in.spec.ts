import { expect, SERVERS, t, test } from './app/fixture.ts';

for (const kind of SERVERS) {
  test(`signs in on ${kind}, and is signed in again after a restart`, async ({ servers, signedIn }) => {
    const server = await servers(kind);
    const { app, me } = await signedIn(server);
    expect(await app.rows('rosters')).toMatchObject([{ account: me.jid }]);
    await app.restart();
    // Without a keychain here the password was kept for the first run only.
    await expect(app.page.getByRole('navigation').first()).toBeVisible();
  });
}

test('a wrong password is told at once and not tried again', async ({ servers, app, person }) => {
  const server = await servers('prosody');
  const me = await person(server, 'ann');
  const { page, log } = await app({ ca: server.ca });
  await page.getByLabel(t('account.signIn.address')).fill(me.jid);
  await page.getByLabel(t('account.signIn.password'), { exact: true }).fill('not it');
  await page.getByRole('button', { name: t('account.more') }).click();
  await page.getByLabel(t('account.host')).fill(server.host);
  await page.getByLabel(t('account.port')).fill(String(server.port));
  await page.getByRole('button', { name: t('account.signIn.submit') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(log().match(/step="signing-in"/g)).toHaveLength(1);
});
