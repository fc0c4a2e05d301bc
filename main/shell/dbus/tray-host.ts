import { listeners } from '../listeners.ts';
import type { NoTray, Undo } from '../shell.ts';
import type { SystemTray } from '../x11/system-tray.ts';
import type { Bus } from './bus.ts';

/** StatusNotifierItem, https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/ */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/** Whether a panel on this desktop would show a tray icon. */
export interface TrayHost {
  available(): boolean;
  onAvailable(listener: (available: boolean) => void): Undo;
  absence(): NoTray | undefined;
}

export async function watchTrayHost(bus: Bus): Promise<TrayHost> {
  const changes = listeners<boolean>();
  let available = await hasHost(bus);

  async function look(): Promise<void> {
    const now = await hasHost(bus);
    if (now === available) return;
    available = now;
    changes.tell(now);
  }
  bus.onOwner(WATCHER, () => void look());
  bus.onSignal({ name: WATCHER, interface: WATCHER }, ({ member }) => {
    if (member.startsWith('StatusNotifierHost')) void look();
  });
  return {
    available: () => available,
    onAvailable: changes.add,
    absence: () => (available ? undefined : 'panel'),
  };
}

/** Electron puts its icon into the panel and, where there is none, into the older tray; it does not move it by itself. */
export function eitherTray(panel: TrayHost, older: Pick<SystemTray, 'available' | 'onChange'>): TrayHost {
  const changes = listeners<boolean>();
  const place = () => (panel.available() ? 'panel' : older.available() ? 'older' : undefined);
  let shown = place();

  function look(): void {
    const now = place();
    if (now === shown) return;
    // An icon in the one has to go before another is made in the other.
    if (shown !== undefined) {
      shown = undefined;
      changes.tell(false);
    }
    shown = now;
    if (now !== undefined) changes.tell(true);
  }
  panel.onAvailable(look);
  older.onChange(look);
  return {
    available: () => shown !== undefined,
    onAvailable: changes.add,
    absence: () => (shown === undefined ? panel.absence() : undefined),
  };
}

/** A watcher alone shows nothing: some desktops run one without any panel that takes part. */
async function hasHost(bus: Bus): Promise<boolean> {
  try {
    const { body } = await bus.call({
      destination: WATCHER,
      path: '/StatusNotifierWatcher',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [WATCHER, 'IsStatusNotifierHostRegistered'],
    });
    return (body[0] as { readonly value?: unknown } | undefined)?.value === true;
  } catch {
    // No watcher, or one that does not answer: no icon would be seen.
    return false;
  }
}
