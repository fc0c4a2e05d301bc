import { useState } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { copyToGroup, moveToGroup, typedGroup } from '../../../app/roster/groups.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { useT } from '../../i18n/i18n.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useRosterActions } from './actions.ts';
import { useGroupNames } from './contacts.ts';
import type { GroupMove } from './dialogs.ts';
import { FormDialog } from './FormDialog.tsx';
import { GroupsField } from './GroupsField.tsx';

interface NewGroupDialogProps {
  readonly account: BareJid;
  readonly move: GroupMove | undefined;
  readonly onClose: () => void;
}

export function NewGroupDialog({ account, move, onClose }: NewGroupDialogProps) {
  const t = useT();
  const actions = useRosterActions();
  const known = useGroupNames(account);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();

  async function make(): Promise<boolean> {
    const name = typedGroup(typed);
    if (name === '' || (move === undefined && known.includes(name))) {
      setError(t(name === '' ? 'roster.group.empty' : 'roster.group.taken'));
      return false;
    }
    if (move === undefined) {
      await actions.makeGroup(account, name);
      return true;
    }
    const { contact, from } = move;
    return actions.change(account, [from === null ? copyToGroup(contact, name) : moveToGroup(contact, from, name)]);
  }

  return (
    <FormDialog
      title={
        move === undefined ? t('roster.newGroup.title') : t('roster.newGroup.for', { name: contactName(move.contact) })
      }
      submit={t('roster.newGroup.create')}
      onSubmit={make}
      onClose={onClose}
    >
      <TextField
        label={t('roster.group.label')}
        error={error}
        maxLength={1000}
        value={typed}
        onValueChange={(value) => {
          setTyped(value);
          setError(undefined);
        }}
      />
    </FormDialog>
  );
}

interface RenameGroupDialogProps {
  readonly account: BareJid;
  readonly group: string;
  readonly onClose: () => void;
}

export function RenameGroupDialog({ account, group, onClose }: RenameGroupDialogProps) {
  const t = useT();
  const actions = useRosterActions();
  const known = useGroupNames(account);
  const [typed, setTyped] = useState(group);
  const [error, setError] = useState<string>();
  const name = typedGroup(typed);

  async function rename(): Promise<boolean> {
    if (name === group) return true;
    if (name !== '') return actions.renameGroup(account, group, name);
    setError(t('roster.group.empty'));
    return false;
  }

  return (
    <FormDialog
      title={t('roster.renameGroup.title', { group })}
      submit={t('common.rename')}
      onSubmit={rename}
      onClose={onClose}
    >
      <TextField
        label={t('roster.group.label')}
        hint={name !== group && known.includes(name) ? t('roster.renameGroup.merge') : undefined}
        error={error}
        maxLength={1000}
        value={typed}
        onValueChange={(value) => {
          setTyped(value);
          setError(undefined);
        }}
        onFocus={(event) => event.target.select()}
      />
    </FormDialog>
  );
}

interface GroupsDialogProps {
  readonly contact: Contact;
  readonly onClose: () => void;
}

export function GroupsDialog({ contact, onClose }: GroupsDialogProps) {
  const t = useT();
  const actions = useRosterActions();
  const [groups, setGroups] = useState<readonly string[]>(contact.groups);
  return (
    <FormDialog
      title={t('roster.page.editGroups')}
      description={contactName(contact)}
      submit={t('common.save')}
      onSubmit={() =>
        actions.change(contact.account, [{ jid: contact.jid, name: contact.name ?? '', groups: [...groups] }])
      }
      onClose={onClose}
    >
      <GroupsField
        label={t('roster.page.groups')}
        known={useGroupNames(contact.account)}
        value={groups}
        onValueChange={setGroups}
      />
    </FormDialog>
  );
}
