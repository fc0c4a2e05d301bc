import { useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { ProxyButton } from '../network/ProxyButton.tsx';
import { CreateAccountForm } from './CreateAccountForm.tsx';
import { SignInForm } from './SignInForm.tsx';
import './SignInPage.css';

/** All there is while no account is on this device. */
export function SignInPage() {
  const t = useT();
  return (
    <main className="sign-in-page">
      <div className="sign-in-card">
        <Mark />
        <SignInOrCreate title={t('account.welcome')} text={t('account.welcome.text')} />
      </div>
    </main>
  );
}

interface SignInOrCreateProps {
  readonly title?: string;
  readonly text?: string;
  readonly onSignedIn?: () => void;
}

export function SignInOrCreate({ title, text, onSignedIn }: SignInOrCreateProps) {
  const t = useT();
  const [creating, setCreating] = useState(false);
  const done = onSignedIn === undefined ? {} : { onSignedIn };
  return (
    <>
      {title !== undefined && (
        <header className="sign-in-header">
          <h1>{creating ? t('account.register.title') : title}</h1>
          <p className="quiet">{creating ? t('account.register.text') : text}</p>
        </header>
      )}
      {creating ? <CreateAccountForm {...done} /> : <SignInForm {...done} />}
      <p className="sign-in-other">
        <span className="quiet">{t(creating ? 'account.signIn.have' : 'account.signIn.noAccount')}</span>
        <Button look="quiet" size="small" onClick={() => setCreating(!creating)}>
          {t(creating ? 'account.signIn.submit' : 'account.signIn.create')}
        </Button>
        <ProxyButton />
      </p>
    </>
  );
}

/** Two who lean together: the sign of Kith. */
function Mark() {
  return (
    <svg className="sign-in-mark" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="18" cy="20" r="12" />
      <circle cx="31" cy="29" r="12" />
    </svg>
  );
}
