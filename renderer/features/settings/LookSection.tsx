import { Minus, Plus } from 'lucide-react';
import { FONT_SIZES } from '../../../app/settings/settings.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Setting } from './Setting.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';
import { nextZoom } from './zoom.ts';
import './LookSection.css';

export function LookSection() {
  const t = useT();
  const change = useChange();
  const theme = useSettings((settings) => settings.theme);
  const density = useSettings((settings) => settings.density);
  const fontSize = useSettings((settings) => settings.fontSize);
  return (
    <>
      <Setting id="theme">
        <Choice
          label={t('settings.theme')}
          value={theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`settings.theme.${value}`),
          }))}
          onValueChange={(value) => change({ theme: value })}
        />
      </Setting>
      <Setting id="density">
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
      </Setting>
      <Setting id="fontSize">
        <Choice
          label={t('settings.fontSize')}
          value={fontSize}
          options={FONT_SIZES.map((value) => ({ value, label: t(`settings.fontSize.${value}`) }))}
          onValueChange={(value) => change({ fontSize: value })}
        />
      </Setting>
      <Setting id="zoom">
        <Zoom />
      </Setting>
    </>
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
