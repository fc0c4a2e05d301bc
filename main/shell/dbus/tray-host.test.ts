import dbus from 'dbus-next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listeners } from '../listeners.ts';
import { startBusPair } from '../testing/bus-pair.ts';
import { type Cleanup, cleanup } from '../testing/surroundings.ts';
import type { Bus } from './bus.ts';
import { eitherTray, watchTrayHost } from './tray-host.ts';

let clean: Cleanup;
let bus: Bus;
let desktop: dbus.MessageBus;

beforeEach(async () => {
  clean = cleanup();
  ({ bus, desktop } = await startBusPair(clean));
});
afterEach(() => clean.run());

/** A panel's watcher, with or without a host that shows icons. */
class Watcher extends dbus.interface.Interface {
  IsStatusNotifierHostRegistered = false;
  StatusNotifierHostRegistered(): void {}
  constructor() {
    super('org.kde.StatusNotifierWatcher');
  }
}
Watcher.configureMembers({
  properties: { IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' } },
  signals: { StatusNotifierHostRegistered: { signature: '' } },
});

test('a tray is there when a panel shows icons, not when something only watches, and it may come and go', async () => {
  const host = await watchTrayHost(bus);
  const seen: boolean[] = [];
  host.onAvailable((available) => seen.push(available));
  expect(host.available()).toBe(false);

  const watcher = new Watcher();
  desktop.export('/StatusNotifierWatcher', watcher);
  await desktop.requestName('org.kde.StatusNotifierWatcher', 0);
  expect((await watchTrayHost(bus)).available()).toBe(false);

  watcher.IsStatusNotifierHostRegistered = true;
  watcher.StatusNotifierHostRegistered();
  await vi.waitFor(() => expect(seen).toEqual([true]), { timeout: 5_000 });
  expect(host.available()).toBe(true);

  await desktop.releaseName('org.kde.StatusNotifierWatcher');
  await vi.waitFor(() => expect(seen).toEqual([true, false]), { timeout: 5_000 });
});

test('an icon moves from the older tray to the panel and back: it goes before it comes', () => {
  const facts = { panel: false, older: true };
  const [panelChanges, olderChanges] = [listeners<boolean>(), listeners<boolean>()];
  const host = eitherTray(
    { available: () => facts.panel, onAvailable: panelChanges.add, absence: () => (facts.panel ? undefined : 'panel') },
    { available: () => facts.older, onChange: olderChanges.add },
  );
  const seen: boolean[] = [];
  host.onAvailable((available) => {
    // Whoever hears it may ask at once.
    expect(host.available()).toBe(available);
    seen.push(available);
  });
  expect([host.available(), host.absence()]).toEqual([true, undefined]);
  facts.panel = true;
  panelChanges.tell(true);
  expect(seen).toEqual([false, true]);
  // It has no icon of ours any more.
  facts.older = false;
  olderChanges.tell(false);
  expect(seen).toEqual([false, true]);
  facts.panel = false;
  panelChanges.tell(false);
  expect([seen, host.available(), host.absence()]).toEqual([[false, true, false], false, 'panel']);
  facts.older = true;
  olderChanges.tell(true);
  expect(seen).toEqual([false, true, false, true]);
});
