import { type FormEvent, useState } from 'react';
import type { RegistrationField, RegistrationForm, SecretPlace } from '../../../app/contract/account.ts';
import type { Fault } from '../../../app/fault.ts';
import { isJidProblem, typedAddress } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { readServer, signIn } from './attempt.ts';
import type { ChosenServer } from './CreateAccountForm.tsx';
import { KeepPassword, useLastingPlace } from './KeepPassword.tsx';
import { RegistrationFault } from './RegistrationFault.tsx';

interface NewcomerFormProps {
  readonly server: ChosenServer;
  readonly form: RegistrationForm;
  readonly onOtherServer: () => void;
  readonly onSignedIn: () => void;
}

/** What the server wants to know of a newcomer. */
export function NewcomerForm({ server, form, onOtherServer, onSignedIn }: NewcomerFormProps) {
  const t = useT();
  const place = useLastingPlace();
  const [fields, setFields] = useState<Record<string, string>>({});
  const [keep, setKeep] = useState<SecretPlace>(place === 'keychain' ? 'keychain' : 'run');
  const [trust, setTrust] = useState(server.trust);
  const [created, setCreated] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>();
  const [busy, setBusy] = useState(false);
  const address = typedAddress(`${fields.username ?? ''}@${server.domain}`);

  async function create(trusted: string | undefined): Promise<Fault | undefined> {
    if (isJidProblem(address)) return { kind: 'invalid', field: 'address', problem: address };
    const password = fields.password ?? '';
    if (password === '') return { kind: 'invalid', field: 'password', problem: 'empty' };
    const at = readServer(server);
    if ('kind' in at) return at;
    // Made already, but the sign-in failed: only that is tried again.
    if (!created) {
      const answer = await call('account/register', { domain: server.domain, ...at, trust: trusted, fields });
      if (!answer.ok) return answer.fault;
      setCreated(true);
    }
    return signIn({ ...server, address, password, keep, ...(trusted === undefined ? {} : { trust: trusted }) });
  }

  async function attempt(trusted: string | undefined): Promise<void> {
    setTrust(trusted);
    setBusy(true);
    const found = await create(trusted);
    setBusy(false);
    setFault(found);
    if (found === undefined) onSignedIn();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!busy) void attempt(trust);
  }

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <p className="sign-in-at">{t('account.register.at', { domain: server.domain })}</p>
      {form.instructions !== undefined && <p className="quiet break-anywhere">{form.instructions}</p>}
      {fault !== undefined && (
        <RegistrationFault fault={fault} busy={busy} onTrust={(fingerprint) => void attempt(fingerprint)} />
      )}
      {form.fields.map((field, index) => (
        <NewcomerField
          key={field.name}
          field={field}
          first={index === 0}
          disabled={created && field.name === 'username'}
          hint={
            field.name === 'username' && !isJidProblem(address) ? t('account.register.address', { address }) : undefined
          }
          value={fields[field.name] ?? ''}
          onValueChange={(value) => setFields({ ...fields, [field.name]: value })}
        />
      ))}
      <KeepPassword value={keep} onChange={setKeep} />
      <div className="sign-in-actions">
        <Button look="quiet" onClick={onOtherServer}>
          {t('account.register.otherServer')}
        </Button>
        <Button look="primary" submit busy={busy}>
          {t('account.register.submit')}
        </Button>
      </div>
    </form>
  );
}

interface NewcomerFieldProps {
  readonly field: RegistrationField;
  readonly first: boolean;
  readonly disabled: boolean;
  readonly hint: string | undefined;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
}

function NewcomerField({ field, first, ...rest }: NewcomerFieldProps) {
  const t = useT();
  const { name, required, secret } = field;
  // The fields that XEP-0077 defines are named in the person's language, whatever the server calls them.
  const named = t('account.register.field', { field: name });
  const words = named === name ? (field.label ?? name) : named;
  const label = required ? words : t('account.register.optional', { label: words });
  if (secret) return <PasswordField {...rest} label={label} required={required} autoComplete="new-password" />;
  return (
    <TextField
      {...rest}
      label={label}
      required={required}
      autoFocus={first}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
