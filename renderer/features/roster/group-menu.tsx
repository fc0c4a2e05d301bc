import { ChevronsDownUp, FolderPen, FolderPlus, FolderX } from 'lucide-react';
import type { Translate } from '../../../app/i18n/translator.ts';
import type { BareJid } from '../../../app/jid.ts';
import { NO_GROUP } from '../../../app/roster/groups.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';
import type { RosterActions } from './actions.ts';
import { openRosterDialog } from './dialogs.ts';

interface GroupMenuInput {
  readonly t: Translate;
  readonly actions: RosterActions;
  readonly account: BareJid;
  readonly name: string;
  readonly open: boolean;
}

export function groupMenu({ t, actions, account, name, open }: GroupMenuInput): readonly MenuEntry[] {
  const fold: MenuEntry = {
    label: t(open ? 'roster.fold' : 'roster.unfold'),
    icon: <ChevronsDownUp />,
    onSelect: () => void actions.fold(account, name, open),
  };
  const add: MenuEntry = {
    label: t('roster.menu.newGroup'),
    icon: <FolderPlus />,
    onSelect: () => openRosterDialog({ kind: 'new-group', account }),
  };
  if (name === NO_GROUP) return [fold, add];
  return [
    fold,
    add,
    {
      label: t('roster.menu.renameGroup'),
      icon: <FolderPen />,
      keys: 'F2',
      onSelect: () => openRosterDialog({ kind: 'rename-group', account, group: name }),
    },
    { kind: 'separator' },
    {
      label: t('roster.menu.removeGroup'),
      icon: <FolderX />,
      danger: true,
      onSelect: () => void actions.removeGroup(account, name),
    },
  ];
}
