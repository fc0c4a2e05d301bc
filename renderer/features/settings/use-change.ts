import { useT } from '../../i18n/i18n.tsx';
import { showToast } from '../../ui/toasts.ts';
import { changeSettings, type SetByThemselves } from './store.ts';

/** Changes settings at once; that one could not be kept is told. */
export function useChange(): (change: SetByThemselves) => void {
  const t = useT();
  return (change) => {
    void changeSettings(change).then((fault) => {
      if (fault !== undefined) showToast(t('settings.failed'), { tone: 'danger' });
    });
  };
}
