import { Panes } from '../../frame/Panes.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function ContactsPage() {
  const t = useT();
  return (
    <Panes
      listLabel={t('frame.contacts')}
      list={<EmptyState title={t('frame.contacts')} />}
      mainLabel={t('frame.mainPane')}
      main={<EmptyState title={t('frame.contacts')} />}
    />
  );
}
