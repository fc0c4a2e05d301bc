import type { Page } from '@playwright/test';
import { expect, t, test } from './app/fixture.ts';
import { startTunnelProxy } from './server/tunnel-proxy.ts';

async function fillIn(
  page: Page,
  proxy: { host: string; port: number },
  user: string,
  password: string,
): Promise<void> {
  await page.getByRole('radio', { name: t('network.proxy.socks5') }).check();
  await page.getByLabel(t('network.proxy.host')).fill(proxy.host);
  await page.getByLabel(t('network.proxy.port'), { exact: true }).last().fill(String(proxy.port));
  await page.getByLabel(t('network.proxy.user'), { exact: true }).fill(user);
  await page.getByLabel(t('network.proxy.password'), { exact: true }).fill(password);
}

test('a proxy that is set before the first sign-in carries everything, and is left again', async ({
  servers,
  app,
  person,
  peer,
}) => {
  const server = await servers('prosody');
  const [me, bob] = [await person(server, 'ann'), await peer(server, 'bob')];
  // The name is the proxy's to look up: on this machine nothing of XMPP is at the domain's port.
  const routes = { 'localhost:5222': { host: server.host, port: server.port } };
  await using proxy = await startTunnelProxy({ kind: 'socks5', user: 'ann', password: 'right', routes });
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  const used = (words: string) => expect(page.getByText(words)).toBeVisible();

  await page.getByRole('button', { name: t('network.proxy.open') }).click();
  await fillIn(page, proxy, 'ann', 'wrong');
  await page.getByRole('button', { name: t('network.proxy.use') }).click();
  await used(t('network.proxy.used'));
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByLabel(t('account.signIn.address')).fill(me.jid);
  await page.getByLabel(t('account.signIn.password'), { exact: true }).fill(me.password);
  await page.getByRole('button', { name: t('account.signIn.submit') }).click();
  const refused = t('faults.proxy.credentials.title', { host: proxy.host });
  await expect(page.getByRole('alert').filter({ hasText: refused })).toBeVisible();
  expect(proxy.asked).toEqual([]);

  await page.getByRole('button', { name: t('network.proxy.open') }).click();
  await page.getByLabel(t('network.proxy.password'), { exact: true }).fill('right');
  await page.getByRole('button', { name: t('network.proxy.use') }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: t('account.signIn.submit') }).click();
  await kith.online(me.jid);
  expect(proxy.asked).toEqual(['localhost:5222']);
  expect(proxy.open()).toBe(1);
  await bob.sendMessage(me.jid, 'through it');
  await expect.poll(async () => JSON.stringify(await kith.rows('entries'))).toContain('through it');

  await page.keyboard.press('Control+Comma');
  await page.getByRole('button', { name: t('network.proxy.try'), exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: me.jid })).toContainText(t('network.way.socks5'));
  await page.getByRole('radio', { name: t('network.proxy.http') }).check();
  await page.getByRole('button', { name: t('network.proxy.try'), exact: true }).click();
  await expect(page.getByText(t('faults.proxy.protocol.advice', { port: String(proxy.port) }))).toBeVisible();
  // What was only tried is not in force.
  expect(proxy.open()).toBe(1);
  await page.getByRole('radio', { name: t('network.proxy.none') }).check();
  await page.getByRole('button', { name: t('network.proxy.useNone') }).click();
  await used(t('network.proxy.usedNone'));
  await expect.poll(() => proxy.open()).toBe(0);
});
