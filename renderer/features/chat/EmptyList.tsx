import { useMemo } from 'react';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useContacts } from '../roster/contacts.ts';
import { isAvailable, usePresenceStore } from '../roster/presence-store.ts';
import type { ContactRow } from '../roster/table.ts';
import { openNewChat } from './new-chat-store.ts';
import { PersonRow } from './PersonRow.tsx';
import './EmptyList.css';

const MOST = 30;

/** Nothing was written yet: the people who are there now, or how to find some. */
export function EmptyList() {
  const t = useT();
  const online = useOnlineContacts();
  if (online.length === 0) {
    return (
      <EmptyState
        title={t('chat.empty.title')}
        actions={
          <>
            <Button look="primary" onClick={() => openNewChat()}>
              {t('chat.new')}
            </Button>
            <Button onClick={() => goTo({ to: 'contacts' })}>{t('chat.empty.contacts')}</Button>
          </>
        }
      >
        {t('chat.empty.nobody')}
      </EmptyState>
    );
  }
  return (
    <div className="chat-empty">
      <h2>{t('chat.empty.title')}</h2>
      <p className="quiet">{t('chat.empty.online')}</p>
      <ul>
        {online.map((contact) => (
          <li key={`${contact.account} ${contact.jid}`}>
            <button
              type="button"
              onClick={() => goTo({ to: 'conversation', account: contact.account, peer: contact.jid })}
            >
              <PersonRow contact={contact} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useOnlineContacts(): readonly ContactRow[] {
  const contacts = useContacts();
  const arrivals = usePresenceStore((state) => state.arrivals);
  // biome-ignore lint/correctness/useExhaustiveDependencies: arrivals say when to look again
  return useMemo(
    () => (contacts ?? []).filter(({ account, jid }) => isAvailable(account, jid)).slice(0, MOST),
    [contacts, arrivals],
  );
}
