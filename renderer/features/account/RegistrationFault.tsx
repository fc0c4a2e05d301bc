import type { Fault } from '../../../app/fault.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import { CertificateNotice } from './CertificateNotice.tsx';

interface RegistrationFaultProps {
  readonly fault: Fault;
  readonly busy: boolean;
  readonly onTrust: (fingerprint: string) => void;
}

/** The same conditions mean other things here: XEP-0077 section 3.1.1 has `conflict` for a name that is taken. */
export function RegistrationFault({ fault, busy, onTrust }: RegistrationFaultProps) {
  const t = useT();
  if (fault.kind === 'certificate') return <CertificateNotice fault={fault} busy={busy} onTrust={onTrust} />;
  if (fault.kind === 'refused' && fault.condition === 'conflict') {
    return <Banner tone="danger" title={t('account.register.taken')} />;
  }
  return isClosed(fault) ? (
    <Banner tone="danger" title={t('account.register.closed')}>
      <p>{t('account.register.closed.advice')}</p>
      {fault.kind === 'refused' && fault.text !== undefined && (
        <p className="quiet">{t('faults.serverSays', { text: fault.text.slice(0, 200) })}</p>
      )}
    </Banner>
  ) : (
    <FaultBanner fault={fault} />
  );
}

function isClosed(fault: Fault): boolean {
  if (fault.kind === 'unsupported') return true;
  return (
    fault.kind === 'refused' &&
    ['service-unavailable', 'feature-not-implemented', 'not-allowed', 'forbidden'].includes(fault.condition)
  );
}
