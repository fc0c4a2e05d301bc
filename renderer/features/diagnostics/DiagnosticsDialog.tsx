/** The panel: what goes on below the surface, and a report of it to copy. Everything in it is asked for while it is open. */
import { useState } from 'react';
import type { DiagnosticFacts } from '../../../app/contract/diagnostics.ts';
import { type StoredFacts, writeReport } from '../../../app/diagnostics/report.ts';
import type { BareJid } from '../../../app/jid.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { showToast } from '../../ui/toasts.ts';
import { bytesInWords } from '../storage/usage.ts';
import { AccountPart } from './AccountPart.tsx';
import { openDiagnostics, useDiagnostics } from './diagnostics-store.ts';
import { FactList } from './FactList.tsx';
import { useFacts, useStoredFacts } from './use-facts.ts';
import './DiagnosticsDialog.css';

export function DiagnosticsDialog() {
  const open = useDiagnostics((state) => state.open);
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const t = useT();
  const facts = useFacts();
  const stored = useStoredFacts();
  const [roundTrips, setRoundTrips] = useState<ReadonlyMap<BareJid, number>>(new Map());
  const report = facts &&
    stored && { facts, stored, roundTrips, browser: browserOf(navigator.userAgent), at: Date.now() };

  async function copy(): Promise<void> {
    if (report !== undefined && (await copyText(writeReport(report)))) showToast(t('diagnostics.copied'));
  }

  return (
    <Dialog
      open
      onOpenChange={openDiagnostics}
      title={t('settings.diagnostics')}
      size="large"
      footer={
        <>
          <Button onClick={() => openDiagnostics(false)}>{t('common.close')}</Button>
          <Button look="primary" disabled={report === undefined} onClick={() => void copy()}>
            {t('diagnostics.copy')}
          </Button>
        </>
      }
    >
      {facts !== undefined && (
        <div className="diagnostics">
          {facts.accounts.map((account) => (
            <AccountPart
              key={account.account}
              facts={account}
              stored={stored?.accounts.find((each) => each.account === account.account)}
              roundTrip={roundTrips.get(account.account)}
              onMeasured={(ms) => setRoundTrips((before) => new Map(before).set(account.account, ms))}
            />
          ))}
          <StoragePart facts={facts} stored={stored} />
          <ProgramPart facts={facts} />
        </div>
      )}
    </Dialog>
  );
}

function StoragePart({ facts, stored }: { readonly facts: DiagnosticFacts; readonly stored: StoredFacts | undefined }) {
  const { t, tag, number } = useI18n();
  const rows = Object.entries(stored?.rows ?? {}).map(([table, count]) => `${table} ${number(count)}`);
  return (
    <section className="diagnostics-part">
      <h3>{t('settings.storage')}</h3>
      <FactList
        facts={[
          stored?.used !== undefined &&
            stored.quota !== undefined && {
              name: t('storage.usage'),
              value: t('storage.usage.of', {
                used: bytesInWords(stored.used, tag),
                quota: bytesInWords(stored.quota, tag),
              }),
            },
          { name: t('diagnostics.storage.unstored'), value: number(facts.unstored) },
          { name: t('diagnostics.storage.rows'), value: rows.join(', ') },
        ]}
      />
    </section>
  );
}

function ProgramPart({ facts }: { readonly facts: DiagnosticFacts }) {
  const t = useT();
  const { versions, desktop } = facts;
  const { kith, shell, electron, node, platform } = versions;
  const there = (is: boolean) => t(is ? 'diagnostics.there' : 'diagnostics.absent');
  const notifications = [
    there(desktop.notifications.includes('shown')),
    ...(desktop.notifications.includes('actions') ? [t('diagnostics.desktop.actions')] : []),
    ...(desktop.notifications.includes('reply') ? [t('diagnostics.desktop.reply')] : []),
  ];
  return (
    <section className="diagnostics-part">
      <h3>{t('diagnostics.program')}</h3>
      <FactList
        facts={[
          {
            name: t('diagnostics.version'),
            value: `${kith} · ${electron === undefined ? shell : `Electron ${electron}`} · ${browserOf(navigator.userAgent)} · Node ${node}`,
          },
          { name: t('diagnostics.system'), value: platform },
          { name: t('diagnostics.desktop.tray'), value: there(desktop.tray) },
          { name: t('diagnostics.desktop.notifications'), value: notifications.join(' · ') },
          { name: t('diagnostics.desktop.keychain'), value: desktop.keychain ?? there(false) },
        ]}
      />
    </section>
  );
}

/** Such as `Chrome/142.0.0.0`. */
function browserOf(userAgent: string): string {
  return /Chrom(?:e|ium)\/[\d.]+/.exec(userAgent)?.[0] ?? '';
}
