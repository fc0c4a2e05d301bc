import { Activity } from 'lucide-react';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { openDiagnostics } from './diagnostics-store.ts';

export function DiagnosticsSection() {
  const t = useT();
  return (
    <div className="settings-action">
      <p className="quiet">{t('diagnostics.text')}</p>
      <Button icon={<Activity size="1rem" aria-hidden />} onClick={() => openDiagnostics()}>
        {t('diagnostics.open')}
      </Button>
    </div>
  );
}
