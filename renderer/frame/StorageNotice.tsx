import { useT } from '../i18n/i18n.tsx';
import { Button } from '../ui/Button.tsx';
import { FaultBanner } from '../ui/FaultBanner.tsx';
import { useStorageFault } from './storage-fault.ts';
import './StorageNotice.css';

/** Stays until it is mended: what comes in the meantime is not kept. */
export function StorageNotice() {
  const t = useT();
  const fault = useStorageFault((state) => state.fault);
  if (fault === null) return null;
  return (
    <div className="storage-notice">
      <FaultBanner
        fault={fault}
        actions={
          <Button size="small" onClick={() => location.reload()}>
            {t('frame.crash.reload')}
          </Button>
        }
      />
    </div>
  );
}
