/** Everything on one page, applied at once: the list leads to its parts, or to what is looked for. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { SETTINGS_SECTIONS, type SettingsSection } from '../../../app/settings/sections.ts';
import { leaveSettings, useNavigation } from '../../frame/navigation.ts';
import { PaneHeader, Panes } from '../../frame/Panes.tsx';
import { isOnePane } from '../../frame/panes.ts';
import { useShortcut } from '../../frame/shortcuts.ts';
import { useT } from '../../i18n/i18n.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { markText } from '../../ui/mark-text.ts';
import { StorageSection } from '../storage/StorageSection.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AccountsSection } from './AccountsSection.tsx';
import { AdvancedSection } from './AdvancedSection.tsx';
import type { CataloguedSetting } from './catalogue.ts';
import { GeneralSection } from './GeneralSection.tsx';
import { LookSection } from './LookSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { NoticesSection } from './NoticesSection.tsx';
import { PrivacySection } from './PrivacySection.tsx';
import { FoundSettings } from './Setting.tsx';
import { SettingsAsideBanner } from './SettingsAside.tsx';
import { SettingsList } from './SettingsList.tsx';
import { ShortcutsSection } from './ShortcutsSection.tsx';
import { findSettings } from './search.ts';
import { useSectionInView } from './use-section-in-view.ts';
import './SettingsPage.css';

const CONTENTS: Record<SettingsSection, ReactNode> = {
  general: <GeneralSection />,
  accounts: <AccountsSection />,
  notices: <NoticesSection />,
  privacy: <PrivacySection />,
  look: <LookSection />,
  shortcuts: <ShortcutsSection />,
  network: <NetworkSection />,
  storage: <StorageSection />,
  advanced: <AdvancedSection />,
  about: <AboutSection />,
};

export function SettingsPage() {
  const t = useT();
  const page = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  // What the shell or the server can't do has no row, and is not found.
  const [absent, setAbsent] = useState<ReadonlySet<string>>(new Set());
  const found = findSettings(t, text)?.filter(({ id }) => !absent.has(id));
  const section = useNavigation((state) => state.section);
  const inView = useSectionInView(page, text);

  useShortcut('find', () => search.current?.select());
  useShortcut('escape', () => {
    if (isOnePane() && useNavigation.getState().mainOpen) return false;
    if (text === '') leaveSettings();
    else setText('');
    return true;
  });

  useEffect(() => {
    if (section === null) return;
    useNavigation.setState({ section: null });
    setText('');
    lead(page, (element) => element.dataset.section === section);
  }, [section]);

  useEffect(() => {
    const words = text.trim().split(/\s+/);
    return page.current === null || text.trim() === '' ? undefined : markText(page.current, words, '[data-setting]');
  }, [text]);

  function look(wanted: string): void {
    const rows = [...(page.current?.querySelectorAll<HTMLElement>('[data-setting]') ?? [])];
    setAbsent(new Set(rows.filter((row) => row.childElementCount === 0).map((row) => row.dataset.setting ?? '')));
    setText(wanted);
    page.current?.scrollTo({ top: 0 });
  }

  const leadTo = (to: SettingsSection) => lead(page, ({ dataset }) => dataset.section === to);
  const leadToSetting = ({ id }: CataloguedSetting) => lead(page, ({ dataset }) => dataset.setting === id);
  const sections = SETTINGS_SECTIONS.filter((each) => found?.some((setting) => setting.section === each) ?? true);
  return (
    <Panes
      listLabel={t('settings.sections')}
      list={
        <SettingsList
          search={search}
          text={text}
          onTextChange={look}
          found={found}
          inView={inView}
          onSection={leadTo}
          onSetting={leadToSetting}
        />
      }
      mainLabel={t('settings.title')}
      main={
        <>
          <PaneHeader title={t('settings.title')} />
          <div className="settings-page" ref={page} data-searching={found !== undefined || undefined}>
            <SettingsAsideBanner />
            <FoundSettings value={found && new Set(found.map(({ id }) => id))}>
              {SETTINGS_SECTIONS.map((each) => (
                <section
                  key={each}
                  data-section={each}
                  aria-label={t(`settings.${each}`)}
                  hidden={!sections.includes(each)}
                >
                  <h2 tabIndex={-1}>{t(`settings.${each}`)}</h2>
                  {CONTENTS[each]}
                </section>
              ))}
            </FoundSettings>
            {found?.length === 0 && (
              <EmptyState title={t('settings.search.nothing', { text: text.trim() })}>
                {t('settings.search.nothing.text')}
              </EmptyState>
            )}
          </div>
        </>
      }
    />
  );
}

/** To a section or a row of the page, which in a narrow window is only there from the next frame on. */
function lead(page: { readonly current: HTMLElement | null }, isMeant: (element: HTMLElement) => boolean): void {
  useNavigation.setState({ mainOpen: true });
  requestAnimationFrame(() => {
    const places = page.current?.querySelectorAll<HTMLElement>('[data-section], [data-setting]') ?? [];
    const place = [...places].find(isMeant);
    if (place === undefined) return;
    place.scrollIntoView({ block: 'start' });
    const control = 'section' in place.dataset ? null : place.querySelector<HTMLElement>(CONTROL);
    const heading = place.closest('[data-section]')?.querySelector<HTMLElement>('h2');
    (control ?? heading)?.focus({ preventScroll: true });
  });
}

const CONTROL = 'input:checked, input[type="text"], [role="switch"], [role="combobox"], button:not(:disabled)';
