/** What a person does with messages in the window: edit, delete for everybody, react, reply, find. By keyboard where it can be. */
import type { Locator, Page } from '@playwright/test';
import { expect, t, test } from './app/fixture.ts';
import { chatRow, expectState, field, message, openChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { startPeer } from './peers/index.ts';
import { startProsody } from './server/index.ts';

const menuItem = (page: Page, name: string): Locator => page.getByRole('menuitem', { name, exact: true });
const bar = (page: Page): Locator => page.locator('.composer-task');

test('the arrow up edits the last message; what was begun comes back; the earlier words can be looked at', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  await ben.sendMessage(me.jid, 'When?');
  await openChat(page, localPart(ben.jid));
  await write(page, 'At tree');
  await expectState(page, 'At tree', 'delivered');

  // Not while there is something in the field.
  await field(page).fill('and bring');
  await field(page).press('ArrowUp');
  await expect(bar(page)).toHaveCount(0);
  await message(page, 'At tree').focus();
  await page.keyboard.press('e');
  await expect(field(page)).toHaveValue('At tree');
  await field(page).press('Escape');
  await expect(bar(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue('and bring');

  await field(page).fill('');
  await field(page).press('ArrowUp');
  await expect(bar(page)).toContainText(t('chat.editing'));
  await field(page).fill('At three');
  await field(page).press('Enter');
  const corrected = await ben.waitForBody('At three');
  expect(corrected.getChild('replace', 'urn:xmpp:message-correct:0')?.attrs.id).toBeTruthy();
  await expect(message(page, 'At tree')).toHaveCount(0);
  await expect(chatRow(page, localPart(ben.jid))).toContainText(t('chat.you', { text: 'At three' }));

  await message(page, 'At three').focus();
  await page.keyboard.press('Shift+F10');
  await menuItem(page, t('chat.message.history')).click();
  await expect(page.getByRole('dialog', { name: t('chat.message.history') })).toContainText('At tree');
  await page.keyboard.press('Escape');
  await expect(message(page, 'At three')).toBeFocused();

  // Somebody else's words are not ours to change.
  await message(page, 'When?').focus();
  await page.keyboard.press('Shift+F10');
  await expect(menuItem(page, t('chat.message.reply'))).toBeVisible();
  await expect(menuItem(page, t('chat.message.edit'))).toHaveCount(0);
  await expect(menuItem(page, t('chat.message.retract'))).toHaveCount(0);
});

test('an edit and an answer that were begun are there again after a look into another chat', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const [ben, cleo] = [await peer(server, 'ben'), await peer(server, 'cleo')];
  const { app, me } = await signedIn(server);
  const { page } = app;
  const look = async () => {
    await openChat(page, localPart(cleo.jid));
    await expect(field(page)).toHaveValue('');
    await expect(bar(page)).toHaveCount(0);
    await openChat(page, localPart(ben.jid));
  };
  await ben.sendMessage(me.jid, 'When?');
  await cleo.sendMessage(me.jid, 'Well?');
  await openChat(page, localPart(ben.jid));
  await write(page, 'At tree');
  await expectState(page, 'At tree', 'delivered');
  await field(page).fill('and bring');
  await message(page, 'At tree').focus();
  await page.keyboard.press('e');
  await field(page).fill('At three');
  await look();
  await expect(bar(page)).toContainText(t('chat.editing'));
  await expect(field(page)).toHaveValue('At three');
  await field(page).press('Enter');
  const corrected = await ben.waitForBody('At three');
  expect(corrected.getChild('replace', 'urn:xmpp:message-correct:0')?.attrs.id).toBeTruthy();
  await expect(field(page)).toHaveValue('and bring');

  await message(page, 'When?').focus();
  await page.keyboard.press('r');
  await field(page).fill('Today');
  await look();
  await expect(bar(page)).toContainText('When?');
  await expect(field(page)).toHaveValue('Today');
  await field(page).press('Enter');
  const answer = await ben.waitFor('message', (stanza) => (stanza.getChildText('body') ?? '').endsWith('Today'));
  expect(answer.getChild('reply', 'urn:xmpp:reply:0')?.attrs.id).toBeTruthy();
  await expect(bar(page)).toHaveCount(0);

  // What is taken back meanwhile has nothing left to be answered.
  const id = await ben.sendMessage(me.jid, 'Or not?');
  await message(page, 'Or not?').focus();
  await page.keyboard.press('r');
  await field(page).fill('Why');
  await openChat(page, localPart(cleo.jid));
  await ben.sendMessage(me.jid, '/me took it back', {
    xml: [`<retract xmlns="urn:xmpp:message-retract:1" id="${id}"/>`],
  });
  await expect(chatRow(page, localPart(ben.jid))).toContainText('Why');
  await openChat(page, localPart(ben.jid));
  await expect(message(page, 'Or not?')).toHaveCount(0);
  await expect(bar(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue('Why');
});

test('a reaction is chosen and taken back by keyboard; an emoji is found by its name', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  await ben.sendMessage(me.jid, 'I passed!');
  await openChat(page, localPart(ben.jid));
  const said = (texts: readonly string[]) =>
    ben.waitFor('message', (stanza) => {
      const reactions = stanza.getChild('reactions', 'urn:xmpp:reactions:0');
      return JSON.stringify(reactions?.getChildren('reaction').map((each) => each.getText())) === JSON.stringify(texts);
    });
  await message(page, 'I passed!').focus();
  await page.keyboard.press(':');
  await expect(page.getByRole('button', { name: '👍' })).toBeFocused();
  await page.keyboard.press('Enter');
  await said(['👍']);
  await expect(message(page, 'I passed!')).toBeFocused();
  await page.keyboard.press(':');
  await page.getByRole('button', { name: t('chat.reactions.more') }).press('Enter');
  await expect(page.getByRole('combobox', { name: t('chat.emoji.search') })).toBeFocused();
  await page.keyboard.type('party popper');
  await expect(page.getByRole('listbox', { name: t('chat.emoji') }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await said(['👍', '🎉']);
  const chips = message(page, 'I passed!')
    .getByRole('group', { name: t('chat.reactions') })
    .getByRole('button');
  await expect(chips).toHaveText(['👍', '🎉']);
  await expect(message(page, 'I passed!')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(chips.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await said(['🎉']);
  await expect(chips).toHaveText(['🎉']);
});

test('deleting asks first; without a connection it can be undone, and so can an edit', async ({ app }) => {
  await using server = await startProsody();
  await server.addUser('ann', 'secret');
  await server.addUser('ben', 'secret');
  await using ben = await startPeer({ server, user: 'ben', password: 'secret' });
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  await kith.signIn(server, 'ann', 'secret');
  await ben.sendMessage(`ann@${server.domain}`, 'hello');
  await openChat(page, 'ben');
  await write(page, 'first');
  await expectState(page, 'first', 'delivered');
  await write(page, 'second');
  await expectState(page, 'second', 'delivered');

  await message(page, 'first').focus();
  await page.keyboard.press('Delete');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('common.cancel') })
    .press('Enter');
  await expect(message(page, 'first')).toBeFocused();
  await page.keyboard.press('Delete');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('chat.message.retract') })
    .press('Enter');
  await expect(page.getByText(t('chat.message.retracted.own'))).toBeVisible();
  await ben.waitFor('message', (stanza) => stanza.getChild('retract', 'urn:xmpp:message-retract:1') !== undefined);

  await ben.kill();
  await server.stop();
  await expect(page.locator('.connection-chip-action')).toBeVisible();
  await message(page, 'second').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText(t('chat.message.retracted.own'))).toHaveCount(2);
  await page.getByRole('button', { name: t('common.undo') }).click();
  await expect(message(page, 'second')).toBeVisible();
  await expectState(page, 'second', 'delivered');

  await message(page, 'second').focus();
  await page.keyboard.press('e');
  await field(page).fill('second thoughts');
  await field(page).press('Enter');
  await expect(
    message(page, 'second thoughts')
      .getByRole('img', { name: t('chat.state.waiting.correction') })
      .first(),
  ).toBeAttached();
  await message(page, 'second thoughts').locator('.message-bubble').click({ button: 'right' });
  await expect(menuItem(page, t('chat.message.copy'))).toBeVisible();
  await menuItem(page, t('chat.message.undoCorrection')).click();
  await expect(message(page, 'second')).toBeVisible();

  // What had not left at all is gone, and comes back.
  await write(page, 'third');
  await message(page, 'third').focus();
  await page.keyboard.press('Delete');
  await expect(message(page, 'third')).toHaveCount(0);
  await page.getByRole('button', { name: t('common.undo') }).click();
  await expect(message(page, 'third')).toBeVisible();
});

test('an answer leads to the message that it answers, and words are found, however far away', async ({ app }) => {
  await using server = await startProsody();
  await server.addUser('ann', 'secret');
  await server.addUser('ben', 'secret');
  const [ann, ben] = [`ann@${server.domain}`, `ben@${server.domain}`];
  await using peer = await startPeer({ server, user: 'ben', password: 'secret' });
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  await kith.signIn(server, 'ann', 'secret');
  await peer.sendMessage(ann, 'The treasure is under the old oak');
  await openChat(page, 'ben');
  await message(page, 'The treasure is under the old oak').focus();
  await page.keyboard.press('r');
  await expect(bar(page)).toContainText('The treasure is under the old oak');
  await field(page).fill('Which oak?');
  await field(page).press('Enter');
  const answer = await peer.waitFor('message', (stanza) => stanza.getChild('reply', 'urn:xmpp:reply:0') !== undefined);
  expect(answer.getChild('reply', 'urn:xmpp:reply:0')?.attrs.to?.split('/')[0]).toBe(ben);
  for (let number = 1; number <= 420; number++) await peer.sendMessage(ann, `Number ${number}`);
  const reply = `<reply xmlns="urn:xmpp:reply:0" id="${answer.attrs.id ?? ''}" to="${ann}"/>`;
  await peer.sendMessage(ann, 'The one by the river', { xml: [reply] });
  await expect(message(page, 'The one by the river')).toBeVisible();
  await expect(message(page, 'Which oak?')).toHaveCount(0);

  await message(page, 'The one by the river')
    .getByRole('button', { name: t('chat.quote.own', { text: 'Which oak?' }) })
    .click();
  await expect(message(page, 'Which oak?')).toBeInViewport();
  await message(page, 'Which oak?')
    .getByRole('button', { name: t('chat.quote', { name: 'ben', text: 'The treasure is under the old oak' }) })
    .click();
  await expect(message(page, 'The treasure is under the old oak')).toBeInViewport();

  const find = page.getByRole('search');
  await page.keyboard.press('Control+F');
  await page.keyboard.type('OAK');
  await expect(find.getByRole('status')).toHaveText(t('chat.find.count', { at: '1', count: '2' }));
  await expect(message(page, 'Which oak?')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(find.getByRole('status')).toHaveText(t('chat.find.count', { at: '2', count: '2' }));
  await expect(message(page, 'The treasure is under the old oak')).toBeInViewport();
  await find.getByRole('textbox').fill('number 207');
  await expect(message(page, 'Number 207')).toBeInViewport();
  expect(await page.evaluate(() => CSS.highlights.get('kith-found')?.size)).toBe(1);
  await find.getByRole('textbox').fill('by the river');
  await expect(message(page, 'The one by the river')).toBeInViewport();
  // Whoever goes on before the window has arrived gets to where they went last.
  await find.getByRole('textbox').fill('the');
  await expect(find.getByRole('status')).toHaveText(t('chat.find.count', { at: '1', count: '2' }));
  await page.locator('.thread-list').evaluate((list) => list.setAttribute('data-before', ''));
  await page.evaluate(async () => {
    const enter = { key: 'Enter', bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter));
    await new Promise((resolve) => setTimeout(resolve));
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter));
  });
  await expect(page.locator('.thread-list[data-before]')).toHaveCount(0);
  await expect(find.getByRole('status')).toHaveText(t('chat.find.count', { at: '1', count: '2' }));
  await expect(message(page, 'The one by the river')).toBeInViewport();
  await find.getByRole('textbox').fill('no such words');
  await expect(find.getByRole('status')).toHaveText(t('chat.find.none'));
  await page.keyboard.press('Escape');
  await expect(find).toHaveCount(0);
  await expect(field(page)).toBeFocused();
});

test('what comes while the message before it is being read is read too', async ({ servers, peer, signedIn }) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  await ben.sendMessage(me.jid, 'hello');
  await openChat(app.page, localPart(ben.jid));
  for (let pair = 0; pair < 15; pair += 1) {
    await ben.sendMessage(me.jid, `One ${pair}`);
    await new Promise((resolve) => setTimeout(resolve, 4 * pair));
    await ben.sendMessage(me.jid, `Two ${pair}`);
    await expect(message(app.page, `Two ${pair}`)).toBeVisible();
    // Read is what is looked at: in front, and at the end.
    const isAtEnd = async () => (await app.page.locator('.thread-jump').count()) === 0;
    const isInFront = () => app.page.evaluate(() => document.hasFocus());
    await expect
      .poll(async () => [await app.rows('conversations'), await isAtEnd(), await isInFront()], `pair ${pair}`)
      .toMatchObject([[{ unread: 0 }], true, true]);
  }
});

test('Enter on a button of the find bar does what the button says', async ({ servers, peer, signedIn }) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  for (const text of ['an oak', 'two oaks', 'three oaks']) await ben.sendMessage(me.jid, text);
  await openChat(page, localPart(ben.jid));
  await expect(message(page, 'three oaks')).toBeVisible();
  const find = page.getByRole('search');
  const at = (n: string) => expect(find.getByRole('status')).toHaveText(t('chat.find.count', { at: n, count: '3' }));
  await page.keyboard.press('Control+F');
  await page.keyboard.type('oak');
  await at('1');
  await page.keyboard.press('ArrowUp');
  await at('2');
  await find.getByRole('button', { name: t('chat.find.newer') }).press('Enter');
  await at('1');
  await find.getByRole('button', { name: t('chat.find.older') }).press('Enter');
  await at('2');
  await find.getByRole('button', { name: t('chat.find.close') }).press('Enter');
  await expect(find).toHaveCount(0);
  await page.keyboard.press('Control+F');
  await find.getByRole('button', { name: t('chat.find.close') }).press('Escape');
  await expect(find).toHaveCount(0);
});

test('in a narrow window Escape goes from the chat back to the list', async ({ servers, peer, signedIn }) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  await page.setViewportSize({ width: 400, height: 640 });
  await ben.sendMessage(me.jid, 'hello');
  await openChat(page, localPart(ben.jid));
  await expect(chatRow(page, localPart(ben.jid))).toBeHidden();
  await message(page, 'hello').focus();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeFocused();
  await field(page).press('Escape');
  await expect(chatRow(page, localPart(ben.jid))).toBeVisible();
  await expect(message(page, 'hello')).toBeHidden();
});
