import { Panes } from '../../frame/Panes.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function ChatsPage() {
  const t = useT();
  return (
    <Panes
      listLabel={t('frame.chats')}
      list={<EmptyState title={t('frame.chats')} />}
      mainLabel={t('frame.mainPane')}
      main={<EmptyState title={t('frame.chats')} />}
    />
  );
}
