import { pickLanguage } from '../../../app/i18n/language.ts';
import type { Language, Settings } from '../../../app/settings/settings.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Select } from '../../ui/Select.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

/** Each language by its own name, so that it is found by whoever reads only that one. */
const LANGUAGE_NAMES: Record<Exclude<Language, 'pseudo'>, string> = { en: 'English', zh: '简体中文', ko: '한국어' };
const TAGS = { en: 'en', zh: 'zh-Hans', ko: 'ko' } as const;

export function LanguageSelect() {
  const t = useT();
  const change = useChange();
  const language = useSettings((settings) => settings.language);
  const system = useWindow((state) => state.systemLanguages);
  const ofSystem = pickLanguage('system', system);
  const names = Object.entries(LANGUAGE_NAMES) as [keyof typeof LANGUAGE_NAMES, string][];
  return (
    <Select<Settings['language']>
      label={t('settings.language')}
      value={language}
      options={[
        {
          value: 'system',
          label: t('settings.language.system', { language: ofSystem === 'pseudo' ? '' : LANGUAGE_NAMES[ofSystem] }),
        },
        ...names.map(([value, label]) => ({ value, label, lang: TAGS[value] })),
      ]}
      onValueChange={(value) => change({ language: value })}
    />
  );
}
