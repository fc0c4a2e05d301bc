import dbus from 'dbus-next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startBusPair } from '../testing/bus-pair.ts';
import { type Cleanup, cleanup } from '../testing/surroundings.ts';
import type { Bus } from './bus.ts';
import { launcherBadge } from './launcher-badge.ts';

let clean: Cleanup;
let bus: Bus;
let desktop: dbus.MessageBus;

beforeEach(async () => {
  clean = cleanup();
  ({ bus, desktop } = await startBusPair(clean));
});
afterEach(() => clean.run());

test('a dock hears the number for the installed entry, and when there is none', async () => {
  const heard: unknown[] = [];
  desktop.on('message', (message: dbus.Message) => {
    if (message.interface !== 'com.canonical.Unity.LauncherEntry') return;
    const [entry, facts] = message.body as [string, Record<string, dbus.Variant>];
    heard.push([message.member, entry, facts.count?.value, facts['count-visible']?.value]);
  });
  const rule = "type='signal',interface='com.canonical.Unity.LauncherEntry'";
  const daemon = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  await desktop.call(
    new dbus.Message({
      ...daemon,
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [rule],
    }),
  );
  const badge = launcherBadge(bus);
  expect(badge.set(3)).toBe('done');
  badge.set(0);
  await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 5_000 });
  expect(heard).toEqual([
    ['Update', 'application://im.kith.Kith.desktop', 3n, true],
    ['Update', 'application://im.kith.Kith.desktop', 0n, false],
  ]);
});
