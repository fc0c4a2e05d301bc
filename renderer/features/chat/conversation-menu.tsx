/** What can be done with a conversation: in the menu of its row, and in that of its thread. */
import { Bell, BellOff, Contact, MailOpen, Mails, Trash2 } from 'lucide-react';
import type { Translator } from '../../../app/i18n/translator.ts';
import { MUTE_SPANS } from '../../../app/notices/mute.ts';
import { NOTICE_LEVELS, type NoticeLevel } from '../../../app/settings/settings.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toasts.ts';
import { deleteConversation, markRead, markUnread, mute, setLevel, unmute } from './actions.ts';
import type { Conversation } from './conversations.ts';
import { mutedWords } from './muted-words.ts';
import type { ConversationId } from './parts.ts';

export function conversationMenu(words: Translator, { row, contact, name }: Conversation): readonly MenuEntry[] {
  const { t } = words;
  const isUnread = row.unread > 0 || row.marked === 1;
  const levels: readonly (NoticeLevel | undefined)[] = [undefined, ...NOTICE_LEVELS];
  return [
    isUnread
      ? { label: t('chat.markRead'), icon: <MailOpen size="1rem" />, onSelect: () => void markRead(row) }
      : { label: t('chat.markUnread'), icon: <Mails size="1rem" />, onSelect: () => void markUnread(row) },
    row.muted
      ? {
          label: t('chat.unmute'),
          detail: row.mutedUntil === undefined ? undefined : mutedWords(words, row),
          icon: <Bell size="1rem" />,
          onSelect: () => void unmute(row),
        }
      : {
          kind: 'submenu',
          label: t('chat.mute'),
          icon: <BellOff size="1rem" />,
          items: MUTE_SPANS.map((span) => ({ label: t(`chat.mute.${span}`), onSelect: () => void mute(row, span) })),
        },
    {
      kind: 'submenu',
      label: t('chat.level'),
      icon: <Bell size="1rem" />,
      items: levels.map((level) => ({
        kind: 'choice',
        single: true,
        label: t(`chat.level.${level ?? 'default'}`),
        checked: row.level === level,
        onSelect: () => void setLevel(row, level),
      })),
    },
    ...(contact === null
      ? []
      : [
          {
            label: t('chat.contactPage'),
            icon: <Contact size="1rem" />,
            onSelect: () => goTo({ to: 'contact', account: row.account, jid: row.peer }),
          },
        ]),
    { kind: 'separator' },
    {
      label: t('chat.delete'),
      icon: <Trash2 size="1rem" />,
      danger: true,
      onSelect: () => void deleteWithUndo(t, row, name),
    },
  ];
}

export async function deleteWithUndo(t: Translator['t'], id: ConversationId, name: string): Promise<void> {
  const { conversation } = useNavigation.getState();
  const wasOpen = conversation?.account === id.account && conversation.peer === id.peer;
  // First: nothing is written any more into what is deleted.
  if (wasOpen) useNavigation.setState({ conversation: null, mainOpen: false });
  const deletion = await deleteConversation(id);
  async function undo(): Promise<void> {
    await deletion.undo();
    if (wasOpen) goTo({ to: 'conversation', account: id.account, peer: id.peer });
  }
  showToast(t('chat.deleted', { name }), {
    action: { label: t('common.undo'), onPress: () => void undo() },
    onGone: () => void deletion.finish(),
  });
}
