/** FAST (XEP-0484), which neither Prosody 0.12 nor ejabberd 23.01 has: the server is the scripted one. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, t, test } from './app/fixture.ts';
import { type ScriptedClient, startScriptedServer } from './server/index.ts';

const ways = ({ received }: ScriptedClient) =>
  received.filter((each) => each.is('authenticate', 'urn:xmpp:sasl:2')).map(({ attrs }) => attrs.mechanism);

test('a token signs in after a restart, a changed password asks for itself, and signing out leaves nothing', async ({
  app,
}) => {
  const users = { ann: 'first' };
  await using server = await startScriptedServer({
    users,
    mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'],
    bindings: ['tls-exporter'],
    protectsOffer: true,
    sasl2: { bind: ['urn:xmpp:sm:3', 'urn:xmpp:carbons:2'], resume: true, fast: ['HT-SHA-256-EXPR'] },
  });
  const kith = await app({ ca: server.ca });
  await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.signIn(server, 'ann', 'first');
  expect(ways(await server.client())).toEqual(['SCRAM-SHA-256-PLUS']);
  const kept = () => readFile(join(kith.dataDir, 'devices.json'), 'utf8');
  await expect.poll(kept).toContain(server.tokens[0]?.token);
  expect(await readFile(join(kith.dataDir, 'accounts.json'), 'utf8')).toContain('"neverPlain": true');

  await kith.restart();
  await kith.online('ann@localhost');
  expect(ways(await server.client())).toEqual(['HT-SHA-256-EXPR']);

  await kith.restart(async () => {
    users.ann = 'second';
    server.tokens.length = 0;
  });
  await kith.page.getByRole('button', { name: t('account.connection.enterPassword') }).click();
  await kith.page.getByLabel(t('account.signIn.password'), { exact: true }).fill('second');
  const dialog = kith.page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('account.signIn.submit') }).click();
  await kith.online('ann@localhost');
  expect(ways(await server.client())).toEqual(['SCRAM-SHA-256-PLUS']);
  await expect.poll(kept).toContain(server.tokens[0]?.token);

  await kith.page.getByRole('button', { name: /^Your status:/ }).click();
  await kith.page.getByRole('menuitem', { name: t('account.signOut') }).click();
  await expect.poll(async () => JSON.parse(await kept())).toEqual({});
  // Nothing that signs in is in the log either.
  expect(kith.log()).not.toContain('secret-token');
});
