import { BellOff, EllipsisVertical, PanelRight, Search } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { mayBeEdited } from '../../../app/chat/allowed.ts';
import type { ShownReply, ThreadMessage } from '../../../app/chat/thread.ts';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { shownKeys } from '../../frame/keys.ts';
import { openDetails, useNavigation } from '../../frame/navigation.ts';
import { PaneHeader } from '../../frame/Panes.tsx';
import { press, SHORTCUTS, useShortcut } from '../../frame/shortcuts.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toasts.ts';
import { isTextField } from '../../ui/typing.ts';
import { useHasSeveralAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { useRosterActions } from '../roster/actions.ts';
import { useIsBlocked } from '../roster/roster-live.ts';
import { unmute } from './actions.ts';
import { Composer, type ComposerHandle } from './Composer.tsx';
import { lastWords } from './ConversationRow.tsx';
import { conversationMenu } from './conversation-menu.tsx';
import { type Conversation, useConversation } from './conversations.ts';
import { FindBar, type FindBarHandle } from './FindBar.tsx';
import { lastLineOf } from './last-line.ts';
import { mutedWords } from './muted-words.ts';
import type { ConversationId } from './parts.ts';
import { usePeerPresence } from './peer.ts';
import { StrangerBanner } from './StrangerBanner.tsx';
import { isServer, isStranger } from './stranger.ts';
import { Thread, type ThreadHandle } from './Thread.tsx';
import { newConversation } from './table.ts';
import { useMessageActions } from './use-message-actions.tsx';
import { useReading, useUnreadLine } from './use-reading.ts';
import { useThread } from './use-thread.ts';
import { beginTask, endTask } from './writing-store.ts';
import './ThreadPane.css';

/** One conversation; give it a key, so that another begins anew. */
export function ThreadPane({ id }: { readonly id: ConversationId }) {
  const found = useConversation(id);
  if (found === undefined) return null;
  const row = found.row ?? newConversation(id.account, id.peer);
  return <Open conversation={{ ...found, row }} />;
}

function Open({ conversation }: { readonly conversation: Conversation }) {
  const { row, contact, name } = conversation;
  const { account, peer } = row;
  const composer = useRef<ComposerHandle>(null);
  const [following, setFollowing] = useState(true);
  const unreadAfter = useUnreadLine(row);
  const { thread, state } = useThread(row, unreadAfter);
  const blocked = useIsBlocked(account, peer);
  const stranger = isStranger(row, contact ?? undefined);
  useReading(row, following && state.messages !== undefined);

  useEffect(() => composer.current?.focus(), []);
  const list = useRef<ThreadHandle>(null);
  const pane = useRef<HTMLDivElement>(null);
  const find = useFind();

  useShortcut('escape', () => {
    const before = document.activeElement;
    composer.current?.focus();
    if (endTask(row)) return true;
    if (find.open) find.close();
    // From the field itself it leads further, where there is somewhere to go.
    else return document.activeElement !== before;
    return true;
  });

  const t = useT();
  const [actions, overlays] = useMessageActions({
    id: row,
    name,
    onReply: (message) => beginTask(row, { kind: 'reply', message }),
    onEdit: (message) => beginTask(row, { kind: 'edit', message }),
    goToAnswered: ({ order }: ShownReply) =>
      order === undefined ? showToast(t('chat.quote.notHere')) : list.current?.goTo(order),
  });
  /** Whether there is one. */
  const editLast = useCallback((): boolean => {
    const read = thread?.read();
    const last = read?.hasNewer === false ? read.messages?.findLast((message) => mayBeEdited(message)) : undefined;
    if (last !== undefined) beginTask({ account, peer }, { kind: 'edit', message: last });
    return last !== undefined;
  }, [thread, account, peer]);

  const onSent = useCallback(() => {
    if (thread?.read().hasNewer) void thread.newest();
  }, [thread]);

  // Letters typed while something else of the thread, or nothing at all, has the focus are meant for the field.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      // On a message some letters do something.
      if (
        event.defaultPrevented ||
        key.length !== 1 ||
        key === ' ' ||
        ctrlKey ||
        metaKey ||
        altKey ||
        isTextField(target)
      )
        return;
      if (target === document.body || pane.current?.contains(target as Node)) composer.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <div className="thread-pane" ref={pane}>
      <ThreadHeader conversation={conversation} />
      {find.open && (
        <FindBar
          ref={find.bar}
          id={row}
          within={pane}
          onGo={(order) => list.current?.goTo(order)}
          onClose={() => {
            find.close();
            composer.current?.focus();
          }}
        />
      )}
      {stranger && !blocked && state.messages?.length !== 0 && <StrangerBanner id={row} name={name} />}
      {thread !== null && (
        <Thread
          ref={list}
          name={name}
          thread={thread}
          state={state}
          actions={actions}
          unreadAfter={unreadAfter}
          unread={row.unread}
          onFollow={setFollowing}
          onJump={() => composer.current?.focus()}
        />
      )}
      {blocked ? (
        <BlockedLine id={row} name={name} />
      ) : (
        <Composer
          ref={composer}
          id={{ account, peer }}
          name={name}
          draft={row.draft ?? ''}
          isStranger={stranger || isServer(peer)}
          onEditLast={editLast}
          onSent={onSent}
        />
      )}
      {overlays}
      <p className="for-readers" aria-live="polite">
        {state.messages !== undefined && <Arrived newest={state.messages.at(-1)} name={name} />}
      </p>
    </div>
  );
}

/** The bar that looks for words in the conversation; the keys bring it, and once more the focus into it. */
function useFind() {
  const [open, setOpen] = useState(false);
  const bar = useRef<FindBarHandle>(null);
  useShortcut('find', () => {
    setOpen(true);
    bar.current?.focus();
  });
  return { open, bar, close: () => setOpen(false) };
}

/** Read out: what was written while the conversation is open. */
function Arrived({ newest, name }: { readonly newest: ThreadMessage | undefined; readonly name: string }) {
  const t = useT();
  const [first] = useState(newest?.key);
  if (newest === undefined || newest.own || newest.key === first) return null;
  return t('chat.arrived', { name, text: lastWords(t, lastLineOf(newest)) });
}

function ThreadHeader({ conversation }: { readonly conversation: Conversation }) {
  const words = useI18n();
  const { t } = words;
  const { row, contact, name } = conversation;
  const detailsOpen = useNavigation((state) => state.detailsOpen);
  const presence = usePeerPresence(row, contact);
  const several = useHasSeveralAccounts();
  const parts = isServer(row.peer)
    ? [t('chat.server')]
    : row.peer === row.account
      ? [t('chat.self')]
      : [
          presence === undefined || presence.presence === 'unknown'
            ? row.peer
            : t(`common.presence.${presence.presence}`),
          presence?.status,
        ];
  if (several) parts.push(t('common.ofAccount', { account: row.account }));
  const subtitle = parts.filter(Boolean).join(' · ');
  return (
    <PaneHeader
      start={
        <PersonAvatar account={row.account} jid={row.peer} name={name} presence={presence?.presence} size={2.25} />
      }
      title={<span lang={scriptLanguage(name)}>{name}</span>}
      subtitle={
        <span lang={scriptLanguage(subtitle)} title={subtitle}>
          {subtitle}
        </span>
      }
      actions={
        <>
          {row.muted && (
            <IconButton
              label={t('chat.mutedUnmute', { muted: mutedWords(words, row) })}
              icon={<BellOff />}
              onClick={() => void unmute(row)}
            />
          )}
          <IconButton
            label={t('chat.details')}
            icon={<PanelRight />}
            aria-pressed={detailsOpen}
            onClick={() => openDetails(!detailsOpen)}
          />
          <Menu
            align="end"
            trigger={<IconButton label={t('chat.menu')} icon={<EllipsisVertical />} />}
            items={() => [
              {
                label: t('chat.find'),
                icon: <Search size="1rem" />,
                keys: shownKeys(SHORTCUTS.find),
                // The menu gives the focus back first.
                onSelect: () => setTimeout(() => press('find')),
              },
              { kind: 'separator' },
              ...conversationMenu(words, conversation),
            ]}
          />
        </>
      }
    />
  );
}

function BlockedLine({ id, name }: { readonly id: ConversationId; readonly name: string }) {
  const t = useT();
  const roster = useRosterActions();
  return (
    <div className="thread-blocked">
      <span>{t('chat.blocked', { name })}</span>
      <Button size="small" onClick={() => void roster.unblock({ account: id.account, jid: id.peer })}>
        {t('chat.unblock')}
      </Button>
    </div>
  );
}
