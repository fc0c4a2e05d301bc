import { useState } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import { tryNow } from './account-actions.ts';
import { openAccountDialog } from './account-dialogs.ts';
import { CertificateNotice } from './CertificateNotice.tsx';
import { useAccount } from './store.ts';

/** Why there is no connection, and what can be done; it follows the connection while it is open. */
export function ConnectionDetails({ account }: { readonly account: BareJid }) {
  const t = useT();
  const info = useAccount(account);
  const now = useNow(1000);
  const [busy, setBusy] = useState(false);
  if (info === undefined) return null;
  const { connection } = info;

  async function trust(fingerprint: string): Promise<void> {
    setBusy(true);
    await call('account/trust', { account, fingerprint });
    setBusy(false);
  }

  if (connection.phase !== 'waiting' && connection.phase !== 'stopped') {
    return <p role="status">{t(phaseKey(connection.phase))}</p>;
  }
  const { fault } = connection;
  if (fault.kind === 'certificate')
    return <CertificateNotice fault={fault} busy={busy} onTrust={(it) => void trust(it)} />;
  const asksPassword = fault.kind === 'credentials' && fault.reason !== 'disabled';
  return (
    <FaultBanner
      fault={fault}
      actions={
        <>
          {asksPassword && (
            <Button size="small" look="primary" onClick={() => openAccountDialog({ kind: 'sign-in', account })}>
              {t('account.connection.enterPassword')}
            </Button>
          )}
          <Button size="small" onClick={() => void tryNow(t, account)}>
            {t('account.tryNow')}
          </Button>
        </>
      }
    >
      {connection.phase === 'waiting' && (
        <p className="tabular">
          {t('account.connection.waitingLong', {
            seconds: Math.max(0, Math.ceil((connection.nextAttempt - now) / 1000)),
          })}
        </p>
      )}
    </FaultBanner>
  );
}

function phaseKey(phase: 'offline' | 'connecting' | 'catching-up' | 'online') {
  return phase === 'catching-up' ? 'account.connection.catchingUp' : (`account.connection.${phase}` as const);
}
