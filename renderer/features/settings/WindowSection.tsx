import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { LoginItem } from './LoginItem.tsx';
import { Setting } from './Setting.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

export function WindowSection() {
  const t = useT();
  const change = useChange();
  const closeToTray = useSettings((settings) => settings.closeToTray);
  const attract = useSettings((settings) => settings.attract);
  const hasTray = useWindow((state) => state.hasTray);
  const shell = useWindow((state) => state.shell);
  const isMac = useWindow((state) => state.platform === 'darwin');
  return (
    <>
      <Setting id="closeToTray">
        {hasTray ? (
          <Switch
            label={t('settings.closeToTray')}
            detail={t('settings.closeToTray.text')}
            checked={closeToTray}
            onCheckedChange={(on) => change({ closeToTray: on })}
          />
        ) : (
          <p className="quiet">{t('settings.about.noTray')}</p>
        )}
      </Setting>
      <Setting id="attract">
        {shell === 'electron' && (
          <Switch
            label={t('window.attract')}
            detail={t(isMac ? 'window.attract.dock' : 'window.attract.taskbar')}
            checked={attract}
            onCheckedChange={(on) => change({ attract: on })}
          />
        )}
      </Setting>
      <Setting id="loginItem">
        <LoginItem />
      </Setting>
    </>
  );
}
