/** One quiet line below the lists while there is a newer version; it leads to where the person decides. */
import { CircleArrowUp, X } from 'lucide-react';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { changeSettings, useSettings } from '../settings/store.ts';
import { useUpdates } from './store.ts';
import './UpdateLine.css';

export function UpdateLine() {
  const t = useT();
  const state = useUpdates(({ update }) => update);
  const dismissed = useSettings((settings) => settings.updateDismissed);
  if (state.phase !== 'available' && state.phase !== 'ready') return null;
  const { version } = state.update;
  if (version === dismissed) return null;
  return (
    <div className="update-line">
      <button type="button" className="update-line-button" onClick={() => goTo({ to: 'settings', section: 'about' })}>
        <CircleArrowUp size="1rem" aria-hidden />
        <span className="one-line" role="status">
          {t(state.phase === 'ready' ? 'updates.ready' : 'updates.available', { version })}
        </span>
      </button>
      <IconButton
        label={t('updates.dismiss')}
        icon={<X />}
        // A version that could not be noted as dismissed shows again at the next start.
        onClick={() => void changeSettings({ updateDismissed: version })}
      />
    </div>
  );
}
