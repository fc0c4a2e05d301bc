/** The answers of a system that has no such thing. */
import type { UpdatesElsewhere } from '../../app/updates/update.ts';
import type {
  BadgePort,
  DialogsPort,
  LoginItemPort,
  MenusPort,
  NotificationPort,
  RecentsPort,
  SecretsPort,
  TrayPort,
  Undo,
  UpdatesPort,
} from './shell.ts';

const never = (): Undo => () => undefined;

export const noTray: TrayPort = {
  available: () => false,
  onAvailable: never,
  absence: () => 'browser',
  set: () => 'unsupported',
  onClick: never,
};

export const noNotifications: NotificationPort = {
  capabilities: () => Promise.resolve({ shown: false, actions: false, reply: false, quiet: false }),
  show: () => Promise.resolve('unsupported'),
  remove: () => undefined,
  onEvent: never,
  outlives: false,
  begin: () => undefined,
};

export const noBadge: BadgePort = { set: () => 'unsupported' };

export const noRecents: RecentsPort = { available: () => false, set: () => 'unsupported', onChoose: never };

export const noSecrets: SecretsPort = {
  backend: () => Promise.resolve(undefined),
  store: () => Promise.resolve('unsupported'),
  read: () => Promise.resolve({ kind: 'unsupported' }),
  remove: () => Promise.resolve('unsupported'),
};

export const noLoginItem: LoginItemPort = {
  read: () => Promise.resolve('unsupported'),
  set: () => Promise.resolve('unsupported'),
};

export const noDialogs: DialogsPort = {
  openFiles: () => Promise.resolve('unsupported'),
  saveFile: () => Promise.resolve('unsupported'),
};

export const noMenus: MenusPort = { setWords: () => 'unsupported', onCommand: never };

export function noUpdates(elsewhere: UpdatesElsewhere): UpdatesPort {
  return {
    elsewhere,
    check: () => Promise.resolve(undefined),
    download: () => Promise.resolve(),
    installAtQuit: () => undefined,
    online: () => false,
    reachBy: () => undefined,
  };
}
