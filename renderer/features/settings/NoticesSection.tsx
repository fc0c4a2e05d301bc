import { NOTICE_LEVELS } from '../../../app/settings/settings.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Setting } from './Setting.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

export function NoticesSection() {
  const t = useT();
  const change = useChange();
  const level = useSettings((settings) => settings.noticeLevel);
  const sound = useSettings((settings) => settings.noticeSound);
  return (
    <>
      <Setting id="noticeLevel">
        <Choice
          label={t('settings.noticeLevel')}
          value={level}
          options={NOTICE_LEVELS.map((value) => ({
            value,
            label: t(`settings.noticeLevel.${value}`),
            detail: t(`settings.noticeLevel.${value}.preview`),
          }))}
          onValueChange={(noticeLevel) => change({ noticeLevel })}
        />
      </Setting>
      <Setting id="noticeSound">
        <Switch
          label={t('settings.noticeSound')}
          checked={sound}
          disabled={level === 'none'}
          onCheckedChange={(noticeSound) => change({ noticeSound })}
        />
      </Setting>
    </>
  );
}
