import { useState } from 'react';
import type { AccountFacts } from '../../../app/contract/diagnostics.ts';
import { isBound, type StoredAccount } from '../../../app/diagnostics/report.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import type { BareJid } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { wayWords } from '../network/way-words.ts';
import { AttemptTable } from './AttemptTable.tsx';
import { type Fact, FactList } from './FactList.tsx';

export interface AccountPartProps {
  readonly facts: AccountFacts;
  readonly stored: StoredAccount | undefined;
  /** ms */
  readonly roundTrip: number | undefined;
  readonly onMeasured: (ms: number) => void;
}

export function AccountPart({ facts, stored, roundTrip, onMeasured }: AccountPartProps) {
  const { t } = useI18n();
  return (
    <section className="diagnostics-part">
      <h3 className="selectable break-anywhere">{facts.account}</h3>
      <FactList
        facts={[
          { name: t('diagnostics.connection'), value: <Phase facts={facts} /> },
          ...linkFacts(t, facts),
          ...streamFacts(t, facts),
          { name: t('diagnostics.outbox'), value: facts.outbox },
          ...storedFacts(t, stored),
          {
            name: t('diagnostics.roundTrip'),
            value: <RoundTrip account={facts.account} ms={roundTrip} onMeasured={onMeasured} />,
          },
        ]}
      />
      <AttemptTable attempts={facts.attempts} />
    </section>
  );
}

function Phase({ facts }: { readonly facts: AccountFacts }) {
  const t = useT();
  const now = useNow(1000);
  const { connection } = facts;
  switch (connection.phase) {
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((connection.nextAttempt - now) / 1000));
      return `${faultLine(t, connection.fault)} · ${t('diagnostics.nextTry', { seconds })}`;
    }
    case 'stopped':
      return faultLine(t, connection.fault);
    case 'connecting':
      return t(`account.step.${connection.step}`);
    case 'catching-up':
      return t('account.connection.catchingUp');
    default:
      return t(`account.connection.${connection.phase}`);
  }
}

function linkFacts(t: Translate, { link }: AccountFacts): Fact[] {
  if (link === undefined) return [];
  const { host, port, tls, protocol, cipher, mechanism, profile = '' } = link;
  return [
    { name: t('diagnostics.server'), value: `${host}:${port}` },
    { name: t('network.way'), value: wayWords(t, link) },
    { name: t('diagnostics.encryption'), value: `${protocol} · ${cipher} · ${tls === 'direct' ? 'TLS' : 'STARTTLS'}` },
    ...(mechanism === undefined
      ? []
      : [
          {
            name: t('diagnostics.signIn'),
            value: t(isBound(mechanism) ? 'diagnostics.bound' : 'diagnostics.unbound', {
              mechanism: `${profile} ${mechanism}`.trim(),
            }),
          },
        ]),
  ];
}

function streamFacts(t: Translate, { stream }: AccountFacts): Fact[] {
  if (stream === undefined) return [];
  const { managed, resumable, received, safe, sent, confirmed } = stream;
  const counts = { name: t('diagnostics.sent'), value: t('diagnostics.sent.counts', { sent, confirmed }) };
  if (!managed) return [{ name: t('diagnostics.received'), value: t('diagnostics.unmanaged') }, counts];
  return [
    { name: t('diagnostics.received'), value: t('diagnostics.received.counts', { received, safe }) },
    counts,
    {
      name: t('diagnostics.resumable'),
      value:
        resumable === undefined
          ? t('diagnostics.resumable.never')
          : t('diagnostics.resumable.seconds', { seconds: resumable }),
    },
  ];
}

function storedFacts(t: Translate, stored: StoredAccount | undefined): Fact[] {
  if (stored === undefined) return [];
  const { position, gap, refilling, conversations } = stored;
  const archive = refilling ? 'refilling' : gap ? 'gap' : position === undefined ? 'none' : 'whole';
  const complete = conversations.filter((conversation) => conversation.complete).length;
  return [
    { name: t('diagnostics.archive'), value: t(`diagnostics.archive.${archive}`) },
    {
      name: t('diagnostics.conversations'),
      value: t('diagnostics.conversations.counts', { count: conversations.length, complete }),
    },
  ];
}

interface RoundTripProps {
  readonly account: BareJid;
  readonly ms: number | undefined;
  readonly onMeasured: (ms: number) => void;
}

function RoundTrip({ account, ms, onMeasured }: RoundTripProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();

  async function measure(): Promise<void> {
    setBusy(true);
    const answer = await call('diagnostics/ping', { account });
    setBusy(false);
    setFailed(answer.ok ? undefined : faultLine(t, answer.fault));
    if (answer.ok) onMeasured(answer.value.ms);
  }

  return (
    <span className="diagnostics-line">
      <span role="status">{failed ?? (ms === undefined ? '' : t('diagnostics.roundTrip.ms', { ms }))}</span>
      <Button size="small" busy={busy} onClick={() => void measure()}>
        {t('diagnostics.roundTrip.measure')}
      </Button>
    </span>
  );
}
