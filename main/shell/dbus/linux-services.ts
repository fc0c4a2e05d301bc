import type { Log } from '../../log.ts';
import type { BadgePort, NotificationPort, PowerPort, SecretsPort } from '../shell.ts';
import { noBadge, noNotifications, noSecrets } from '../unsupported.ts';
import { watchSystemTray } from '../x11/system-tray.ts';
import { openBus, sessionBusAddress, systemBusAddress } from './bus.ts';
import { launcherBadge } from './launcher-badge.ts';
import { dbusNotifier } from './notifier.ts';
import { busPower } from './power.ts';
import { secretService } from './secret-service.ts';
import { eitherTray, type TrayHost, watchTrayHost } from './tray-host.ts';

/** What a Linux desktop offers over its message buses; elsewhere, and without a bus, each of them says "unsupported". */
export interface LinuxServices {
  readonly notifications: NotificationPort;
  readonly secrets: SecretsPort;
  readonly power: Omit<PowerPort, 'onNetworkChange'>;
  readonly trayHost: TrayHost;
  readonly badge: BadgePort;
  /** Takes the notifications away and leaves the buses. */
  close(): Promise<void>;
}

const noTrayHost: TrayHost = {
  available: () => false,
  onAvailable: () => () => undefined,
  absence: () => 'bus',
};

export async function linuxServices(platform: NodeJS.Platform, log: Log): Promise<LinuxServices> {
  const linux = platform === 'linux';
  const [session, system] = await Promise.all([
    openBus(linux ? sessionBusAddress() : undefined),
    openBus(linux ? systemBusAddress() : undefined),
  ]);
  const notifier = session === undefined ? undefined : dbusNotifier(session, log);
  const trayHost = session === undefined ? noTrayHost : await watchTrayHost(session);
  const systemTray = linux ? await watchSystemTray(process.env) : undefined;
  return {
    notifications: notifier ?? noNotifications,
    secrets: session === undefined ? noSecrets : secretService(session, log),
    power: busPower(session, system),
    trayHost: systemTray === undefined ? trayHost : eitherTray(trayHost, systemTray),
    badge: session === undefined ? noBadge : launcherBadge(session),
    async close() {
      await notifier?.close();
      session?.close();
      system?.close();
      systemTray?.close();
    },
  };
}
