import { type ReactNode, useRef } from 'react';
import type { MessageKey } from '../../../app/i18n/translator.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { PaneHeader, Panes } from '../../frame/Panes.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { DiagnosticsSection } from '../diagnostics/DiagnosticsSection.tsx';
import { StorageSection } from '../storage/StorageSection.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AccountsSection } from './AccountsSection.tsx';
import { LookSection } from './LookSection.tsx';
import { NoticesSection } from './NoticesSection.tsx';
import { PrivacySection } from './PrivacySection.tsx';
import { SettingsAsideBanner } from './SettingsAside.tsx';
import { WindowSection } from './WindowSection.tsx';
import './SettingsPage.css';

type SectionTitle = Extract<MessageKey, `settings.${string}`>;

const SECTIONS: readonly { readonly title: SectionTitle; readonly content: ReactNode }[] = [
  { title: 'settings.accounts', content: <AccountsSection /> },
  { title: 'settings.look', content: <LookSection /> },
  { title: 'settings.notices', content: <NoticesSection /> },
  { title: 'settings.privacy', content: <PrivacySection /> },
  { title: 'settings.window', content: <WindowSection /> },
  { title: 'settings.storage', content: <StorageSection /> },
  { title: 'settings.diagnostics', content: <DiagnosticsSection /> },
  { title: 'settings.about', content: <AboutSection /> },
];

/** Everything on one page, applied at once; the list leads to its parts. */
export function SettingsPage() {
  const t = useT();
  const page = useRef<HTMLDivElement>(null);

  function lead(to: string): void {
    useNavigation.setState({ mainOpen: true });
    // In a narrow window the page is only there from the next frame on.
    requestAnimationFrame(() => {
      const section = page.current?.querySelector<HTMLElement>(`[data-section="${to}"]`);
      section?.scrollIntoView({ block: 'start' });
      section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    });
  }

  return (
    <Panes
      listLabel={t('settings.sections')}
      list={
        <ul className="settings-list">
          {SECTIONS.map(({ title }) => (
            <li key={title}>
              <button type="button" onClick={() => lead(title)}>
                {t(title)}
              </button>
            </li>
          ))}
        </ul>
      }
      mainLabel={t('settings.title')}
      main={
        <>
          <PaneHeader title={t('settings.title')} />
          <div className="settings-page" ref={page}>
            <SettingsAsideBanner />
            {SECTIONS.map(({ title, content }) => (
              <section key={title} data-section={title} aria-label={t(title)}>
                <h2 tabIndex={-1}>{t(title)}</h2>
                {content}
              </section>
            ))}
          </div>
        </>
      }
    />
  );
}
