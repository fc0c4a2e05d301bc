/** A new account on a server that takes newcomers (XEP-0077): which server, its form, then the first sign-in. */
import { type FormEvent, useState } from 'react';
import type { RegistrationForm } from '../../../app/contract/account.ts';
import type { Fault } from '../../../app/fault.ts';
import { isJidProblem, parseJid, typedAddress } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { readServer, type ServerEntry } from './attempt.ts';
import { NewcomerForm } from './NewcomerForm.tsx';
import { RegistrationFault } from './RegistrationFault.tsx';
import { ServerFields } from './ServerFields.tsx';
import './SignInForm.css';

export interface ChosenServer extends ServerEntry {
  readonly domain: string;
  readonly trust?: string;
}

export function CreateAccountForm({ onSignedIn }: { readonly onSignedIn?: () => void }) {
  const [server, setServer] = useState<ChosenServer>({ domain: '', host: '', port: '', websocket: '' });
  const [form, setForm] = useState<RegistrationForm | undefined>();
  if (form === undefined) return <ServerForm value={server} onChange={setServer} onForm={setForm} />;
  return (
    <NewcomerForm
      server={server}
      form={form}
      onOtherServer={() => setForm(undefined)}
      onSignedIn={() => onSignedIn?.()}
    />
  );
}

interface ServerFormProps {
  readonly value: ChosenServer;
  readonly onChange: (value: ChosenServer) => void;
  readonly onForm: (form: RegistrationForm) => void;
}

function ServerForm({ value, onChange, onForm }: ServerFormProps) {
  const t = useT();
  const [fault, setFault] = useState<Fault | undefined>();
  const [busy, setBusy] = useState(false);

  async function ask(trust: string | undefined): Promise<void> {
    const domain = readDomain(value.domain);
    const server = readServer(value);
    if ('kind' in domain) return setFault(domain);
    if ('kind' in server) return setFault(server);
    setBusy(true);
    const answer = await call('account/registration', { ...domain, ...server, trust });
    setBusy(false);
    if (!answer.ok) return setFault(answer.fault);
    onChange({ ...value, ...domain, ...(trust === undefined ? {} : { trust }) });
    onForm(answer.value);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!busy) void ask(value.trust);
  }

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      {fault !== undefined && <RegistrationFault fault={fault} busy={busy} onTrust={(trust) => void ask(trust)} />}
      <TextField
        label={t('account.register.domain')}
        hint={t('account.register.domainHint')}
        value={value.domain}
        onValueChange={(domain) => onChange({ ...value, domain })}
        autoFocus
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <ServerFields value={value} onChange={(server) => onChange({ ...value, ...server })} />
      <Button look="primary" submit busy={busy} className="sign-in-submit">
        {t('account.register.ask')}
      </Button>
    </form>
  );
}

/** People also type a whole address here: what they mean is the part after the @. */
function readDomain(text: string): { domain: string } | Fault {
  const typed = typedAddress(text);
  const parts = parseJid(isJidProblem(typed) ? text.trim() : typed.slice(typed.indexOf('@') + 1));
  if (typeof parts === 'string') return { kind: 'invalid', field: 'address', problem: parts };
  return { domain: parts.domain };
}
