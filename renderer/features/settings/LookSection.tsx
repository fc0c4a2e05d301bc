import { Minus, Plus } from 'lucide-react';
import { pickLanguage } from '../../../app/i18n/language.ts';
import type { Language, Settings } from '../../../app/settings/settings.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Select } from '../../ui/Select.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';
import { nextZoom } from './zoom.ts';
import './LookSection.css';

/** Each language by its own name, so that it is found by whoever reads only that one. */
const LANGUAGE_NAMES: Record<Exclude<Language, 'pseudo'>, string> = { en: 'English', zh: '简体中文', ko: '한국어' };
const TAGS = { en: 'en', zh: 'zh-Hans', ko: 'ko' } as const;

export function LookSection() {
  const t = useT();
  const change = useChange();
  const theme = useSettings((settings) => settings.theme);
  const density = useSettings((settings) => settings.density);
  return (
    <>
      <LanguageSelect />
      <Choice
        label={t('settings.theme')}
        value={theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`settings.theme.${value}`),
        }))}
        onValueChange={(value) => change({ theme: value })}
      />
      <Choice
        label={t('settings.density')}
        value={density}
        options={(['comfortable', 'compact'] as const).map((value) => ({
          value,
          label: t(`settings.density.${value}`),
          detail: t(`settings.density.${value}.text`),
        }))}
        onValueChange={(value) => change({ density: value })}
      />
      <Zoom />
    </>
  );
}

function LanguageSelect() {
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

function Zoom() {
  const t = useT();
  const change = useChange();
  const zoom = useSettings((settings) => settings.zoom);
  return (
    <fieldset className="zoom-setting">
      <legend>{t('settings.zoom')}</legend>
      <IconButton
        label={t('settings.zoom.smaller')}
        icon={<Minus />}
        disabled={nextZoom(zoom, -1) === zoom}
        onClick={() => change({ zoom: nextZoom(zoom, -1) })}
      />
      <output className="tabular">{t('settings.zoom.percent', { percent: zoom })}</output>
      <IconButton
        label={t('settings.zoom.larger')}
        icon={<Plus />}
        disabled={nextZoom(zoom, 1) === zoom}
        onClick={() => change({ zoom: nextZoom(zoom, 1) })}
      />
      {zoom !== 100 && (
        <Button look="quiet" size="small" onClick={() => change({ zoom: 100 })}>
          {t('settings.zoom.reset')}
        </Button>
      )}
    </fieldset>
  );
}
