import {
  Activity,
  Copy,
  ImageOff,
  ImageUp,
  LogIn,
  LogOut,
  MessageSquareText,
  RefreshCw,
  Trash2,
  UserPlus,
} from 'lucide-react';
import type { AccountInfo } from '../../../app/contract/account.ts';
import type { Translate, Translator } from '../../../app/i18n/translator.ts';
import type { Availability } from '../../../app/roster/presence.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';
import { PresenceDot } from '../../ui/PresenceDot.tsx';
import { choosePicture, removePicture } from '../avatars/own-picture.ts';
import { hasPicture } from '../avatars/PersonAvatar.tsx';
import { openDiagnostics } from '../diagnostics/diagnostics-store.ts';
import { copyAddress, resume, setPresence, signOut, tryNow } from './account-actions.ts';
import { openAccountDialog } from './account-dialogs.ts';
import { isOnline } from './store.ts';

const CHOICES: readonly Availability[] = ['online', 'chat', 'away', 'xa', 'dnd', 'offline'];

/** `pause`: that of all notifications, which belongs to no account. */
export function ownStatusMenu({ t }: Translator, all: readonly AccountInfo[], pause: MenuEntry): MenuEntry[] {
  const add: MenuEntry = {
    label: t('account.signIn.add'),
    icon: <UserPlus />,
    onSelect: () => openAccountDialog({ kind: 'add' }),
  };
  const [only] = all;
  if (all.length === 1 && only !== undefined) {
    return [
      { kind: 'label', label: only.account },
      ...presenceEntries(t, all),
      pause,
      { kind: 'separator' },
      ...accountEntries(t, only),
      { kind: 'separator' },
      add,
    ];
  }
  return [
    { kind: 'label', label: t('account.status.all') },
    ...presenceEntries(t, all),
    pause,
    { kind: 'separator' },
    ...all.map<MenuEntry>((info) => ({
      kind: 'submenu',
      label: info.account,
      icon: <PresenceDot presence={info.signedOut ? 'offline' : info.presence.show} silent />,
      items: [...presenceEntries(t, [info]), { kind: 'separator' }, ...accountEntries(t, info)],
    })),
    { kind: 'separator' },
    add,
  ];
}

/** What to be, and the words to it, for these accounts. */
function presenceEntries(t: Translate, meant: readonly AccountInfo[]): MenuEntry[] {
  const account = meant.length === 1 ? meant[0]?.account : undefined;
  const awake = meant.filter((info) => !info.signedOut);
  if (awake.length === 0) return [];
  return [
    ...CHOICES.map<MenuEntry>((show) => ({
      kind: 'choice',
      single: true,
      label: t(`common.presence.${show}`),
      icon: <PresenceDot presence={show} silent />,
      checked: awake.every((info) => info.presence.show === show),
      onSelect: () => void setPresence(t, { show, status: awake[0]?.presence.status ?? '' }, account),
    })),
    {
      label: t('account.status.text'),
      icon: <MessageSquareText />,
      detail: awake.length === 1 ? awake[0]?.presence.status || undefined : undefined,
      onSelect: () => openAccountDialog({ kind: 'status-text', ...(account === undefined ? {} : { account }) }),
    },
  ];
}

/** What can be done with one account, also in the settings. */
export function accountEntries(t: Translate, info: AccountInfo): MenuEntry[] {
  const { account, connection, signedOut } = info;
  const canTry = !signedOut && (connection.phase === 'waiting' || connection.phase === 'stopped');
  const picture: MenuEntry[] = isOnline(info)
    ? [{ label: t('avatars.change'), icon: <ImageUp />, onSelect: () => void choosePicture(t, account) }]
    : [];
  if (isOnline(info) && hasPicture(account, account)) {
    picture.push({ label: t('avatars.remove'), icon: <ImageOff />, onSelect: () => void removePicture(t, account) });
  }
  return [
    ...(canTry ? [{ label: t('account.tryNow'), icon: <RefreshCw />, onSelect: () => void tryNow(t, account) }] : []),
    ...picture,
    { label: t('common.copyAddress'), icon: <Copy />, onSelect: () => void copyAddress(t, account) },
    { label: t('settings.diagnostics'), icon: <Activity />, onSelect: () => openDiagnostics() },
    signedOut
      ? { label: t('account.signIn.again'), icon: <LogIn />, onSelect: () => void resume(t, info) }
      : { label: t('account.signOut'), icon: <LogOut />, onSelect: () => void signOut(t, account) },
    {
      label: t('account.remove'),
      icon: <Trash2 />,
      danger: true,
      onSelect: () => openAccountDialog({ kind: 'remove', account }),
    },
  ];
}
