import {
  Ban,
  Folder,
  FolderInput,
  FolderMinus,
  FolderPlus,
  MessageSquare,
  Pencil,
  Send,
  Trash2,
  Undo2,
  User,
} from 'lucide-react';
import type { Translate } from '../../../app/i18n/translator.ts';
import { copyToGroup, leaveGroup, moveToGroup, NO_GROUP } from '../../../app/roster/groups.ts';
import { sees } from '../../../app/roster/item.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { goTo } from '../../frame/navigation.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';
import type { RosterActions } from './actions.ts';
import { type GroupMove, openRosterDialog } from './dialogs.ts';
import { isBlocked } from './roster-live.ts';

interface ContactMenuInput {
  readonly t: Translate;
  readonly actions: RosterActions;
  readonly contact: Contact;
  /** The group in which it was pressed. */
  readonly group: string;
  /** Every group of the account. */
  readonly groups: readonly string[];
}

export function contactMenu(input: ContactMenuInput): readonly MenuEntry[] {
  const { t, actions, contact, group } = input;
  const { account, jid } = contact;
  const blocked = isBlocked(account, jid);
  return [
    {
      label: t('roster.menu.chat'),
      icon: <MessageSquare />,
      keys: '↵',
      onSelect: () => goTo({ to: 'conversation', account, peer: jid }),
    },
    {
      label: t('roster.menu.page', { name: contactName(contact) }),
      icon: <User />,
      onSelect: () => goTo({ to: 'contact', account, jid }),
    },
    { kind: 'separator' },
    {
      label: t('roster.menu.rename'),
      icon: <Pencil />,
      keys: 'F2',
      onSelect: () => openRosterDialog({ kind: 'rename', contact }),
    },
    { kind: 'submenu', label: t('roster.menu.move'), icon: <FolderInput />, items: moveEntries(input) },
    { kind: 'submenu', label: t('roster.menu.copy'), icon: <Folder />, items: copyEntries(input) },
    ...(group === NO_GROUP
      ? []
      : [
          {
            label: t('roster.menu.leave', { group }),
            icon: <FolderMinus />,
            onSelect: () => void actions.change(account, [leaveGroup(contact, group)]),
          },
        ]),
    { kind: 'separator' },
    ...askingEntries(input),
    {
      label: t(blocked ? 'roster.menu.unblock' : 'roster.menu.block'),
      icon: <Ban />,
      onSelect: () => void (blocked ? actions.unblock(contact) : actions.block(contact)),
    },
    {
      label: t('roster.menu.remove'),
      icon: <Trash2 />,
      keys: 'Del',
      danger: true,
      onSelect: () => openRosterDialog({ kind: 'remove', contact }),
    },
  ];
}

function askingEntries({ t, actions, contact }: ContactMenuInput): readonly MenuEntry[] {
  if (sees(contact)) return [];
  const ask: MenuEntry = {
    label: t(contact.asking ? 'roster.menu.askAgain' : 'roster.menu.ask'),
    icon: <Send />,
    onSelect: () => void actions.subscription(contact, 'ask-again'),
  };
  if (!contact.asking) return [ask];
  const cancel: MenuEntry = {
    label: t('roster.menu.cancel'),
    icon: <Undo2 />,
    onSelect: () => void actions.subscription(contact, 'cancel'),
  };
  return [ask, cancel];
}

function newGroup({ t, contact }: ContactMenuInput, from: GroupMove['from']): readonly MenuEntry[] {
  return [
    { kind: 'separator' },
    {
      label: t('roster.menu.newGroup'),
      icon: <FolderPlus />,
      onSelect: () => openRosterDialog({ kind: 'new-group', account: contact.account, move: { contact, from } }),
    },
  ];
}

function moveEntries(input: ContactMenuInput): readonly MenuEntry[] {
  const { t, actions, contact, group, groups } = input;
  return [
    ...[...groups, NO_GROUP].map(
      (name): MenuEntry => ({
        kind: 'choice',
        single: true,
        label: name === NO_GROUP ? t('roster.noGroup') : name,
        checked: name === group,
        onSelect: () => void actions.change(contact.account, [moveToGroup(contact, group, name)]),
      }),
    ),
    ...newGroup(input, group),
  ];
}

function copyEntries(input: ContactMenuInput): readonly MenuEntry[] {
  const { actions, contact, groups } = input;
  return [
    ...groups.map(
      (name): MenuEntry => ({
        kind: 'choice',
        single: true,
        label: name,
        checked: contact.groups.includes(name),
        disabled: contact.groups.includes(name),
        onSelect: () => void actions.change(contact.account, [copyToGroup(contact, name)]),
      }),
    ),
    ...newGroup(input, null),
  ];
}
