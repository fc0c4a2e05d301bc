import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { pickLanguage } from '../app/i18n/language.ts';
import { createTranslator, type Translator } from '../app/i18n/translator.ts';
import { heardTotals } from '../app/notices/strangers.ts';
import { db, storage } from './data/link.ts';
import { steadyQuery } from './data/steady-query.ts';
import { OwnStatus } from './features/account/OwnStatus.tsx';
import { SignInPage } from './features/account/SignInPage.tsx';
import { useAccounts } from './features/account/store.ts';
import { ChatEverywhere } from './features/chat/ChatEverywhere.tsx';
import { ChatsPage } from './features/chat/ChatsPage.tsx';
import { countTotals } from './features/chat/unread.ts';
import { DiagnosticsDialog } from './features/diagnostics/DiagnosticsDialog.tsx';
import { LinkDialogs } from './features/links/LinkDialogs.tsx';
import { RequestDialog } from './features/requests/RequestDialog.tsx';
import { RequestsPage } from './features/requests/RequestsPage.tsx';
import { ContactsPage } from './features/roster/ContactsPage.tsx';
import { RosterDialogs } from './features/roster/RosterDialogs.tsx';
import { SettingsAsideToast } from './features/settings/SettingsAside.tsx';
import { SettingsPage } from './features/settings/SettingsPage.tsx';
import { useSettings } from './features/settings/store.ts';
import { useZoomKeys } from './features/settings/use-zoom-keys.ts';
import { RebuildDialog } from './features/storage/RebuildDialog.tsx';
import { StorageNotice } from './features/storage/StorageNotice.tsx';
import { StoragePage } from './features/storage/StoragePage.tsx';
import { UpdateLine } from './features/updates/UpdateLine.tsx';
import { CrashBoundary } from './frame/Crash.tsx';
import { Frame } from './frame/Frame.tsx';
import { listenForShortcuts } from './frame/shortcuts.ts';
import { useWindow } from './frame/window-store.ts';
import { I18nProvider } from './i18n/i18n.tsx';
import { Toaster } from './ui/Toaster.tsx';
import { TooltipProvider } from './ui/Tooltip.tsx';

export function App() {
  const hasAccounts = useAccounts((state) => state.accounts.size > 0);
  const isReadable = useStore(storage.state, ({ phase }) => phase === 'open' || phase === 'refusing');
  useEffect(() => listenForShortcuts(window), []);
  useZoomKeys();
  return (
    <I18nProvider translator={useTranslator()}>
      {/* The page allows no style elements; what Base UI would put into them is not needed here. */}
      <CSPProvider disableStyleElements>
        <TooltipProvider delay={500}>
          {isReadable ? <CrashBoundary>{hasAccounts ? <Main /> : <SignInPage />}</CrashBoundary> : <StoragePage />}
          <StorageNotice />
          <RebuildDialog />
          <DiagnosticsDialog />
          <SettingsAsideToast />
          <Toaster />
        </TooltipProvider>
      </CSPProvider>
    </I18nProvider>
  );
}

const pages = {
  chats: <ChatsPage />,
  contacts: <ContactsPage />,
  requests: <RequestsPage />,
  settings: <SettingsPage />,
};

const counted = steadyQuery({ read: () => countTotals(db) });

function Main() {
  const totals = useSyncExternalStore(counted.subscribe, counted.current) ?? { unread: 0, requests: 0, ofStrangers: 0 };
  const strangers = useSettings((settings) => settings.strangers);
  const aside = strangers === 'requests' ? totals.ofStrangers : 0;
  return (
    <>
      <Frame
        pages={pages}
        listHeader={<OwnStatus />}
        listFooter={<UpdateLine />}
        counts={{ chats: heardTotals(totals, strangers).unread, requests: totals.requests + aside }}
      />
      <ChatEverywhere />
      <RosterDialogs />
      <LinkDialogs />
      <RequestDialog />
    </>
  );
}

function useTranslator(): Translator {
  const setting = useSettings((settings) => settings.language);
  const system = useWindow((state) => state.systemLanguages);
  return useMemo(() => createTranslator(pickLanguage(setting, system), system), [setting, system]);
}
