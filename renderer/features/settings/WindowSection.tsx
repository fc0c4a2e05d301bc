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
  const recentChats = useSettings((settings) => settings.recentChats);
  const hasRecentChats = useWindow((state) => state.hasRecentChats);
  const tray = useWindow((state) => state.tray);
  const shell = useWindow((state) => state.shell);
  const isMac = useWindow((state) => state.platform === 'darwin');
  return (
    <>
      <Setting id="closeToTray">
        {tray === 'there' ? (
          <Switch
            label={t('settings.closeToTray')}
            detail={t('settings.closeToTray.text')}
            checked={closeToTray}
            onCheckedChange={(on) => change({ closeToTray: on })}
          />
        ) : (
          <p className="quiet">{t(`window.noTray.${tray}`)}</p>
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
      <Setting id="recentChats">
        {hasRecentChats && (
          <Switch
            label={t('window.recentChats')}
            detail={t('window.recentChats.text')}
            checked={recentChats}
            onCheckedChange={(on) => change({ recentChats: on })}
          />
        )}
      </Setting>
      <Setting id="loginItem">
        <LoginItem />
      </Setting>
    </>
  );
}
