import { Panes } from '../../frame/Panes.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function RequestsPage() {
  const t = useT();
  return (
    <Panes
      listLabel={t('frame.requests')}
      list={<EmptyState title={t('frame.requests')} />}
      mainLabel={t('frame.mainPane')}
      main={<EmptyState title={t('frame.requests')} />}
    />
  );
}
