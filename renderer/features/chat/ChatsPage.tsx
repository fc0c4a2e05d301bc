import { useLiveQuery } from 'dexie-react-hooks';
import { MessagesSquare } from 'lucide-react';
import { db } from '../../data/link.ts';
import { shownKeys } from '../../frame/keys.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { Panes } from '../../frame/Panes.tsx';
import { SHORTCUTS } from '../../frame/shortcuts.ts';
import { useT } from '../../i18n/i18n.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ConversationDetails } from './ConversationDetails.tsx';
import { ConversationList, NewChatIcon } from './ConversationList.tsx';
import { conversationKey } from './conversations.ts';
import { openNewChat } from './new-chat-store.ts';
import { ThreadPane } from './ThreadPane.tsx';

export function ChatsPage() {
  const t = useT();
  const open = useNavigation((state) => state.conversation);
  return (
    <Panes
      listLabel={t('frame.chats')}
      listActions={
        <IconButton
          label={t('chat.new')}
          keys={shownKeys(SHORTCUTS.newChat)}
          icon={<NewChatIcon />}
          onClick={openNewChat}
        />
      }
      list={<ConversationList />}
      mainLabel={t('frame.mainPane')}
      main={open === null ? <NothingOpen /> : <ThreadPane key={conversationKey(open)} id={open} />}
      {...(open === null ? {} : { details: <ConversationDetails key={conversationKey(open)} id={open} /> })}
    />
  );
}

/** Where there is nothing to choose from, the list says what to do. */
function NothingOpen() {
  const t = useT();
  const count = useLiveQuery(() => db.conversations.count()) ?? 0;
  return (
    <>
      <h1 className="for-readers">{t('frame.chats')}</h1>
      {count > 0 && (
        <EmptyState icon={<MessagesSquare />} title={t('chat.choose.title')}>
          {t('chat.choose.text', { keys: shownKeys(SHORTCUTS.newChat) })}
        </EmptyState>
      )}
    </>
  );
}
