/** Which proxy everything goes through: tried as long as the person likes, in force once they say so. */
import { type FormEvent, useState } from 'react';
import type { TriedWay } from '../../../app/contract/network.ts';
import type { Fault } from '../../../app/fault.ts';
import { faultWords } from '../../../app/i18n/fault-words.ts';
import type { ProxyChoice } from '../../../app/network/proxy.ts';
import { type ProxyEntry, typedProxy, USUAL_PORTS } from '../../../app/network/typed-proxy.ts';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { showToast } from '../../ui/toasts.ts';
import { KeepPassword, useLastingPlace } from '../account/KeepPassword.tsx';
import { useAccounts } from '../account/store.ts';
import { useSettings } from '../settings/store.ts';
import { TriedWays } from './TriedWays.tsx';
import './ProxyForm.css';

interface ProxyFormProps {
  /** Another one is in force now. */
  readonly onUsed?: () => void;
}

export function ProxyForm({ onUsed }: ProxyFormProps) {
  const proxy = useSettings((settings) => settings.proxy);
  // Another one in force is another form: what was typed for the one before is done with.
  return <FormFor key={JSON.stringify(proxy)} current={proxy} onUsed={onUsed} />;
}

function FormFor({ current, onUsed }: { readonly current: ProxyChoice; readonly onUsed: (() => void) | undefined }) {
  const t = useT();
  const place = useLastingPlace();
  const hasAccounts = useAccounts((state) => state.accounts.size > 0);
  const [entry, setEntry] = useState<ProxyEntry>(() => entryOf(current, place === 'keychain' ? 'keychain' : 'run'));
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState<'try' | 'use' | undefined>();
  const [fault, setFault] = useState<Fault | undefined>();
  const [tried, setTried] = useState<readonly TriedWay[] | undefined>();

  function change(part: Partial<ProxyEntry>): void {
    setEntry({ ...entry, ...part });
    setFault(undefined);
    setTried(undefined);
  }

  async function during(
    doing: 'try' | 'use',
    run: (given: { proxy: ProxyChoice; password?: string }) => Promise<void>,
  ) {
    const proxy = typedProxy(entry);
    if (proxy.kind === 'invalid') return setFault(proxy);
    setBusy(doing);
    setFault(undefined);
    setTried(undefined);
    await run(password === '' ? { proxy } : { proxy, password });
    setBusy(undefined);
  }

  const tryIt = () =>
    during('try', async (given) => {
      const answer = await call('network/try-proxy', given);
      if (answer.ok) setTried(answer.value);
      else setFault(answer.fault);
    });
  const use = () =>
    during('use', async (given) => {
      const answer = await call('network/set-proxy', given);
      if (!answer.ok) return setFault(answer.fault);
      showToast(t(given.proxy.kind === 'none' ? 'network.proxy.usedNone' : 'network.proxy.used'));
      onUsed?.();
    });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy === undefined) void use();
  }

  const errorOf = (field: 'host' | 'port' | 'user') =>
    fault?.kind === 'invalid' && fault.field === field ? faultWords(t, fault).title : undefined;
  const { kind } = entry;
  const inForce = kind === 'none' && current.kind === 'none';

  return (
    <form className="proxy-form" onSubmit={submit} noValidate>
      <Choice
        label={t('network.proxy')}
        value={kind}
        options={(['none', 'http', 'socks5'] as const).map((value) => ({
          value,
          label: t(`network.proxy.${value}`),
          detail: t(`network.proxy.${value}.text`),
        }))}
        onValueChange={(next) => change({ kind: next })}
      />
      {kind !== 'none' && (
        <>
          <div className="proxy-form-row">
            <TextField
              label={t('network.proxy.host')}
              value={entry.host}
              onValueChange={(host) => change({ host })}
              error={errorOf('host')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <TextField
              label={t('network.proxy.port')}
              value={entry.port}
              onValueChange={(port) => change({ port })}
              placeholder={String(USUAL_PORTS[kind])}
              error={errorOf('port')}
              inputMode="numeric"
              autoComplete="off"
            />
          </div>
          <TextField
            label={t('network.proxy.user')}
            hint={t('network.proxy.user.hint')}
            value={entry.user}
            onValueChange={(user) => change({ user })}
            error={errorOf('user')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          {entry.user !== '' && (
            <>
              <PasswordField
                label={t('network.proxy.password')}
                hint={current.kind !== 'none' && current.user !== '' ? t('network.proxy.password.hint') : undefined}
                value={password}
                onValueChange={(typed) => {
                  setPassword(typed);
                  setTried(undefined);
                }}
                maxLength={255}
                autoComplete="off"
              />
              <KeepPassword label={t('network.proxy.keep')} value={entry.keep} onChange={(keep) => change({ keep })} />
            </>
          )}
          <p className="ui-field-hint">{t('network.proxy.names')}</p>
          <p className="ui-field-hint">{t('network.proxy.updates')}</p>
        </>
      )}
      {!inForce && (
        <div className="settings-line">
          {hasAccounts && (
            <Button busy={busy === 'try'} disabled={busy === 'use'} onClick={() => void tryIt()}>
              {t('network.proxy.try')}
            </Button>
          )}
          <Button look="primary" submit busy={busy === 'use'} disabled={busy === 'try'}>
            {t(kind === 'none' ? 'network.proxy.useNone' : 'network.proxy.use')}
          </Button>
        </div>
      )}
      {fault !== undefined && fault.kind !== 'invalid' && <FaultBanner fault={fault} />}
      <TriedWays ways={tried} />
    </form>
  );
}

function entryOf(proxy: ProxyChoice, keep: ProxyEntry['keep']): ProxyEntry {
  if (proxy.kind === 'none') return { kind: 'none', host: '', port: '', user: '', keep };
  const { kind, host, port, user } = proxy;
  return { kind, host, port: String(port), user, keep: user === '' ? keep : proxy.keep };
}
