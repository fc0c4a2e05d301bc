/** What can't be undone is asked about first, and said what it does. */
import { isSeenBy, sees } from '../../../app/roster/item.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useRosterActions } from './actions.ts';
import { FormDialog } from './FormDialog.tsx';

interface ConfirmProps {
  readonly contact: Contact;
  readonly onClose: () => void;
}

export function RemoveDialog({ contact, onClose }: ConfirmProps) {
  const t = useT();
  const actions = useRosterActions();
  const name = contactName(contact);
  const shared = sees(contact) || isSeenBy(contact);
  return (
    <FormDialog
      title={t('roster.remove.title', { name })}
      description={t(shared ? 'roster.remove.advice' : 'roster.remove.notSeen', { name })}
      submit={t('common.remove')}
      danger
      onSubmit={() => actions.remove(contact)}
      onClose={onClose}
    />
  );
}

export function StopDialog(props: ConfirmProps & { readonly action: 'stop-seeing' | 'stop-being-seen' }) {
  const { contact, action, onClose } = props;
  const t = useT();
  const actions = useRosterActions();
  const name = contactName(contact);
  return (
    <FormDialog
      title={t(`roster.action.${action}.title`, { name })}
      description={t(`roster.action.${action}.advice`, { name })}
      submit={t(`roster.action.confirm.${action}`)}
      danger
      onSubmit={() => actions.subscription(contact, action)}
      onClose={onClose}
    />
  );
}
