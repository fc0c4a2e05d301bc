import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Fault } from '../../../app/fault.ts';
import { addressWords, faultWords } from '../../../app/i18n/fault-words.ts';
import { type BareJid, isJidProblem, typedAddress } from '../../../app/jid.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { type SignInEntry, signIn } from './attempt.ts';
import { CertificateNotice } from './CertificateNotice.tsx';
import { KeepPassword, useLastingPlace } from './KeepPassword.tsx';
import { ServerFields } from './ServerFields.tsx';
import { useStepWords } from './step-words.ts';
import { useAccounts } from './store.ts';
import './SignInForm.css';

interface SignInFormProps {
  /** Signs in again: the address is given. */
  readonly account?: BareJid | undefined;
  readonly onSignedIn?: () => void;
}

export function SignInForm({ account, onSignedIn }: SignInFormProps) {
  const t = useT();
  const place = useLastingPlace();
  const known = useAccounts((state) => (account === undefined ? undefined : state.accounts.get(account)));
  const [entry, setEntry] = useState<SignInEntry>({
    address: account ?? '',
    password: '',
    host: known?.host ?? '',
    port: known?.port === undefined ? '' : String(known.port),
    websocket: known?.websocket ?? '',
    keep: known?.secret ?? (place === 'keychain' ? 'keychain' : 'run'),
  });
  const [leftAddress, setLeftAddress] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>();
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const problem = addressProblem(entry.address, leftAddress, fault);
  const step = useStepWords(busy ? entry.address : undefined);

  async function attempt(trust?: string): Promise<void> {
    setBusy(true);
    const found = await signIn(trust === undefined ? entry : { ...entry, trust });
    setBusy(false);
    setFault(found);
    if (found === undefined) onSignedIn?.();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setLeftAddress(true);
    if (!busy) void attempt();
  }

  useEffect(() => {
    if (fault?.kind === 'credentials') password.current?.select();
  }, [fault]);

  const change = (part: Partial<SignInEntry>) => {
    setEntry({ ...entry, ...part });
    if (fault?.kind === 'invalid') setFault(undefined);
  };
  const fieldError = (field: string) =>
    fault?.kind === 'invalid' && fault.field === field ? faultWords(t, fault).title : undefined;

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      {fault?.kind === 'certificate' ? (
        <CertificateNotice fault={fault} busy={busy} onTrust={(fingerprint) => void attempt(fingerprint)} />
      ) : (
        fault !== undefined && fault.kind !== 'invalid' && <FaultBanner fault={fault} />
      )}
      <TextField
        label={t('account.signIn.address')}
        hint={account === undefined && problem === undefined ? t('account.signIn.addressHint') : undefined}
        error={
          problem === undefined ? undefined : `${addressWords(t, problem).title} ${addressWords(t, problem).advice}`
        }
        value={entry.address}
        onValueChange={(address) => change({ address })}
        onBlur={() => setLeftAddress(entry.address !== '')}
        readOnly={account !== undefined}
        autoFocus={account === undefined}
        type="text"
        inputMode="email"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordField
        ref={password}
        label={t('account.signIn.password')}
        error={fieldError('password')}
        value={entry.password}
        onValueChange={(value) => change({ password: value })}
        autoFocus={account !== undefined}
        name="password"
      />
      <KeepPassword value={entry.keep} onChange={(keep) => change({ keep })} />
      <ServerFields value={entry} onChange={change} errorOf={fieldError} />
      <Button look="primary" submit busy={busy} className="sign-in-submit">
        {busy ? step : t('account.signIn.submit')}
      </Button>
      <p className="for-readers" role="status">
        {busy ? step : ''}
      </p>
    </form>
  );
}

/** Not while the address is being typed for the first time; after that at once. */
function addressProblem(text: string, left: boolean, fault: Fault | undefined) {
  const typed = typedAddress(text);
  if (!isJidProblem(typed)) return undefined;
  if (text.trim() === '' && fault === undefined) return undefined;
  return left || fault !== undefined ? typed : undefined;
}
