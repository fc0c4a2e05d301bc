import { LOG_LEVELS } from '../../../app/settings/settings.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Select } from '../../ui/Select.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

/** What is written into the log file, and where that is. */
export function LogLevelSelect() {
  const t = useT();
  const change = useChange();
  const level = useSettings((settings) => settings.logLevel);
  const folder = useWindow((state) => state.dataDir);
  return (
    <div className="settings-action">
      <Select
        label={t('settings.logLevel')}
        value={level}
        options={LOG_LEVELS.map((value) => ({ value, label: t(`settings.logLevel.${value}`) }))}
        onValueChange={(logLevel) => change({ logLevel })}
      />
      <p className="quiet">{t('settings.logLevel.text')}</p>
      <p className="quiet break-anywhere">
        {t('settings.dataFolder')} <span className="selectable">{folder}</span>
      </p>
    </div>
  );
}
