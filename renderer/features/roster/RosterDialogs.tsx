/** The dialogs about contacts; once in the page, opened from anywhere by `openRosterDialog`. */
import { useShortcut } from '../../frame/shortcuts.ts';
import { AddContactDialog } from './AddContactDialog.tsx';
import { BlockListDialog } from './BlockListDialog.tsx';
import { RemoveDialog, StopDialog } from './ConfirmDialogs.tsx';
import { closeRosterDialog, openRosterDialog, useRosterDialog } from './dialogs.ts';
import { FailuresDialog } from './FailuresDialog.tsx';
import { GroupsDialog, NewGroupDialog, RenameGroupDialog } from './GroupDialogs.tsx';
import { RenameDialog } from './RenameDialog.tsx';

export function RosterDialogs() {
  const dialog = useRosterDialog((state) => state.dialog);
  useShortcut('addContact', () => openRosterDialog({ kind: 'add' }));
  if (dialog === null) return null;
  const close = closeRosterDialog;
  switch (dialog.kind) {
    case 'add':
      return <AddContactDialog {...dialog} onClose={close} />;
    case 'rename':
      return <RenameDialog contact={dialog.contact} onClose={close} />;
    case 'remove':
      return <RemoveDialog contact={dialog.contact} onClose={close} />;
    case 'stop-seeing':
    case 'stop-being-seen':
      return <StopDialog action={dialog.kind} contact={dialog.contact} onClose={close} />;
    case 'groups':
      return <GroupsDialog contact={dialog.contact} onClose={close} />;
    case 'new-group':
      return <NewGroupDialog account={dialog.account} move={dialog.move} onClose={close} />;
    case 'rename-group':
      return <RenameGroupDialog account={dialog.account} group={dialog.group} onClose={close} />;
    case 'block-list':
      return <BlockListDialog onClose={close} />;
    case 'failures':
      return <FailuresDialog failures={dialog.failures} onClose={close} />;
  }
}
