import { useLiveQuery } from 'dexie-react-hooks';
import { Ban, ChevronsDownUp, ChevronsUpDown, Copy, Ellipsis, FolderPlus, UserPlus, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { BareJid } from '../../../app/jid.ts';
import { isJidProblem, typedAddress } from '../../../app/jid.ts';
import { db } from '../../data/link.ts';
import { shownKeys } from '../../frame/keys.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { Panes } from '../../frame/Panes.tsx';
import { SHORTCUTS } from '../../frame/shortcuts.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useAccounts } from '../account/store.ts';
import { useRosterActions } from './actions.ts';
import { ContactList } from './ContactList.tsx';
import { ContactPage } from './ContactPage.tsx';
import { CopyAddress, useCopyAddress } from './CopyAddress.tsx';
import { openRosterDialog } from './dialogs.ts';
import { useRosterLive } from './roster-live.ts';
import { useOutline } from './use-outline.ts';
import './ContactsPage.css';

export function ContactsPage() {
  const t = useT();
  const contact = useNavigation((state) => state.contact);
  return (
    <Panes
      listLabel={t('frame.contacts')}
      listActions={<ListActions />}
      list={<Contacts />}
      mainLabel={contact === null ? t('frame.mainPane') : t('roster.page.about', { name: contact.jid })}
      main={
        contact === null ? (
          <NobodyChosen />
        ) : (
          <ContactPage key={`${contact.account} ${contact.jid}`} account={contact.account} jid={contact.jid} />
        )
      }
    />
  );
}

function NobodyChosen() {
  const t = useT();
  const count = useLiveQuery(() => db.contacts.count()) ?? 0;
  if (count === 0) return null;
  return (
    <EmptyState icon={<Users />} title={t('roster.choose')}>
      {t('roster.choose.advice')}
    </EmptyState>
  );
}

function ListActions() {
  const t = useT();
  const menu = useListMenu();
  return (
    <>
      <IconButton
        label={t('roster.add')}
        keys={shownKeys(SHORTCUTS.addContact)}
        icon={<UserPlus />}
        onClick={() => openRosterDialog({ kind: 'add' })}
      />
      <Menu trigger={<IconButton label={t('common.more')} icon={<Ellipsis />} />} items={menu} align="end" />
    </>
  );
}

function useListMenu(): () => readonly MenuEntry[] {
  const t = useT();
  const actions = useRosterActions();
  const copy = useCopyAddress();
  return () => {
    const accounts = [...useAccounts.getState().accounts.keys()];
    const perAccount = (label: string, icon: ReactNode, act: (account: BareJid) => void): MenuEntry[] =>
      accounts.map((account) => ({
        label,
        icon,
        detail: accounts.length > 1 ? account : undefined,
        onSelect: () => act(account),
      }));
    return [
      ...perAccount(t('roster.menu.newGroup'), <FolderPlus />, (account) =>
        openRosterDialog({ kind: 'new-group', account }),
      ),
      { label: t('roster.menu.foldAll'), icon: <ChevronsDownUp />, onSelect: () => void actions.foldAll(true) },
      { label: t('roster.menu.unfoldAll'), icon: <ChevronsUpDown />, onSelect: () => void actions.foldAll(false) },
      { kind: 'separator' },
      ...perAccount(t('roster.menu.copyOwn'), <Copy />, (account) => void copy(account)),
      { label: t('roster.menu.blocked'), icon: <Ban />, onSelect: () => openRosterDialog({ kind: 'block-list' }) },
    ];
  };
}

function Contacts() {
  const t = useT();
  const [filter, setFilter] = useState('');
  return (
    <>
      <div className="contacts-filter">
        <SearchBox label={t('roster.filter')} value={filter} onValueChange={setFilter} />
      </div>
      <Refused />
      <Filtered filter={filter} />
      <Changing />
    </>
  );
}

/** Apart from the field, so that whoever comes and goes renders the list and nothing else. */
function Filtered({ filter }: { readonly filter: string }) {
  const t = useT();
  const outline = useOutline(filter);
  if (outline === undefined) return <Skeleton rows={8} label={t('common.loading')} />;
  if (outline.isEmpty) return <NobodyYet />;
  if (outline.rows.length === 0) return <NoMatch filter={filter} />;
  return <ContactList rows={outline.rows} filtered={filter.trim() !== ''} groups={outline.groups} />;
}

function Refused() {
  const t = useT();
  const refused = useRosterLive((state) => state.refused);
  return [...refused].map(([account, fault]) => (
    <div key={account} className="contacts-notice">
      <Banner tone="warning" title={t('roster.refused')}>
        {faultLine(t, fault)}
      </Banner>
    </div>
  ));
}

function NobodyYet() {
  const t = useT();
  const accounts = useAccounts(useShallow((state) => [...state.accounts.keys()]));
  return (
    <EmptyState
      icon={<Users />}
      title={t('roster.empty')}
      actions={
        <Button
          look="primary"
          icon={<UserPlus size="1rem" aria-hidden />}
          onClick={() => openRosterDialog({ kind: 'add' })}
        >
          {t('roster.add')}
        </Button>
      }
    >
      {t('roster.empty.advice')}
      {accounts.map((account) => (
        <CopyAddress key={account} address={account} />
      ))}
    </EmptyState>
  );
}

function NoMatch({ filter }: { readonly filter: string }) {
  const t = useT();
  const address = filter.includes('@') ? typedAddress(filter) : 'empty';
  return (
    <EmptyState
      title={t('roster.noMatch')}
      actions={
        !isJidProblem(address) && (
          <Button onClick={() => openRosterDialog({ kind: 'add', address })}>
            {t('roster.noMatch.add', { address })}
          </Button>
        )
      }
    >
      {t('roster.noMatch.advice')}
    </EmptyState>
  );
}

/** A change of many contacts, while it goes on. */
function Changing() {
  const t = useT();
  const progress = useRosterLive((state) => state.progress);
  return [...progress].map(([account, { done, total }]) => (
    <div key={account} className="contacts-progress">
      <Progress label={t('roster.progress', { done, total })} value={done} max={total} />
    </div>
  ));
}
