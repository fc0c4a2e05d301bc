/** xmpp: links: given at the start, by a second start, and pressed in a message. Nothing happens before a person says so. */
import { shellsHere } from '../build/shells.ts';
import { expect, t, test } from './app/fixture.ts';
import { field, openChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { spawnTethered } from './server/process.ts';

const addDialog = { name: t('roster.add.title') };

test('a link that it was started with waits for the sign-in, and its text for a person', async ({
  servers,
  app,
  person,
  peer,
}) => {
  const server = await servers('prosody');
  const [me, ben] = [await person(server, 'ann'), await peer(server, 'ben')];
  const kith = await app({ ca: server.ca, args: [`xmpp:${ben.jid}/phone?message;body=Tea%20at%20five%3F`] });
  await expect(kith.page.getByRole('dialog')).toHaveCount(0);
  await kith.signIn(server, me.name, me.password);
  const dialog = kith.page.getByRole('dialog', { name: t('links.message.title', { address: ben.jid }) });
  await expect(dialog.getByText('Tea at five?')).toBeVisible();
  await dialog.getByRole('button', { name: t('links.message.open') }).click();
  await expect(field(kith.page)).toHaveValue('Tea at five?');
  expect(await kith.rows('entries')).toEqual([]);
  await field(kith.page).press('Enter');
  await ben.waitForBody('Tea at five?');
});

test('a second start hands its link over: who is added is asked for, and cancelling does nothing', async ({
  servers,
  signedIn,
  peer,
}, testInfo) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const shell = shellsHere().find(({ name }) => name === testInfo.project.name);
  async function startAgain(...args: string[]): Promise<void> {
    const second = spawnTethered(shell?.program ?? '', [
      ...(shell?.args ?? []),
      ...['--data-dir', app.dataDir, ...args],
    ]);
    await second.waitForOutput(/ ended: 0\n/);
  }
  const dialog = app.page.getByRole('dialog', addDialog);
  await startAgain(`xmpp:${ben.jid}?roster;name=Benny;group=Friends`);
  await expect(dialog.getByLabel(t('common.address'), { exact: true })).toHaveValue(ben.jid);
  await expect(dialog.getByLabel(t('roster.add.name'), { exact: true })).toHaveValue('Benny');
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  // Hidden or not: a link wants an answer. The second of two waits for the first.
  await startAgain('--hidden', `xmpp:${ben.jid}?subscribe`, `xmpp:tea@rooms.${server.domain}?join`);
  await expect(dialog).toBeVisible();
  await ben.sendMessage(me.jid, 'nothing so far');
  await expect.poll(async () => (await app.rows('entries')).length).toBe(1);
  expect(ben.rosterState(me.jid)).toBeUndefined();
  expect(await app.rows('contacts')).toEqual([]);
  await dialog.getByRole('button', { name: t('roster.add.submit') }).click();
  await ben.waitFor('presence', (stanza) => stanza.attrs.type === 'subscribe');
  const room = app.page.getByRole('dialog', { name: t('links.unsupported.title') });
  await expect(room).toContainText(`tea@rooms.${server.domain}`);
  await room
    .getByRole('button', { name: t('common.close') })
    .first()
    .click();
  await expect(room).toBeHidden();
});

test('a link in a message takes the same way, and what somebody is writing stays', async ({
  servers,
  signedIn,
  peer,
}) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  await ben.sendMessage(me.jid, `write to xmpp:${ben.jid}?message;body=Pay%20me`);
  await openChat(page, localPart(ben.jid));
  await field(page).fill('Dear Ben');
  await page.getByRole('main').getByRole('link').click();
  const dialog = page.getByRole('dialog', { name: t('links.message.title', { address: ben.jid }) });
  await dialog.getByRole('button', { name: t('links.message.open') }).click();
  await expect(page.getByText(t('links.draftKept'))).toBeVisible();
  await expect(field(page)).toHaveValue('Dear Ben');
  await write(page, 'Dear Ben, no');
  await ben.waitForBody('Dear Ben, no');
});
