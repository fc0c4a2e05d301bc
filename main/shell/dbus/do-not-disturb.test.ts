import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import dbus from 'dbus-next';
import { beforeEach, expect, test } from 'vitest';
import { type Cleanup, cleanup, startBus, temporaryFolder } from '../testing/surroundings.ts';
import { type Bus, openBus } from './bus.ts';
import { isQuiet } from './do-not-disturb.ts';

let clean: Cleanup;
let bus: Bus;
let address: string;
beforeEach(async () => {
  clean = cleanup();
  address = (await startBus(clean)).DBUS_SESSION_BUS_ADDRESS;
  const opened = await openBus(address);
  if (opened === undefined) throw new Error('no bus');
  bus = opened;
  clean.add(() => bus.close());
  return clean.run;
});

/** Somebody on the bus who answers calls of this member, whatever is asked, with this. */
async function service(name: string, member: string, answer: (body: readonly unknown[]) => unknown): Promise<void> {
  const connection = dbus.sessionBus({ busAddress: address });
  clean.add(() => connection.disconnect());
  await new Promise<void>((resolve) => connection.once('connect', resolve));
  const answering = (message: dbus.Message): boolean => {
    if (message.member !== member) return false;
    const value = answer(message.body as readonly unknown[]);
    const reply =
      value === undefined
        ? dbus.Message.newError(message as never, 'org.freedesktop.DBus.Error.InvalidArgs', 'no such thing')
        : dbus.Message.newMethodReturn(message, 'v', [value]);
    connection.send(reply);
    return true;
  };
  // Its types name arguments that it does not give.
  connection.addMethodHandler(answering as never);
  await connection.requestName(name, 0);
}

const yes = new dbus.Variant('b', true);
const no = new dbus.Variant('b', false);

test('KDE says it with its notifications', async () => {
  let inhibited = no;
  await service('org.freedesktop.Notifications', 'Get', ([of, name]) =>
    of === 'org.freedesktop.Notifications' && name === 'Inhibited' ? inhibited : undefined,
  );
  expect(await isQuiet(bus, {})).toBe(false);
  inhibited = yes;
  expect(await isQuiet(bus, {})).toBe(true);
});

test('Xfce keeps it among its settings', async () => {
  await service('org.xfce.Xfconf', 'GetProperty', ([channel, key]) =>
    channel === 'xfce4-notifyd' && key === '/do-not-disturb' ? yes : undefined,
  );
  expect(await isQuiet(bus, {})).toBe(true);
});

test('GNOME lets its tool read it; elsewhere the tool is not asked', async () => {
  const folder = await temporaryFolder(clean, 'gsettings');
  const tool = join(folder, 'gsettings');
  const env = { PATH: `${folder}:/usr/bin:/bin`, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
  expect(await isQuiet(bus, { ...env, PATH: folder })).toBe(false);
  const write = async (banners: boolean) => {
    await writeFile(
      tool,
      `#!/bin/sh\n[ "$*" = 'get org.gnome.desktop.notifications show-banners' ] && echo ${banners}\n`,
    );
    await chmod(tool, 0o700);
  };
  await write(true);
  expect(await isQuiet(bus, env)).toBe(false);
  await write(false);
  expect(await isQuiet(bus, env)).toBe(true);
  expect(await isQuiet(bus, { ...env, XDG_CURRENT_DESKTOP: 'KDE' })).toBe(false);
});

test('a desktop that does not say is not quiet', async () => {
  expect(await isQuiet(bus, {})).toBe(false);
});
