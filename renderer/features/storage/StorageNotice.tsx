import { useState } from 'react';
import { useStore } from 'zustand';
import { storage } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import { exportHistory } from './exporting.ts';
import { askToRebuild, tryAgain } from './rebuilding.ts';
import './StorageNotice.css';

/** Over whatever is on the screen, until it is mended or seen. */
export function StorageNotice() {
  const t = useT();
  const { phase, problem, lost } = useStore(storage.state);
  if (phase === 'refusing' && problem !== null) {
    return (
      <div className="storage-notice">
        <FaultBanner
          fault={{ kind: 'storage', problem }}
          actions={
            <>
              <TryAgain />
              {problem === 'damaged' && (
                <>
                  <Button size="small" onClick={() => void exportHistory(t)}>
                    {t('storage.export')}
                  </Button>
                  <Button size="small" onClick={() => askToRebuild()}>
                    {t('storage.rebuild')}
                  </Button>
                </>
              )}
            </>
          }
        />
      </div>
    );
  }
  if (!lost || phase === 'shut') return null;
  return (
    <div className="storage-notice">
      <Banner
        tone="warning"
        urgent
        title={t('storage.lost.title')}
        actions={
          <Button size="small" onClick={storage.lossTold}>
            {t('common.close')}
          </Button>
        }
      >
        <p>{t('storage.lost.text')}</p>
      </Banner>
    </div>
  );
}

export function TryAgain({ look }: { readonly look?: 'primary' }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      size={look === undefined ? 'small' : 'normal'}
      look={look ?? 'secondary'}
      busy={busy}
      onClick={() => {
        setBusy(true);
        void tryAgain(t).finally(() => setBusy(false));
      }}
    >
      {t('common.retry')}
    </Button>
  );
}
