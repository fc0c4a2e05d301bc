import type { ChangeFailure } from '../../../app/contract/roster.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import './FailuresDialog.css';

/** As many as one reads. */
const SHOWN = 100;

interface FailuresDialogProps {
  readonly failures: readonly ChangeFailure[];
  readonly onClose: () => void;
}

/** What a change of many contacts left as it was, and why. */
export function FailuresDialog({ failures, onClose }: FailuresDialogProps) {
  const t = useT();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('roster.failures.title', { count: failures.length })}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <ul className="failures">
        {failures.slice(0, SHOWN).map(({ jid, fault }) => (
          <li key={jid}>
            <span className="break-anywhere">{jid}</span>
            <span className="quiet break-anywhere">{faultLine(t, fault)}</span>
          </li>
        ))}
      </ul>
      {failures.length > SHOWN && (
        <p className="quiet">{t('roster.failures.more', { count: failures.length - SHOWN })}</p>
      )}
    </Dialog>
  );
}
