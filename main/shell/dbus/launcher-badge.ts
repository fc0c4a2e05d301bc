/**
 * The number at Kith's icon in a dock: the signal of https://wiki.ubuntu.com/Unity/LauncherAPI#Low_level_DBus_API:_com.canonical.Unity.LauncherEntry,
 * which Ubuntu's dock, Dash to Dock, Plank and KDE's task manager read. Electron needs a library for it that is rarely there.
 */
import dbus from 'dbus-next';
import type { BadgePort } from '../shell.ts';
import type { Bus } from './bus.ts';

/** The installed desktop entry. */
const ENTRY = 'application://im.kith.Kith.desktop';

export function launcherBadge(bus: Bus): BadgePort {
  return {
    set(count) {
      bus.emit({
        path: '/com/canonical/unity/launcherentry/1',
        interface: 'com.canonical.Unity.LauncherEntry',
        member: 'Update',
        signature: 'sa{sv}',
        body: [
          ENTRY,
          { count: new dbus.Variant('x', BigInt(count)), 'count-visible': new dbus.Variant('b', count > 0) },
        ],
      });
      // Whether a dock took it, nobody says.
      return 'done';
    },
  };
}
