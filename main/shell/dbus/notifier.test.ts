import { createServer } from 'node:net';
import dbus from 'dbus-next';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { NotificationEvent, NotificationRequest } from '../shell.ts';
import { type Dunst, startDunst } from '../testing/dunst.ts';
import { keptLog } from '../testing/kept-log.ts';
import { startNotificationDaemon } from '../testing/notification-daemon.ts';
import { cleanup, output, startBus, startDisplay, temporaryFolder, until } from '../testing/surroundings.ts';
import { type Bus, openBus } from './bus.ts';
import { dbusNotifier, type Notifier } from './notifier.ts';

const clean = cleanup();
const log = keptLog();
let env: Readonly<Record<string, string>>;
let bus: Bus;
let dunst: Dunst;
let notifier: Notifier;
let events: NotificationEvent[];

const hello: NotificationRequest = {
  id: 'ben@example.org',
  title: 'Ben',
  body: 'Hello',
  actions: [
    { id: 'accept', label: 'Accept' },
    { id: 'decline', label: 'Decline' },
  ],
};

beforeAll(async () => {
  env = { ...(await startDisplay(clean)), ...(await startBus(clean)) };
  dunst = await startDunst(clean, env);
});
afterAll(clean.run);

beforeEach(async () => {
  const opened = await openBus(env.DBUS_SESSION_BUS_ADDRESS);
  if (opened === undefined) throw new Error('no bus');
  bus = opened;
  notifier = dbusNotifier(bus, log);
  events = [];
  notifier.onEvent((event) => events.push(event));
  return async () => {
    await notifier.close();
    bus.close();
  };
});

async function eventually(...wanted: readonly NotificationEvent[]): Promise<void> {
  await vi.waitFor(() => expect(events).toEqual(wanted), { timeout: 10_000 });
}

test('says what the daemon can do', async () => {
  expect(await notifier.capabilities()).toEqual({ shown: true, actions: true, reply: false, quiet: false });
});

test('markup in a message arrives as the text that it is', async () => {
  expect(await notifier.show({ ...hello, title: '1 < 2 & 3', body: 'a <b>bold</b> & <img src=x>\nend' })).toBe('shown');
  await until(async () => (await dunst.arrived()).length > 0, 'the notification');
  const last = (await dunst.arrived()).at(-1);
  expect(last?.summary).toBe('1 < 2 & 3');
  expect(last?.body).toBe('a &lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=x&gt;\nend');
});

test('a click', async () => {
  await notifier.show(hello);
  await dunst.click();
  await eventually({ kind: 'click', id: hello.id }, { kind: 'closed', id: hello.id });
});

test('a button', async () => {
  await notifier.show(hello);
  await dunst.press('Decline');
  await eventually({ kind: 'action', id: hello.id, action: 'decline' });
});

test('dismissed by the person', async () => {
  await notifier.show(hello);
  await dunst.dismiss();
  await eventually({ kind: 'closed', id: hello.id });
});

test('shown again under the same id it is the same one, also when nobody waited', async () => {
  const before = (await dunst.arrived()).length;
  void notifier.show(hello);
  void notifier.show({ ...hello, body: 'Hello again' });
  await notifier.show({ ...hello, id: 'other' });
  await until(async () => (await dunst.arrived()).length === before + 3, 'three notifications');
  // The daemon's script writes them down, and two of its runs may overtake each other.
  const arrived = (await dunst.arrived()).slice(before);
  const again = arrived.find(({ body }) => body === 'Hello again');
  const [one, other] = arrived.filter(({ body }) => body === 'Hello').map(({ number }) => number);
  expect(arrived).toHaveLength(3);
  expect([one, other]).toContain(again?.number);
  expect(one).not.toBe(other);
  expect(await dunst.displayed()).toBe(2);
});

test('removed, and removed once more', async () => {
  await notifier.show(hello);
  notifier.remove(hello.id);
  notifier.remove(hello.id);
  await eventually({ kind: 'closed', id: hello.id });
  expect(await dunst.displayed()).toBe(0);
});

test('a signal from somebody else on the bus presses nothing', async () => {
  const before = (await dunst.arrived()).length;
  await notifier.show(hello);
  await until(async () => (await dunst.arrived()).length > before, 'the notification');
  const number = (await dunst.arrived()).at(-1)?.number ?? '';
  const raw = dbus.sessionBus({ busAddress: env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  const seen: string[] = [];
  await new Promise<void>((resolve) => raw.once('connect', resolve));
  // Listened to under its own name, the stranger shows that its signals do arrive.
  await raw.requestName('im.kith.Stranger', 0);
  bus.onSignal({ name: 'im.kith.Stranger', interface: 'org.freedesktop.Notifications' }, (signal) =>
    seen.push(`${signal.member} ${String(signal.body[0])}`),
  );
  expect(await bus.ownerOf('im.kith.Stranger')).toBeDefined();
  for (const [member, signature, body] of [
    ['ActionInvoked', 'us', [Number(number), 'accept']],
    ['NotificationClosed', 'uu', [Number(number), 2]],
  ] as const) {
    const signal = dbus.Message.newSignal(
      '/org/freedesktop/Notifications',
      'org.freedesktop.Notifications',
      member,
      signature,
      [...body],
    );
    // Sent to us alone it passes by every match rule.
    signal.destination = await nameOf(bus);
    raw.send(signal);
  }
  await until(() => seen.length === 2, 'the forged signals to arrive');
  expect(events).toEqual([]);
  raw.disconnect();
});

test('a desktop that is told not to disturb says so', async () => {
  await output('dunstctl', ['set-paused', 'true'], env);
  expect(await notifier.capabilities()).toMatchObject({ quiet: true });
  await output('dunstctl', ['set-paused', 'false'], env);
  expect(await notifier.capabilities()).toMatchObject({ quiet: false });
});

test('says that a sound was not made where the daemon makes none', async () => {
  expect(await notifier.show({ ...hello, sound: 'message' })).toBe('unheard');
  expect(await notifier.show(hello)).toBe('shown');
});

test('a daemon that goes takes its notifications along; without one nothing is supported, and nothing hangs', async () => {
  await notifier.show(hello);
  await dunst.stop();
  await eventually({ kind: 'closed', id: hello.id });
  expect(await notifier.capabilities()).toEqual({ shown: false, actions: false, reply: false, quiet: false });
  expect(await notifier.show(hello)).toBe('unsupported');
  notifier.remove(hello.id);
  dunst = await startDunst(clean, env);
  expect(await notifier.show(hello)).toBe('shown');
});

test('a daemon gets what it announced, and nothing that it might show as it stands', async () => {
  await dunst.stop();
  const address = env.DBUS_SESSION_BUS_ADDRESS ?? '';
  const wish: NotificationRequest = { ...hello, body: 'a <b> & c', replyPlaceholder: 'Reply', sound: 'message' };
  const able = await startNotificationDaemon(clean, address, [
    'body',
    'body-markup',
    'actions',
    'inline-reply',
    'sound',
  ]);
  expect(await notifier.capabilities()).toEqual({ shown: true, actions: true, reply: true, quiet: false });
  expect(await notifier.show(wish)).toBe('shown');
  expect(able.notified[0]).toMatchObject({
    body: 'a &lt;b&gt; &amp; c',
    actions: ['default', '', 'accept', 'Accept', 'decline', 'Decline', 'inline-reply', 'Reply'],
    hints: { 'sound-name': { value: 'message-new-instant' }, 'x-kde-reply-placeholder-text': { value: 'Reply' } },
  });
  expect(able.notified[0]?.hints).not.toHaveProperty('suppress-sound');
  // Whom it is about is nowhere but in the words.
  expect(JSON.stringify(able.notified[0])).not.toContain('ben@example.org');
  able.reply(able.notified[0]?.number ?? 0, 'Yes <3');
  await eventually({ kind: 'reply', id: hello.id, text: 'Yes <3' });
  able.close();
  await eventually({ kind: 'reply', id: hello.id, text: 'Yes <3' }, { kind: 'closed', id: hello.id });

  const plain = await startNotificationDaemon(clean, address, ['body']);
  expect(await notifier.show(wish)).toBe('unheard');
  expect(plain.notified[0]).toMatchObject({
    body: 'a <b> & c',
    actions: [],
    hints: { 'suppress-sound': { value: true } },
  });
  plain.close();
  dunst = await startDunst(clean, env);
});

test('no bus, a wrong address and a socket that never answers are all just not there', async () => {
  const path = `${await temporaryFolder(clean, 'mute')}/socket`;
  const mute = createServer(() => undefined).listen(path);
  clean.add(() => mute.close());
  expect(await openBus(undefined)).toBeUndefined();
  expect(await openBus('unix:path=/nowhere/socket')).toBeUndefined();
  expect(await openBus('telepathy:x=1')).toBeUndefined();
  expect(await openBus(`unix:path=${path}`)).toBeUndefined();
});

/** Our connection's unique name: the sender that the daemon sees in a call of ours. */
async function nameOf(connection: Bus): Promise<string> {
  const { body } = await connection.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'ListNames',
  });
  const names = (body[0] as readonly string[]).filter((name) => name.startsWith(':'));
  // Named in the order of connecting; the later one is this test's own.
  const sorted = names.sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]));
  return sorted.at(-2) ?? '';
}
