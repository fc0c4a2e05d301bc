import { useState } from 'react';
import { localOf } from '../../../app/jid.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { useT } from '../../i18n/i18n.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useRosterActions } from './actions.ts';
import { FormDialog } from './FormDialog.tsx';

interface RenameDialogProps {
  readonly contact: Contact;
  readonly onClose: () => void;
}

export function RenameDialog({ contact, onClose }: RenameDialogProps) {
  const t = useT();
  const actions = useRosterActions();
  const [name, setName] = useState(contact.name ?? '');
  return (
    <FormDialog
      title={t('roster.rename.title')}
      description={contact.jid}
      submit={t('common.save')}
      onSubmit={() => actions.rename(contact, name)}
      onClose={onClose}
    >
      <TextField
        label={t('common.name')}
        hint={t('roster.rename.hint')}
        placeholder={localOf(contact.jid) || contact.jid}
        maxLength={1000}
        value={name}
        onValueChange={setName}
        onFocus={(event) => event.target.select()}
      />
    </FormDialog>
  );
}
