import { useLiveQuery } from 'dexie-react-hooks';
import { db } from '../../data/link.ts';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useRosterActions } from '../roster/actions.ts';
import { openRosterDialog } from '../roster/dialogs.ts';
import { deleteWithUndo } from './conversation-menu.tsx';
import type { ConversationId } from './parts.ts';

/** Above the first words of somebody unknown: who that is, in full, and what can be done. */
export function StrangerBanner({ id, name }: { readonly id: ConversationId; readonly name: string }) {
  const t = useT();
  const roster = useRosterActions();
  const { account, peer } = id;
  const asks =
    useLiveQuery(async () => (await db.requests.get([account, peer])) !== undefined, [account, peer]) ?? false;
  return (
    <div className="thread-banner">
      <Banner
        title={t('chat.stranger.title', { address: peer })}
        actions={
          <>
            {asks ? (
              <Button size="small" look="primary" onClick={() => goTo({ to: 'request', account, from: peer })}>
                {t('chat.stranger.seeRequest')}
              </Button>
            ) : (
              <Button size="small" look="primary" onClick={() => openRosterDialog({ kind: 'add', address: peer })}>
                {t('chat.stranger.add')}
              </Button>
            )}
            <Button size="small" onClick={() => void roster.block({ account, jid: peer })}>
              {t('chat.block')}
            </Button>
            <Button size="small" look="quiet" onClick={() => void deleteWithUndo(t, id, name)}>
              {t('chat.delete')}
            </Button>
          </>
        }
      >
        {asks ? `${t('chat.stranger.asked')} ` : ''}
        {t('chat.stranger.text')}
      </Banner>
    </div>
  );
}
