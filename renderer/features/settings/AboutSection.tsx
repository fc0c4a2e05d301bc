import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useUpdates } from '../updates/store.ts';
import { UpdatesPanel } from '../updates/UpdatesPanel.tsx';
import { Setting } from './Setting.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

export function AboutSection() {
  const t = useT();
  const version = useWindow((state) => state.version);
  const shell = useWindow((state) => state.shell);
  const updatesItself = useUpdates(({ update }) => update.phase !== 'elsewhere');
  const lookForUpdates = useSettings((settings) => settings.lookForUpdates);
  const change = useChange();
  return (
    <>
      <Setting id="about">
        <div className="selectable">
          <p>
            {t('common.app')} · {t('settings.about.version', { version })}
          </p>
          <p className="quiet">{t('settings.about.shell', { shell })}</p>
          <p className="quiet">{t('settings.about.licence')}</p>
        </div>
      </Setting>
      <Setting id="updates">
        <UpdatesPanel />
      </Setting>
      <Setting id="lookForUpdates">
        {updatesItself && (
          <Switch
            label={t('updates.look')}
            detail={t('updates.look.text')}
            checked={lookForUpdates}
            onCheckedChange={(on) => change({ lookForUpdates: on })}
          />
        )}
      </Setting>
    </>
  );
}
