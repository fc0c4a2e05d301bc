/** The dialogs of the accounts, once in the page; account-dialogs.ts says which is open. */
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { Fault } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';
import { onLive } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FaultBanner } from '../../ui/FaultBanner.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { openDiagnostics } from '../diagnostics/diagnostics-store.ts';
import { removeAccount, resume, setPresence } from './account-actions.ts';
import { type AccountDialog, openAccountDialog, useAccountDialog } from './account-dialogs.ts';
import { ConnectionDetails } from './ConnectionDetails.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignInOrCreate } from './SignInPage.tsx';
import { useAccounts } from './store.ts';

const close = () => openAccountDialog(null);

export function AccountDialogs() {
  const t = useT();
  const dialog = useAccountDialog((state) => state.dialog);
  const known = useAccounts((state) =>
    dialog !== null && 'account' in dialog && dialog.account !== undefined ? state.accounts.has(dialog.account) : true,
  );
  useEffect(
    () =>
      onLive((event) => {
        if (event.type !== 'desktop/sign-in') return;
        const info = useAccounts.getState().accounts.get(event.account);
        if (info !== undefined) void resume(t, info);
      }),
    [t],
  );
  // The last one stays in place while it fades out.
  const [shown, setShown] = useState<AccountDialog | null>(null);
  if (dialog !== null && dialog !== shown) setShown(dialog);
  if (shown === null) return null;
  return <OpenDialog dialog={shown} open={dialog !== null && known} />;
}

interface OpenDialogProps<D extends AccountDialog = AccountDialog> {
  readonly dialog: D;
  readonly open: boolean;
}

function OpenDialog({ dialog, open }: OpenDialogProps) {
  const t = useT();
  switch (dialog.kind) {
    case 'add':
      return (
        <Dialog open={open} onOpenChange={close} title={t('account.signIn.add')} keepOnOutsidePress>
          <SignInOrCreate onSignedIn={close} />
        </Dialog>
      );
    case 'sign-in':
      return (
        <Dialog open={open} onOpenChange={close} title={t('account.signIn.again')} size="small" keepOnOutsidePress>
          <SignInForm key={dialog.account} account={dialog.account} onSignedIn={close} />
        </Dialog>
      );
    case 'connection':
      return (
        <Dialog
          open={open}
          onOpenChange={close}
          title={t('account.connection')}
          description={dialog.account}
          footer={
            <Button
              onClick={() => {
                close();
                openDiagnostics();
              }}
            >
              {t('settings.diagnostics')}
            </Button>
          }
        >
          <ConnectionDetails account={dialog.account} />
        </Dialog>
      );
    case 'remove':
      return <RemoveDialog account={dialog.account} open={open} />;
    case 'status-text':
      return <StatusTextDialog key={dialog.account ?? ''} dialog={dialog} open={open} />;
  }
}

/** What is removed can't be brought back, so it is asked. */
function RemoveDialog({ account, open }: { readonly account: BareJid; readonly open: boolean }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>();

  async function remove(): Promise<void> {
    setBusy(true);
    const found = await removeAccount(t, account);
    setBusy(false);
    setFault(found);
    if (found === undefined) close();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('account.remove.title', { account })}
      description={t('account.remove.text')}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button look="danger" busy={busy} onClick={() => void remove()}>
            {t('account.remove.submit')}
          </Button>
        </>
      }
    >
      {fault !== undefined && <FaultBanner fault={fault} />}
    </Dialog>
  );
}

function StatusTextDialog({ dialog, open }: OpenDialogProps<Extract<AccountDialog, { kind: 'status-text' }>>) {
  const t = useT();
  const form = useId();
  const { account } = dialog;
  const accounts = useAccounts((state) => state.accounts);
  const meant = account === undefined ? [...accounts.values()][0] : accounts.get(account);
  const [text, setText] = useState(meant?.presence.status ?? '');

  function save(event: FormEvent): void {
    event.preventDefault();
    // Each keeps what it is: the text alone is for all.
    for (const info of accounts.values()) {
      if (account !== undefined && info.account !== account) continue;
      void setPresence(t, { show: info.presence.show, status: text.trim() }, info.account);
    }
    close();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('account.status.textTitle')}
      size="small"
      footer={
        <>
          <Button look="quiet" onClick={() => setText('')} disabled={text === ''}>
            {t('account.status.clear')}
          </Button>
          <Button look="primary" submit form={form}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save}>
        <TextField
          label={t('account.status.textLabel')}
          hint={t('account.status.textHint')}
          value={text}
          onValueChange={setText}
          maxLength={200}
        />
      </form>
    </Dialog>
  );
}
