import dbus from 'dbus-next';
import { type Bus, openBus } from '../dbus/bus.ts';
import { type Cleanup, startBus } from './surroundings.ts';

/** A session bus of the test's own with Kith's connection to it and one of somebody else, who plays a desktop service. */
export async function startBusPair(clean: Cleanup): Promise<{ readonly bus: Bus; readonly desktop: dbus.MessageBus }> {
  const address = (await startBus(clean)).DBUS_SESSION_BUS_ADDRESS;
  const bus = await openBus(address);
  if (bus === undefined) throw new Error('no bus');
  clean.add(bus.close);
  const desktop = dbus.sessionBus({ busAddress: address });
  clean.add(() => desktop.disconnect());
  await new Promise<void>((resolve) => desktop.once('connect', resolve));
  return { bus, desktop };
}
