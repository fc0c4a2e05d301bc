import { NOTICE_LEVELS } from '../../../app/settings/settings.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { NoticeTest } from '../notices/NoticeTest.tsx';
import { NoticeTrouble } from '../notices/NoticeTrouble.tsx';
import { useHealth } from '../notices/use-health.ts';
import { Setting } from './Setting.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

export function NoticesSection() {
  const t = useT();
  const change = useChange();
  const level = useSettings((settings) => settings.noticeLevel);
  const noticeSound = useSettings((settings) => settings.noticeSound);
  const requestSound = useSettings((settings) => settings.requestSound);
  const { health, test } = useHealth();
  return (
    <>
      {health !== undefined && <NoticeTrouble health={health} />}
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
          checked={noticeSound}
          disabled={level === 'none'}
          onCheckedChange={(on) => change({ noticeSound: on })}
        />
      </Setting>
      <Setting id="requestSound">
        <Switch
          label={t('settings.requestSound')}
          checked={requestSound}
          disabled={level === 'none'}
          onCheckedChange={(on) => change({ requestSound: on })}
        />
      </Setting>
      <Setting id="testNotice">
        <NoticeTest health={health} test={test} />
      </Setting>
    </>
  );
}
