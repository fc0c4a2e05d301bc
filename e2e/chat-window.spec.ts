/** Conversations in the window: writing, the list and its menu, several people at once. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { CDPSession, Locator, Page } from '@playwright/test';
import { expect, t, test } from './app/fixture.ts';
import { chatRow, expectState, field, message, openChat, startChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { connectBare } from './soak/bare-client.ts';
import { countRows, lookAway } from './soak/window.ts';

test('Enter sends, but not while an input method composes; Shift+Enter makes a line', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app } = await signedIn(server);
  const { page } = app;
  await startChat(page, ben.jid);
  await field(page).focus();
  const devtools = await page.context().newCDPSession(page);
  await compose(devtools, '안녀');
  await enterWhileComposing(devtools);
  await compose(devtools, '안녕');
  await devtools.send('Input.insertText', { text: '안녕' });
  await expect(field(page)).toHaveValue('안녕');
  expect(await app.rows('entries')).toEqual([]);
  await field(page).press('Shift+Enter');
  await field(page).pressSequentially('Ben');
  await field(page).press('Enter');
  await ben.waitForBody('안녕\nBen');
  await expect(field(page)).toHaveValue('');
});

function compose(devtools: CDPSession, text: string): Promise<unknown> {
  return devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

/** The key with which a Korean or Chinese input method is told to take what is written: 229 to the page. */
async function enterWhileComposing(devtools: CDPSession): Promise<void> {
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

test('a draft stays with its conversation, also over a restart', async ({ servers, peer, app, person }) => {
  const server = await servers('prosody');
  const [ben, cleo] = [await peer(server, 'ben'), await peer(server, 'cleo')];
  const me = await person(server, 'ann');
  const kith = await app({ ca: server.ca });
  await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.signIn(server, me.name, me.password);
  await ben.sendMessage(me.jid, 'from ben');
  await cleo.sendMessage(me.jid, 'from cleo');
  await openChat(kith.page, localPart(ben.jid));
  await field(kith.page).fill('not finished');
  await openChat(kith.page, localPart(cleo.jid));
  await expect(chatRow(kith.page, localPart(ben.jid))).toContainText('not finished');
  await expect(field(kith.page)).toHaveValue('');
  await kith.restart();
  await openChat(kith.page, localPart(ben.jid));
  await expect(field(kith.page)).toHaveValue('not finished');
  await field(kith.page).press('Enter');
  await ben.waitForBody('not finished');
  await expect(chatRow(kith.page, localPart(ben.jid))).toContainText(t('chat.you', { text: 'not finished' }));
});

test('one text to several people, with what became of it for each', async ({ servers, peer, signedIn }) => {
  const server = await servers('ejabberd');
  const [ben, cleo] = [await peer(server, 'ben'), await peer(server, 'cleo')];
  const { app } = await signedIn(server);
  const { page } = app;
  await page.keyboard.press('Control+N');
  const dialog = page.getByRole('dialog');
  const to = dialog.getByRole('combobox');
  for (const address of [ben.jid, cleo.jid, `nobody-at-all@${server.domain}`]) {
    await to.fill(address);
    await to.press('Enter');
  }
  await to.fill('not an address');
  await to.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(t('faults.address.no-domain.title'));
  await to.fill('');
  await dialog.getByLabel(t('chat.newDialog.message')).fill('The same to all');
  await dialog.getByRole('button', { name: t('chat.newDialog.send', { count: 3 }) }).click();
  const outcomes = dialog.getByRole('list', { name: t('chat.newDialog.outcomes') }).getByRole('listitem');
  await expect(outcomes.filter({ hasText: localPart(ben.jid) })).toContainText(t('chat.state.delivered'));
  await expect(outcomes.filter({ hasText: localPart(cleo.jid) })).toContainText(t('chat.state.delivered'));
  await expect(outcomes.filter({ hasText: 'nobody-at-all' })).toContainText(/^.*Not sent\./);
  for (const person of [ben, cleo]) {
    const received = await person.waitForBody('The same to all');
    expect(received.attrs.to?.split('/')[0]).toBe(person.jid);
  }
});

test('several people: a second press sends nothing again, and the dialog stays until all is stored', async ({
  servers,
  signedIn,
}) => {
  const server = await servers('prosody');
  const { app } = await signedIn(server);
  const { page } = app;
  await page.keyboard.press('Control+N');
  const dialog = page.getByRole('dialog');
  const to = dialog.getByRole('combobox');
  for (let n = 0; n < 20; n += 1) {
    await to.fill(`nobody-${n}@${server.domain}`);
    await to.press('Enter');
  }
  await dialog.getByLabel(t('chat.newDialog.message')).fill('Once is enough');
  const goOn = await holdStorage(page);
  const send = dialog.getByRole('button', { name: t('chat.newDialog.send', { count: 20 }) });
  await send.dblclick();
  await page.keyboard.press('Escape');
  await expect(send).toHaveAttribute('aria-busy', 'true');
  await goOn();
  const outcomes = dialog.getByRole('list', { name: t('chat.newDialog.outcomes') });
  await expect(outcomes.getByRole('listitem')).toHaveCount(20);
  expect((await app.rows('entries')).filter((row) => row.kind === 'message')).toHaveLength(20);
});

/** No message is stored until the answer is called. */
async function holdStorage(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('kith');
        opening.onsuccess = () => {
          const entries = opening.result.transaction('entries', 'readwrite').objectStore('entries');
          const hold = new AbortController();
          window.addEventListener('kith-test-go-on', () => hold.abort());
          const next = () => {
            if (hold.signal.aborted) opening.result.close();
            else entries.count().onsuccess = next;
          };
          entries.count().onsuccess = () => {
            next();
            resolve();
          };
        };
      }),
  );
  return () => page.evaluate(() => void window.dispatchEvent(new Event('kith-test-go-on')));
}

test('an address is taken when Tab leads on from it, not when the person only looks away', async ({
  servers,
  signedIn,
}) => {
  const server = await servers('prosody');
  const { app } = await signedIn(server);
  const { page } = app;
  await page.keyboard.press('Control+N');
  const dialog = page.getByRole('dialog');
  const to = dialog.getByRole('combobox');
  const taken = dialog.getByRole('button', { name: t('chat.newDialog.remove', { name: 'bob' }) });
  await to.pressSequentially('bob@exam');
  await lookAway(page);
  await expect(to).toBeFocused();
  await expect(to).toHaveValue('bob@exam');
  await expect(taken).toHaveCount(0);
  await to.pressSequentially('ple.org');
  await page.keyboard.press('Tab');
  await expect(taken).toBeVisible();
  await expect(to).not.toBeFocused();
});

test('a conversation is marked, muted, deleted, and brought back', async ({ servers, peer, signedIn }) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  const name = localPart(ben.jid);
  const row = chatRow(page, name);
  const choose = async (word: string) => {
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: word, exact: true }).click();
  };
  await ben.sendMessage(me.jid, 'one');
  await expect(row).toContainText(t('common.unread', { count: 1 }));
  const chats = page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${t('frame.chats')}`) });
  await expect(chats).toHaveAccessibleName(t('frame.chatsUnread', { count: 1 }));
  await choose(t('chat.markRead'));
  await expect(row).not.toContainText(t('common.unread', { count: 1 }));
  await choose(t('chat.markUnread'));
  await expect(row.getByRole('img', { name: t('chat.marked') })).toBeVisible();
  await expect(chats).toHaveAccessibleName(t('frame.chatsUnread', { count: 1 }));
  await choose(t('chat.mute'));
  await page.getByRole('menuitem', { name: t('chat.mute.forever') }).click();
  await expect(row.getByRole('img', { name: t('chat.muted') })).toBeVisible();
  await expect(chats).toHaveAccessibleName(t('frame.chats'));

  await openChat(page, name);
  await expect(row.getByRole('img', { name: t('chat.marked') })).toBeHidden();
  await choose(t('chat.delete'));
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: t('common.undo') }).click();
  await expect(row).toContainText('one');
  await expect(message(page, 'one')).toBeVisible();
  await expect(page.getByRole('button', { name: t('common.undo') })).toBeHidden();

  await choose(t('chat.delete'));
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: t('frame.dismiss') }).click();
  await expect.poll(() => app.rows('entries')).toEqual([]);
  await ben.sendMessage(me.jid, 'two');
  await openChat(page, name);
  await expect(message(page, 'two')).toBeVisible();
  await expect(message(page, 'one')).toBeHidden();
});

test('a chat deleted with unsent words in its field stays deleted; brought back it has them again', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  const name = localPart(ben.jid);
  const row = chatRow(page, name);
  const rows = async () => (await app.rows('conversations')).map(({ listed, draft }) => ({ listed, draft }));
  await ben.sendMessage(me.jid, 'one');
  await openChat(page, name);
  await field(page).fill('hello');
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: t('chat.delete'), exact: true }).click();
  await expect(field(page)).toBeHidden();
  await expect(row).toBeHidden();
  expect(await rows()).toEqual([{ listed: 0, draft: undefined }]);
  await page.getByRole('button', { name: t('common.undo') }).click();
  await expect(field(page)).toHaveValue('hello');
  expect(await rows()).toEqual([{ listed: 1, draft: 'hello' }]);
  await expect(message(page, 'one')).toBeVisible();

  // Nothing but a draft: there is no message that could be cleared.
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: t('chat.delete'), exact: true }).click();
  await page.getByRole('button', { name: t('frame.dismiss') }).click();
  await startChat(page, `new-${ben.jid}`);
  await field(page).fill('dear');
  await page.getByRole('button', { name: t('chat.menu') }).click();
  await page.getByRole('menuitem', { name: t('chat.delete'), exact: true }).click();
  await expect(field(page)).toBeHidden();
  await expect(chatRow(page, `new-${name}`)).toBeHidden();
  expect((await rows()).filter(({ listed }) => listed === 1)).toEqual([]);
});

test('chats and people are found by one search, and the keyboard walks through the chats', async ({
  servers,
  app,
  person,
}) => {
  const server = await servers('prosody');
  const me = await person(server, 'ann');
  const [ben, cleo] = [await person(server, 'ben'), await person(server, 'cleo')];
  await server.seedRoster(me.name, [
    { jid: ben.jid, name: 'Ben Carter' },
    { jid: cleo.jid, name: '박민아' },
  ]);
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  await kith.signIn(server, me.name, me.password);
  const search = page.getByRole('textbox', { name: t('chat.search') });
  await page.keyboard.press('Control+K');
  await search.fill('carter');
  // The roster may still be on its way: Enter opens what is found.
  await expect(page.getByText('Ben Carter', { exact: true })).toBeVisible();
  await search.press('Enter');
  await write(page, 'to Ben');
  await expectState(page, 'to Ben', 'sent');
  await page.keyboard.press('Control+K');
  await search.fill('ㅁㅇ');
  await expect(page.getByText('박민아', { exact: true })).toBeVisible();
  await search.press('Enter');
  await write(page, 'to Mina');
  // In the list before the keyboard walks through it.
  await expect(chatRow(page, '박민아')).toContainText('to Mina');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(message(page, 'to Ben')).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(message(page, 'to Mina')).toBeVisible();
});

test('a link leads to the desktop, and the page stays where it is; a long text opens and folds', async ({
  servers,
  peer,
  app,
  person,
}, testInfo) => {
  test.skip(testInfo.project.name !== 'chromium' || process.platform !== 'linux', 'xdg-open is what is looked at');
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const me = await person(server, 'ann');
  const folder = testInfo.outputPath('bin');
  const opened = join(folder, 'opened');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\necho "$@" >> '${opened}'\n`, { mode: 0o755 });
  const kith = await app({ ca: server.ca, env: { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` } });
  const { page } = kith;
  await kith.signIn(server, me.name, me.password);
  await ben.sendMessage(me.jid, 'javascript:alert(1) is none, https://example.org/a?b="c" is one');
  await openChat(page, localPart(ben.jid));
  const links = page.getByRole('main').getByRole('link');
  await expect(links).toHaveText(['https://example.org/a?b="c"']);
  expect(await page.getByRole('main').locator('a[href]').count()).toBe(0);
  const url = page.url();
  await links.click();
  await expect.poll(() => readFile(opened, 'utf8').catch(() => '')).toBe('https://example.org/a?b=%22c%22\n');
  expect(page.url()).toBe(url);
  // What is longer than the window is shown by its beginning.
  await ben.sendMessage(me.jid, Array.from({ length: 200 }, (_, line) => `line ${line}.`).join('\n'));
  const long = page.getByRole('article').filter({ hasText: 'line 0.' });
  await expect(long).not.toContainText('line 100.');
  await long.getByRole('button', { name: t('chat.message.showMore') }).click();
  await expect(long).toContainText('line 199.');
  await long.getByRole('button', { name: t('chat.message.showLess') }).click();
  await expect(long).not.toContainText('line 100.');
});

test('three thousand messages at once leave the chat at its end, and the wheel leads to the first and past each', async ({
  servers,
  person,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const server = await servers('prosody');
  const ben = await person(server, 'ben');
  const { app, me } = await signedIn(server);
  const { page } = app;
  await startChat(page, ben.jid);
  await field(page).waitFor();
  await using bare = await connectBare({ server, user: ben.name, password: ben.password });
  const texts = Array.from(
    { length: 3000 },
    (_, index) => `number ${index + 1} ${'word '.repeat((index * 7919) % 23)}`,
  );
  await bare.write(texts.map((text) => `<message to='${me.jid}' type='chat'><body>${text}</body></message>`).join(''));
  await expect.poll(() => countRows(app, 'entries'), { timeout: 30_000 }).toBe(3000);
  const list = page.locator('main .thread-list');
  const isInView = (number: number) => list.getByText(new RegExp(`^number ${number}( |$)`)).isVisible();
  const jump = page.getByRole('button', { name: t('chat.jump') });
  await expect.poll(() => isInView(3000), { timeout: 20_000 }).toBe(true);
  await expect(jump).toBeHidden();

  await list.hover();
  /** Rejects when many times as many turns do not lead there. */
  const turnUntil = async (screens: number, isThere: () => Promise<boolean>) => {
    for (let turn = 0; !(await isThere()); turn += 1) {
      if (turn > 600) throw new Error('the wheel does not lead there');
      await page.mouse.wheel(0, Math.round(screens * 700));
    }
  };
  await turnUntil(-20, () => isInView(1));
  const passed = new Set<number>();
  await turnUntil(1, async () => {
    for (const number of await drawn(list)) passed.add(number);
    return passed.has(1000);
  });
  expect(texts.slice(0, 1000).flatMap((_, index) => (passed.has(index + 1) ? [] : [index + 1]))).toEqual([]);
  await jump.click();
  await expect.poll(() => isInView(3000), { timeout: 20_000 }).toBe(true);
  await expect(jump).toBeHidden();
});

test('whoever goes up in the moment in which the list becomes shorter has left its end', async ({
  servers,
  peer,
  signedIn,
}) => {
  const server = await servers('prosody');
  const ben = await peer(server, 'ben');
  const { app, me } = await signedIn(server);
  for (let number = 1; number <= 60; number += 1) await ben.sendMessage(me.jid, `number ${number}`);
  await openChat(app.page, localPart(ben.jid));
  await expect(message(app.page, 'number 60')).toBeVisible();
  const jump = app.page.getByRole('button', { name: t('chat.jump') });
  await expect(jump).toBeHidden();
  await app.page.locator('main .thread-list').evaluate(async (list) => {
    const up = async (px: number) => {
      list.dispatchEvent(new WheelEvent('wheel', { bubbles: true, deltaY: -px }));
      list.scrollTop -= px;
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    };
    // A wheel that still turns overrides where the list wants to be.
    list.scrollTo = () => {};
    for (const row of [...list.querySelectorAll<HTMLElement>('li')].slice(-8, -2)) row.style.height = '8px';
    // What becomes shorter may swallow the first turns: the list is at its end all the while.
    const isAway = () => list.scrollHeight - list.clientHeight - list.scrollTop > 100;
    for (let turn = 0; turn < 10 && !isAway(); turn += 1) await up(300);
  });
  await expect(jump).toBeVisible();
});

/** The numbers of the messages that are drawn, two frames after what was done before. */
function drawn(list: Locator): Promise<number[]> {
  return list.evaluate(async (list) => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const bodies = [...list.querySelectorAll('.message-body')];
    return bodies.map(({ textContent }) => Number(/\d+/.exec(textContent)?.[0]));
  });
}
