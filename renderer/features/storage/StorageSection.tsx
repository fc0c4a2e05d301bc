import { useLiveQuery } from 'dexie-react-hooks';
import { Download, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { db } from '../../data/link.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Setting } from '../settings/Setting.tsx';
import { exportHistory, stopExport, useExport } from './exporting.ts';
import { askToRebuild } from './rebuilding.ts';
import { bytesInWords, readUsage, type Usage } from './usage.ts';
import './StorageSection.css';

export function StorageSection() {
  const { t, tag, number } = useI18n();
  const written = useExport((state) => state.written);
  const usage = useUsage();
  const messages = useLiveQuery(() => db.entries.count());
  const refilling = useLiveQuery(() => db.archives.filter((archive) => archive.refill !== undefined).count());
  return (
    <>
      <Setting id="usage">
        <dl className="storage-facts">
          {usage?.used !== undefined && usage.quota !== undefined && (
            <>
              <dt>{t('storage.usage')}</dt>
              <dd className="tabular">
                {t('storage.usage.of', { used: bytesInWords(usage.used, tag), quota: bytesInWords(usage.quota, tag) })}
              </dd>
            </>
          )}
          <dt>{t('storage.messages')}</dt>
          <dd className="tabular">{messages === undefined ? '' : number(messages)}</dd>
        </dl>
        {refilling !== undefined && refilling > 0 && (
          <p className="quiet" role="status">
            {t('storage.refilling')}
          </p>
        )}
        {usage?.persisted === false && <p className="quiet">{t('storage.evictable')}</p>}
      </Setting>
      <Setting id="export">
        <div className="settings-action">
          <p className="quiet">{t('storage.export.text')}</p>
          {written === null ? (
            <Button icon={<Download size="1rem" aria-hidden />} onClick={() => void exportHistory(t)}>
              {t('storage.export')}
            </Button>
          ) : (
            <div className="settings-line">
              <span className="tabular" role="status">
                {t('storage.export.busy', { count: written })}
              </span>
              <Button size="small" onClick={stopExport}>
                {t('storage.export.stop')}
              </Button>
            </div>
          )}
        </div>
      </Setting>
      <Setting id="rebuild">
        <div className="settings-action">
          <p className="quiet">{t('storage.rebuild.detail')}</p>
          <Button icon={<RotateCcw size="1rem" aria-hidden />} onClick={() => askToRebuild()}>
            {t('storage.rebuild')}
          </Button>
        </div>
      </Setting>
    </>
  );
}

/** As it was when the settings were opened: the browser only estimates it, and not for nothing. */
function useUsage(): Usage | undefined {
  const [usage, setUsage] = useState<Usage>();
  useEffect(() => {
    let wanted = true;
    readUsage(navigator.storage).then(
      (read) => wanted && setUsage(read),
      (error: unknown) => console.warn('the use of storage is not known', error),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return usage;
}
