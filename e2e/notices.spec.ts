/**
 * Notifications as a person meets them: a desktop of the story's own with a real daemon, which tells what arrived and is
 * pressed; focus is given and taken by the window manager.
 */
import { type Dunst, startDunst } from '../main/shell/testing/dunst.ts';
import { startNotificationDaemon } from '../main/shell/testing/notification-daemon.ts';
import { type Cleanup, cleanup, output, startBus, startDisplay } from '../main/shell/testing/surroundings.ts';
import type { App } from './app/app.ts';
import { test as base, expect, type Person, type ServerKind, t } from './app/fixture.ts';
import { chatRow, message, openChat } from './chats.ts';
import { localPart } from './contacts.ts';
import { type Peer, startPeer } from './peers/index.ts';
import type { TestServer } from './server/index.ts';

interface Desktop {
  readonly env: Readonly<Record<string, string>>;
  readonly dunst: Dunst;
  readonly clean: Cleanup;
  /** Another program's window takes the keyboard. */
  lookAway(): Promise<void>;
}

const test = base.extend<{
  ownDesktop: Desktop;
  /** The application on that desktop, signed in and looked at, and Ben, who has another client. */
  onDesktop: (kind: ServerKind) => Promise<{ server: TestServer; app: App; me: Person; ben: Peer }>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture destructures
  ownDesktop: async ({}, use) => {
    const clean: Cleanup = cleanup();
    try {
      const env = { ...(await startDisplay(clean)), ...(await startBus(clean)) };
      const dunst = await startDunst(clean, env);
      await use({ env, dunst, clean, lookAway: () => minimise(env) });
    } finally {
      await clean.run();
    }
  },
  onDesktop: async ({ ownDesktop, servers, app, person, peer }, use) => {
    await use(async (kind) => {
      const server = await servers(kind);
      const ben = await peer(server, 'ben');
      const me = await person(server, 'ann');
      const started = await app({ ca: server.ca, env: ownDesktop.env });
      await started.signIn(server, me.name, me.password);
      return { server, app: started, me, ben };
    });
  },
});

async function minimise(env: Readonly<Record<string, string>>): Promise<void> {
  const ids = (await output('xdotool', ['search', '--class', 'im.kith.Kith'], env)).split('\n');
  for (const id of ids) await output('xdotool', ['windowminimize', id], env);
}

/** What the page plays next, when it has played to its end. */
function soundPlayed(app: App): Promise<string> {
  return app.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { play } = HTMLMediaElement.prototype;
        HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
          this.addEventListener('ended', () => resolve(this.currentSrc));
          return play.call(this);
        };
      }),
  );
}

const summaries = async (dunst: Dunst) => (await dunst.arrived()).map(({ summary, body }) => `${summary}: ${body}`);
const arrive = (dunst: Dunst, lines: string[]) => expect.poll(() => summaries(dunst)).toEqual(lines);

test('a message to a window that nobody looks at is told, opens its chat on a click, and goes', async ({
  ownDesktop: desktop,
  onDesktop,
}) => {
  const { app, me, ben } = await onDesktop('prosody');
  await desktop.lookAway();
  const heard = soundPlayed(app);
  await ben.sendMessage(me.jid, 'Tea at <b>five</b>?');
  const name = ben.jid.split('@')[0] ?? '';
  await expect.poll(async () => (await summaries(desktop.dunst)).length).toBe(1);
  const [line] = await summaries(desktop.dunst);
  expect(line).toContain(name);
  await desktop.dunst.click();
  await expect(app.page.getByText('Tea at <b>five</b>?').last()).toBeVisible();
  await expect.poll(() => desktop.dunst.displayed()).toBe(0);
  await expect.poll(() => app.rows('conversations')).toMatchObject([{ unread: 0 }]);
  // This desktop's notifications make no sound by themselves.
  expect(await heard).toMatch(/\/sounds\/message\.wav$/);
});

test('a message is marked as read on its notification, and the window stays where it is', async ({
  ownDesktop: desktop,
  onDesktop,
}) => {
  const { app, me, ben } = await onDesktop('prosody');
  await desktop.lookAway();
  await ben.sendMessage(me.jid, 'no need to answer');
  await expect.poll(() => app.rows('conversations')).toMatchObject([{ unread: 1 }]);
  await expect.poll(async () => (await summaries(desktop.dunst)).length).toBe(1);
  await desktop.dunst.press(t('notices.message.markRead'));
  await expect.poll(() => app.rows('conversations')).toMatchObject([{ unread: 0 }]);
  await expect.poll(() => desktop.dunst.displayed()).toBe(0);
  expect(await app.page.evaluate(() => document.hasFocus())).toBe(false);
});

test('a message to the chat in view is not told, a later one to another chat is', async ({
  ownDesktop: desktop,
  onDesktop,
  peer,
}) => {
  const { server, app, me, ben } = await onDesktop('prosody');
  const cleo = await peer(server, 'cleo');
  await ben.sendMessage(me.jid, 'first');
  await app.page.getByText('first').first().click();
  await expect.poll(() => app.rows('conversations')).toMatchObject([{ unread: 0 }]);
  const before = (await desktop.dunst.arrived()).length;
  await ben.sendMessage(me.jid, 'in view');
  await expect(app.page.getByText('in view').last()).toBeVisible();
  await cleo.sendMessage(me.jid, 'elsewhere');
  await expect.poll(async () => (await desktop.dunst.arrived()).slice(before).length).toBe(1);
  expect((await desktop.dunst.arrived()).at(-1)?.body).toContain('elsewhere');
});

test('a message to the chat behind the list, in a narrow window, is told and stays unread until the chat is shown', async ({
  ownDesktop: desktop,
  onDesktop,
}) => {
  const { app, me, ben } = await onDesktop('prosody');
  const unread = () => app.rows('conversations').then(([row]) => row?.unread);
  await app.page.setViewportSize({ width: 400, height: 640 });
  await ben.sendMessage(me.jid, 'first');
  await openChat(app.page, localPart(ben.jid));
  await expect.poll(unread).toBe(0);
  await app.page.getByRole('button', { name: t('common.back') }).click();
  await expect(chatRow(app.page, localPart(ben.jid))).toBeVisible();
  const before = (await desktop.dunst.arrived()).length;
  for (const words of ['second', 'third']) await ben.sendMessage(me.jid, words);
  await expect.poll(unread).toBe(2);
  await expect.poll(async () => (await desktop.dunst.arrived()).slice(before).at(-1)?.body).toContain('third');
  await chatRow(app.page, localPart(ben.jid)).click();
  await expect.poll(unread).toBe(0);
  await ben.sendMessage(me.jid, 'in view');
  await expect(message(app.page, 'in view')).toBeVisible();
  await expect.poll(unread).toBe(0);
});

test('a request is accepted from its notification, and only so', async ({ ownDesktop: desktop, onDesktop }) => {
  const { app, me, ben } = await onDesktop('prosody');
  await desktop.lookAway();
  await ben.setRoster({ jid: me.jid, name: 'Ann', groups: ['Friends'] });
  await ben.subscribe(me.jid, 'it is Ben');
  await expect.poll(async () => (await desktop.dunst.arrived()).length).toBe(1);
  expect((await desktop.dunst.arrived())[0]?.body).toContain(ben.jid);
  expect(ben.rosterState(me.jid)).toMatchObject({ subscription: 'none' });
  await desktop.dunst.press(t('notices.request.accept'));
  await ben.waitForRoster(me.jid, { subscription: 'to' });
  await expect.poll(() => app.rows('requests')).toEqual([]);
  await expect.poll(() => app.rows('contacts')).toMatchObject([{ jid: ben.jid, subscription: 'from' }]);
});

test('a request is declined from its notification', async ({ ownDesktop: desktop, onDesktop }) => {
  const { app, me, ben } = await onDesktop('ejabberd');
  await desktop.lookAway();
  await ben.subscribe(me.jid);
  await expect.poll(async () => (await desktop.dunst.arrived()).length).toBe(1);
  await desktop.dunst.press(t('notices.request.decline'));
  await ben.waitFor('presence', (stanza) => stanza.attrs.type === 'unsubscribed');
  await expect.poll(() => app.rows('requests')).toEqual([]);
});

test('what is shown follows the level, and nothing is shown while not to be disturbed', async ({
  ownDesktop: desktop,
  onDesktop,
}) => {
  const { app, me, ben } = await onDesktop('prosody');
  const set = (name: string, args: unknown) =>
    app.page.evaluate(([command, value]) => window.kithWire?.call(command as string, value), [name, args]);
  await set('settings/set', { noticeLevel: 'anonymous' });
  await app.page.getByRole('button', { name: new RegExp(me.jid) }).click();
  await app.page.getByRole('menuitem', { name: t('tray.quiet') }).click();
  await app.page.getByRole('menuitem', { name: t('tray.quiet.hour') }).click();
  await expect(app.page.getByRole('img', { name: /^Notifications paused until/ })).toBeVisible();
  await desktop.lookAway();
  await ben.sendMessage(me.jid, 'in a pause');
  await expect.poll(() => app.rows('entries')).toHaveLength(1);
  await set('settings/set', { quietUntil: null });
  await ben.sendMessage(me.jid, 'a secret');
  await arrive(desktop.dunst, ['Kith: New message']);
  await set('account/set-presence', { show: 'dnd', status: '' });
  await ben.sendMessage(me.jid, 'unheard');
  await expect.poll(() => app.rows('entries')).toHaveLength(3);
  await set('account/set-presence', { show: 'online', status: '' });
  await set('settings/set', { noticeLevel: 'text' });
  await ben.sendMessage(me.jid, 'heard');
  await expect.poll(async () => (await summaries(desktop.dunst)).length).toBe(2);
  expect((await summaries(desktop.dunst)).join()).not.toContain('unheard');
});

test('words entered in a notification are sent, and it was read', async ({ ownDesktop: desktop, onDesktop }) => {
  await desktop.dunst.stop();
  const plasma = await startNotificationDaemon(desktop.clean, desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '', [
    'body',
    'actions',
    'inline-reply',
  ]);
  const { app, me, ben } = await onDesktop('prosody');
  await desktop.lookAway();
  await ben.sendMessage(me.jid, 'Coming?');
  await expect.poll(() => plasma.notified.length).toBe(1);
  expect(plasma.notified[0]?.actions).toContain('inline-reply');
  plasma.reply(plasma.notified[0]?.number ?? 0, 'On my way');
  await ben.waitForBody('On my way');
  await expect.poll(() => app.rows('conversations')).toMatchObject([{ unread: 0 }]);

  // Also where the window that would send them is just loading anew.
  await ben.sendMessage(me.jid, 'When?');
  await expect.poll(() => plasma.notified.length).toBe(2);
  const undo = app.onLog((line) => {
    if (line.includes('"page: it')) plasma.reply(plasma.notified[1]?.number ?? 0, 'In five minutes');
  });
  await app.crashPage();
  undo();
  await ben.waitForBody('In five minutes');
});

test('what the person reads on another device leaves the desktop', async ({ ownDesktop: desktop, onDesktop }) => {
  const { server, me, ben } = await onDesktop('prosody');
  await using phone = await startPeer({ server, user: me.name, password: me.password, resource: 'phone' });
  await desktop.lookAway();
  const id = await ben.sendMessage(me.jid, 'Read me', { xml: ['<markable xmlns="urn:xmpp:chat-markers:0"/>'] });
  await expect.poll(() => desktop.dunst.displayed()).toBe(1);
  await phone.sendMarker(ben.jid, id, 'displayed');
  await expect.poll(() => desktop.dunst.displayed()).toBe(0);
});

test('a chat that is muted for an hour is silent, says so, and is told again afterwards', async ({
  ownDesktop: desktop,
  onDesktop,
}) => {
  const { app, me, ben } = await onDesktop('prosody');
  await ben.sendMessage(me.jid, 'before');
  await app.page.getByRole('option', { name: /before/ }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: t('chat.mute') }).click();
  await app.page.getByRole('menuitem', { name: t('chat.mute.hour') }).click();
  await expect(app.page.getByRole('img', { name: /^Muted until/ })).toBeVisible();
  const hour = 3_600_000;
  const [row] = await app.rows('conversations');
  expect(Math.abs(Number(row?.mutedUntil) - Date.now() - hour)).toBeLessThan(hour / 2);
  const before = (await desktop.dunst.arrived()).length;
  await desktop.lookAway();
  await ben.sendMessage(me.jid, 'quiet');
  await expect.poll(() => app.rows('entries')).toHaveLength(2);
  // The hour is over.
  await app.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('kith');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('conversations', 'readwrite');
          const conversations = transaction.objectStore('conversations');
          const all = conversations.getAll();
          all.onsuccess = () => {
            for (const each of all.result) conversations.put({ ...each, mutedUntil: 1 });
          };
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await ben.sendMessage(me.jid, 'loud');
  await expect.poll(async () => (await desktop.dunst.arrived()).length).toBe(before + 1);
  expect((await desktop.dunst.arrived()).at(-1)?.body).toContain('loud');
  await expect(app.page.getByRole('img', { name: /^Muted/ })).toHaveCount(0);
});

test('the settings say why nothing is shown, and whether a notification that is tried gets through', async ({
  ownDesktop: desktop,
  onDesktop,
}) => {
  const { app } = await onDesktop('prosody');
  const { page } = app;
  await page.keyboard.press('Control+Comma');
  const section = page.getByRole('region', { name: t('settings.notices'), exact: true });
  const press = () => section.getByRole('button', { name: t('notices.test') }).click();
  await press();
  await expect(section.getByText(t('notices.test.shown'))).toBeVisible();
  await arrive(desktop.dunst, [`${t('notices.test.title')}: ${t('notices.test.body')}`]);
  await desktop.dunst.click();
  await expect(section.getByText(t('notices.test.pressed'))).toBeVisible();

  await output('dunstctl', ['set-paused', 'true'], desktop.env);
  await press();
  await expect(section.getByText(t('notices.test.kept'))).toBeVisible();

  await desktop.dunst.stop();
  await press();
  await expect(section.getByText(t('notices.trouble.absent.advice', { platform: 'linux' }))).toBeVisible();
  await expect(section.getByText(t('notices.test.failed'))).toBeVisible();
  await startDunst(desktop.clean, desktop.env);
  await press();
  await expect(section.getByText(t('notices.test.shown'))).toBeVisible();
  await expect(section.getByText(t('notices.trouble.absent'))).toHaveCount(0);
});

test('close quits where there is no tray', async ({ app }) => {
  const kith = await app();
  await kith.page.close({ runBeforeUnload: true }).catch(() => undefined);
  await expect.poll(() => kith.log()).toContain('ended: 0');
});
