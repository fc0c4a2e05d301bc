/** The tray's menu: what a person does without opening the window. */
import type { AccountInfo } from '../../app/contract/account.ts';
import type { MessageKey, Translator } from '../../app/i18n/translator.ts';
import type { BareJid } from '../../app/jid.ts';
import { QUIET_CHOICES, type QuietChoice } from '../../app/notices/quiet.ts';
import type { Availability } from '../../app/roster/presence.ts';
import type { MenuEntry, MenuItem } from '../shell/shell.ts';

export interface TrayActions {
  show(): void;
  setPresence(accounts: readonly BareJid[], show: Availability): void;
  /** Tries to connect now. */
  tryNow(account: BareJid): void;
  /** Needs a person: a password, or a look at a certificate. */
  signIn(account: BareJid): void;
  signOut(account: BareJid): void;
  pause(choice: QuietChoice): void;
  resume(): void;
  quit(): void;
}

const STATUSES: readonly Availability[] = ['online', 'away', 'xa', 'dnd', 'offline'];

export function trayMenu(
  accounts: readonly AccountInfo[],
  /** Epoch ms; undefined: notifications are shown. */
  quietUntil: number | undefined,
  { t, time }: Pick<Translator, 't' | 'time'>,
  actions: TrayActions,
): readonly MenuEntry[] {
  const awake = accounts.filter(({ signedOut }) => !signedOut);
  const pauses = QUIET_CHOICES.map((choice) => ({
    label: t(`tray.quiet.${choice}`),
    choose: () => actions.pause(choice),
  }));
  const quiet: MenuEntry =
    quietUntil === undefined
      ? { label: t('tray.quiet'), items: pauses }
      : {
          label: t('tray.quietUntil', { time: time(quietUntil) }),
          items: [{ label: t('tray.quiet.end'), choose: actions.resume }, 'separator', ...pauses],
        };
  const [first] = awake;
  // Where they differ none is marked: of marks that are all off, Electron would turn on the first.
  const same = awake.every(({ presence }) => presence.show === first?.presence.show) ? first?.presence.show : undefined;
  const status: MenuEntry = {
    label: t('tray.status'),
    items: STATUSES.map(
      (show): MenuItem => ({
        label: t(`common.presence.${show}`),
        ...(same !== undefined && STATUSES.includes(same) ? { mark: { kind: 'radio', on: show === same } } : {}),
        choose: () =>
          actions.setPresence(
            awake.map(({ account }) => account),
            show,
          ),
      }),
    ),
  };
  return [
    { label: t('tray.show'), choose: actions.show },
    'separator',
    ...(awake.length > 0 ? [status] : []),
    ...(accounts.length > 0 ? [quiet, 'separator' as const] : []),
    ...accounts.map(
      (info): MenuEntry => ({
        label: t('tray.account', { account: info.account, state: t(stateOf(info)) }),
        items: accountItems(info, t, actions),
      }),
    ),
    ...(accounts.length > 0 ? ['separator' as const] : []),
    { label: t('tray.quit'), choose: actions.quit },
  ];
}

function stateOf({ signedOut, connection, presence }: AccountInfo): MessageKey {
  if (signedOut) return 'account.connection.signedOut';
  switch (connection.phase) {
    case 'offline':
      return 'account.connection.offline';
    case 'connecting':
      return 'account.connection.connecting';
    case 'catching-up':
      return 'account.connection.catchingUp';
    case 'online':
      return `common.presence.${presence.show}`;
    case 'waiting':
      return 'account.connection.stopped';
    case 'stopped':
      if (connection.fault.kind !== 'credentials') return 'account.connection.stopped';
      return connection.fault.reason === 'missing'
        ? 'account.connection.passwordMissing'
        : 'account.connection.password';
  }
}

function accountItems(info: AccountInfo, t: Translator['t'], actions: TrayActions): readonly MenuEntry[] {
  const { account, connection, presence } = info;
  if (info.signedOut) return [{ label: t('tray.signIn'), choose: () => actions.signIn(account) }];
  const items: MenuEntry[] = [];
  if (connection.phase === 'stopped' && connection.fault.kind === 'credentials') {
    items.push({ label: t('account.connection.enterPassword'), choose: () => actions.signIn(account) });
  } else if (connection.phase === 'waiting' || connection.phase === 'stopped') {
    items.push({ label: t('account.tryNow'), choose: () => actions.tryNow(account) });
  }
  items.push(
    presence.show === 'offline'
      ? { label: t('tray.goOnline'), choose: () => actions.setPresence([account], 'online') }
      : { label: t('tray.goOffline'), choose: () => actions.setPresence([account], 'offline') },
    'separator',
    { label: t('account.signOut'), choose: () => actions.signOut(account) },
  );
  return items;
}
