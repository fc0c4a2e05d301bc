import { useLiveQuery } from 'dexie-react-hooks';
import { MessageCirclePlus } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { db } from '../../data/link.ts';
import { shownKeys } from '../../frame/keys.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import { SHORTCUTS } from '../../frame/shortcuts.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx';
import { useAccounts } from '../account/store.ts';
import { markRead } from './actions.ts';
import { ConversationRow } from './ConversationRow.tsx';
import { conversationMenu, deleteWithUndo } from './conversation-menu.tsx';
import { conversationKey, useConversations, useIsAside } from './conversations.ts';
import { EmptyList } from './EmptyList.tsx';
import { type ListRow, rowsFound, rowsOfAll } from './list-rows.ts';
import { PersonRow } from './PersonRow.tsx';
import { useDensityRow } from './use-density-row.ts';
import './ConversationList.css';

const keyOf = (row: ListRow) => row.key;

/** The conversations of all accounts, and above them the search that also finds people. */
export function ConversationList() {
  const words = useI18n();
  const { t } = words;
  const conversations = useConversations();
  const [text, setText] = useState('');
  const isSearching = text.trim() !== '';
  const list = useRef<VirtualListHandle>(null);
  const open = useNavigation((state) => (state.conversation === null ? null : conversationKey(state.conversation)));
  const rowHeight = useDensityRow();
  const rows = useRows(text, conversations);

  function activate(row: ListRow): void {
    if (row.kind === 'conversation') {
      const { account, peer, marked } = row.conversation.row;
      goTo({ to: 'conversation', account, peer });
      // Open already: nothing else would take the mark away.
      if (marked === 1 && row.key === open) void markRead({ account, peer });
    } else if (row.kind === 'person') {
      goTo({ to: 'conversation', account: row.contact.account, peer: row.contact.jid });
    } else if (row.kind === 'address') openAddress(row);
    else return;
    setText('');
  }

  function onSearchKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const first = rows?.find((row) => row.kind !== 'heading');
    if (first === undefined) return;
    if (event.key === 'Enter' && isSearching) activate(first);
    else if (event.key === 'ArrowDown') list.current?.focus(first.key);
    else return;
    event.preventDefault();
  }

  function onRowKey(event: KeyboardEvent, row: ListRow): void {
    if (event.key !== 'Delete' || row.kind !== 'conversation') return;
    event.preventDefault();
    void deleteWithUndo(t, row.conversation.row, row.conversation.name);
  }

  return (
    <>
      <div className="chat-search">
        <SearchBox
          id="chat-search"
          label={t('chat.search')}
          value={text}
          onValueChange={setText}
          onKeyDown={onSearchKey}
          keys={shownKeys(SHORTCUTS.switcher)}
        />
      </div>
      {rows === undefined ? (
        <Skeleton rows={6} label={t('common.loading')} />
      ) : rows.length > 0 ? (
        <VirtualList
          ref={list}
          items={rows}
          keyOf={keyOf}
          rowHeight={rowHeight}
          role="listbox"
          label={t('chat.list')}
          renderRow={(row) => <Row row={row} />}
          // A listbox has options and nothing else: a heading is one that can't be chosen.
          rowProps={(row) =>
            row.kind === 'heading' ? { 'aria-disabled': true } : { 'aria-selected': row.key === open }
          }
          onActivate={activate}
          onRowKey={onRowKey}
          menuOf={(row) => (row.kind === 'conversation' ? conversationMenu(words, row.conversation) : [])}
          textOf={textOf}
        />
      ) : isSearching ? (
        <EmptyState title={t('chat.search.nothing', { text: text.trim() })} />
      ) : (
        <EmptyList />
      )}
    </>
  );
}

function useRows(text: string, conversations: ReturnType<typeof useConversations>): readonly ListRow[] | undefined {
  const isSearching = text.trim() !== '';
  const isAside = useIsAside();
  // Ten thousand contacts are read when somebody searches, not before.
  const contacts = useLiveQuery(() => (isSearching ? db.contacts.toArray() : []), [isSearching]);
  return useMemo(() => {
    if (conversations === undefined) return undefined;
    // What is kept aside is found all the same.
    if (isSearching) return rowsFound(text, conversations, contacts ?? []);
    return rowsOfAll(conversations.filter((conversation) => !isAside(conversation)));
  }, [text, isSearching, conversations, contacts, isAside]);
}

function openAddress({ address }: Extract<ListRow, { kind: 'address' }>): void {
  const [account] = useAccounts.getState().accounts.keys();
  if (account !== undefined) goTo({ to: 'conversation', account, peer: address });
}

function Row({ row }: { readonly row: ListRow }) {
  const t = useT();
  switch (row.kind) {
    case 'conversation':
      return <ConversationRow conversation={row.conversation} />;
    case 'person':
      return <PersonRow contact={row.contact} />;
    case 'address':
      return (
        <div className="chat-row">
          <Avatar address={row.address} name={row.address} />
          <span className="one-line">{t('chat.search.write', { address: row.address })}</span>
        </div>
      );
    case 'heading':
      return <div className="chat-list-heading">{t(`chat.search.${row.of}`)}</div>;
  }
}

function textOf(row: ListRow): string {
  if (row.kind === 'conversation') return row.conversation.name;
  return row.kind === 'person' ? row.name : '';
}

export function NewChatIcon() {
  return <MessageCirclePlus size="1.25rem" aria-hidden />;
}
