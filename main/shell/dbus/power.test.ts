import dbus from 'dbus-next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startBusPair } from '../testing/bus-pair.ts';
import { type Cleanup, cleanup } from '../testing/surroundings.ts';
import type { Bus } from './bus.ts';
import { busPower } from './power.ts';

let clean: Cleanup;
let bus: Bus;
let desktop: dbus.MessageBus;

beforeEach(async () => {
  clean = cleanup();
  ({ bus, desktop } = await startBusPair(clean));
});
afterEach(() => clean.run());

class Login extends dbus.interface.Interface {
  PrepareForSleep(going: boolean): boolean {
    return going;
  }
}
Login.configureMembers({ signals: { PrepareForSleep: { signature: 'b' } } });

class IdleMonitor extends dbus.interface.Interface {
  GetIdletime(): bigint {
    return 61_500n;
  }
}
IdleMonitor.configureMembers({ methods: { GetIdletime: { outSignature: 't' } } });

test('suspend and resume, as logind announces them', async () => {
  const login = new Login('org.freedesktop.login1.Manager');
  desktop.export('/org/freedesktop/login1', login);
  await desktop.requestName('org.freedesktop.login1', 0);
  const seen: string[] = [];
  const power = busPower(undefined, bus);
  power.onSuspend(() => seen.push('suspend'));
  const undo = power.onResume(() => seen.push('resume'));
  // Whoever answers has got the subscription before.
  await bus.ownerOf('org.freedesktop.login1');
  login.PrepareForSleep(true);
  login.PrepareForSleep(false);
  await vi.waitFor(() => expect(seen).toEqual(['suspend', 'resume']), { timeout: 5_000 });
  undo();
  login.PrepareForSleep(false);
  login.PrepareForSleep(true);
  await vi.waitFor(() => expect(seen).toEqual(['suspend', 'resume', 'suspend']), { timeout: 5_000 });
});

test('idle time, where the desktop tells it', async () => {
  expect(await busPower(undefined, undefined).idleSeconds()).toBeUndefined();
  expect(await busPower(bus, undefined).idleSeconds()).toBeUndefined();
  desktop.export('/org/gnome/Mutter/IdleMonitor/Core', new IdleMonitor('org.gnome.Mutter.IdleMonitor'));
  await desktop.requestName('org.gnome.Mutter.IdleMonitor', 0);
  expect(await busPower(bus, undefined).idleSeconds()).toBe(61.5);
});
