/** Against GNOME Keyring, where it is installed; tray detection beside it, against a watcher of our own. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptLog } from '../testing/kept-log.ts';
import {
  type Cleanup,
  cleanup,
  output,
  startBus,
  startProgram,
  temporaryFolder,
  until,
} from '../testing/surroundings.ts';
import { type Bus, openBus } from './bus.ts';
import { secretService } from './secret-service.ts';

let clean: Cleanup;
let address: string;
let bus: Bus;

beforeEach(async () => {
  clean = cleanup();
  address = (await startBus(clean)).DBUS_SESSION_BUS_ADDRESS;
  const opened = await openBus(address);
  if (opened === undefined) throw new Error('no bus');
  bus = opened;
  clean.add(bus.close);
});
afterEach(() => clean.run());

/** A keychain in a folder of its own, unlocked with a password. */
async function startKeyring(folder: string): Promise<() => Promise<void>> {
  const child = startProgram(
    clean,
    'gnome-keyring-daemon',
    ['--foreground', '--components=secrets', '--unlock', `--control-directory=${folder}`],
    { ...process.env, DBUS_SESSION_BUS_ADDRESS: address, XDG_DATA_HOME: folder, HOME: folder },
    ['pipe', 'ignore', 'ignore'],
  );
  (child.stdio[0] as Writable).end('keyring password');
  await until(async () => (await bus.ownerOf('org.freedesktop.secrets')) !== undefined, 'the keyring on the bus');
  return async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
}

const installed = (await output('gnome-keyring-daemon', ['--version'])) !== '';

describe.skipIf(!installed)('with a keychain', () => {
  test('a secret is stored, replaced, found by another session after a restart, and removed', async () => {
    const folder = await temporaryFolder(clean, 'keyring');
    const stop = await startKeyring(folder);
    const log = keptLog();
    const secrets = secretService(bus, log);
    expect(await secrets.backend()).toBe('secret-service');
    expect(await secrets.read('ann@example.org')).toEqual({ kind: 'absent' });
    expect(await secrets.store('ann@example.org', 'first')).toBe('stored');
    expect(await secrets.store('ann@example.org', 'Pässwörd 密码')).toBe('stored');
    expect(await secrets.store('ben@example.org', '')).toBe('stored');
    await stop();

    await startKeyring(folder);
    const later = secretService(bus, log);
    expect(await later.read('ann@example.org')).toEqual({ kind: 'found', secret: 'Pässwörd 密码' });
    expect(await later.read('ben@example.org')).toEqual({ kind: 'found', secret: '' });
    expect(await later.remove('ann@example.org')).toBe('done');
    expect(await later.remove('ann@example.org')).toBe('done');
    expect(await later.read('ann@example.org')).toEqual({ kind: 'absent' });
    expect(JSON.stringify(log.lines)).not.toContain('wörd');
  });
});

test('without a keychain everything is unsupported', async () => {
  const secrets = secretService(bus, keptLog());
  expect(await secrets.backend()).toBeUndefined();
  expect(await secrets.store('ann@example.org', 'x')).toBe('unsupported');
  expect(await secrets.read('ann@example.org')).toEqual({ kind: 'unsupported' });
  expect(await secrets.remove('ann@example.org')).toBe('unsupported');
});
