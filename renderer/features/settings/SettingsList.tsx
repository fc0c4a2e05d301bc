import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { SETTINGS_SECTIONS, type SettingsSection } from '../../../app/settings/sections.ts';
import { shownKeys } from '../../frame/keys.ts';
import { SHORTCUTS } from '../../frame/shortcuts.ts';
import { useT } from '../../i18n/i18n.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import type { CataloguedSetting } from './catalogue.ts';
import './SettingsList.css';

interface SettingsListProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** Undefined: nothing is looked for, and the sections are listed. */
  readonly found: readonly CataloguedSetting[] | undefined;
  readonly inView: SettingsSection | undefined;
  readonly onSection: (section: SettingsSection) => void;
  readonly onSetting: (setting: CataloguedSetting) => void;
}

/** The search, and under it the sections or what was found; arrow keys go through them. */
export function SettingsList(props: SettingsListProps) {
  const { search, text, onTextChange, found, inView, onSection, onSetting } = props;
  const t = useT();
  const list = useRef<HTMLUListElement>(null);

  function step(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || event.nativeEvent.isComposing) return;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons.indexOf(document.activeElement as HTMLButtonElement) + by;
    event.preventDefault();
    if (next < 0) search.current?.select();
    else buttons[next]?.focus();
  }

  function onSearchKey(event: KeyboardEvent): void {
    const [first] = found ?? [];
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || first === undefined) step(event);
    else onSetting(first);
  }

  return (
    <>
      <search className="settings-search">
        <SearchBox
          ref={search}
          label={t('settings.search')}
          value={text}
          onValueChange={onTextChange}
          onKeyDown={onSearchKey}
          keys={shownKeys(SHORTCUTS.find)}
        />
        <p className="for-readers" role="status">
          {found !== undefined && t('settings.search.count', { count: found.length })}
        </p>
      </search>
      <ul className="settings-list" ref={list} onKeyDown={step}>
        {found === undefined
          ? SETTINGS_SECTIONS.map((section) => (
              <li key={section}>
                <button
                  type="button"
                  aria-current={section === inView ? 'location' : undefined}
                  data-pane-focus={section === inView || undefined}
                  onClick={() => onSection(section)}
                >
                  {t(`settings.${section}`)}
                </button>
              </li>
            ))
          : found.map((setting) => (
              <li key={setting.id}>
                <button type="button" onClick={() => onSetting(setting)}>
                  {t(setting.title)}
                  <span className="settings-list-section">{t(`settings.${setting.section}`)}</span>
                </button>
              </li>
            ))}
        {found?.length === 0 && <li className="settings-list-none">{t('settings.search.none')}</li>}
      </ul>
    </>
  );
}
