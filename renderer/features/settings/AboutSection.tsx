import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Setting } from './Setting.tsx';

export function AboutSection() {
  const t = useT();
  const version = useWindow((state) => state.version);
  const shell = useWindow((state) => state.shell);
  return (
    <Setting id="about">
      <div className="selectable">
        <p>
          {t('common.app')} · {t('settings.about.version', { version })}
        </p>
        <p className="quiet">{t('settings.about.shell', { shell })}</p>
        <p className="quiet">{t('settings.about.licence')}</p>
      </div>
    </Setting>
  );
}
