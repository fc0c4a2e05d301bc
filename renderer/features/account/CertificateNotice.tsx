/** A certificate that was not trusted: who is told to be there, and the person's decision. */
import { Fragment, useState } from 'react';
import type { CertificateFacts, Fault } from '../../../app/fault.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import './CertificateNotice.css';

type CertificateFault = Extract<Fault, { kind: 'certificate' }>;

interface CertificateNoticeProps {
  readonly fault: CertificateFault;
  /** Pins this certificate for the account and goes on. */
  readonly onTrust: (fingerprint: string) => void;
  readonly busy: boolean;
}

export function CertificateNotice({ fault, onTrust, busy }: CertificateNoticeProps) {
  const t = useT();
  const [shown, setShown] = useState(fault.problem !== 'changed');
  return (
    <FaultBanner fault={fault}>
      {shown ? (
        <>
          <Facts certificate={fault.certificate} />
          <p className="certificate-warning">{t('account.certificate.warning')}</p>
          <TrustButton key={fault.certificate.fingerprint} fault={fault} onTrust={onTrust} busy={busy} />
        </>
      ) : (
        <Button size="small" className="certificate-details" onClick={() => setShown(true)}>
          {t('common.details')}
        </Button>
      )}
    </FaultBanner>
  );
}

/** A certificate that changed, or is somebody else's, takes a step more than one that is merely unknown. */
function TrustButton({ fault, onTrust, busy }: CertificateNoticeProps) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const grave = fault.problem === 'changed' || fault.problem === 'wrong-name';
  return (
    <div className="certificate-trust">
      {grave && <Checkbox label={t('account.certificate.asked')} checked={asked} onCheckedChange={setAsked} />}
      <Button
        size="small"
        look={grave ? 'danger' : 'secondary'}
        busy={busy}
        disabled={grave && !asked}
        onClick={() => onTrust(fault.certificate.fingerprint)}
      >
        {t(fault.problem === 'changed' ? 'account.certificate.trustNew' : 'account.certificate.trust')}
      </Button>
    </div>
  );
}

function Facts({ certificate }: { readonly certificate: CertificateFacts }) {
  const { t, date, names } = useI18n();
  const { subject, issuer, validFrom, validTo, fingerprint } = certificate;
  const range = t('account.certificate.range', { from: date(validFrom), to: date(validTo) });
  return (
    <dl className="certificate-facts selectable">
      <Fact name={t('account.certificate.subject')} value={subject} />
      <Fact name={t('account.certificate.issuer')} value={issuer} />
      <Fact name={t('account.certificate.valid')} value={range} />
      <Fact name={t('account.certificate.names')} value={names(certificate.names)} />
      <Fact name={t('account.certificate.fingerprint')} value={fingerprint} code />
    </dl>
  );
}

function Fact(props: { readonly name: string; readonly value: string; readonly code?: boolean }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd className="break-anywhere">{props.code ? <code>{inPairs(props.value)}</code> : props.value}</dd>
    </div>
  );
}

/** Breaks between the pairs of a fingerprint, never inside of one. */
function inPairs(fingerprint: string) {
  return fingerprint.split(':').map((pair, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pairs have no identity but their place
    <Fragment key={index}>
      {index > 0 && ':'}
      <wbr />
      {pair}
    </Fragment>
  ));
}
