import { Ellipsis, UserPlus } from 'lucide-react';
import type { AccountInfo } from '../../../app/contract/account.ts';
import { localOf } from '../../../app/jid.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { AccountMark } from '../account/AccountMark.tsx';
import { openAccountDialog } from '../account/account-dialogs.ts';
import { ConnectionChip } from '../account/ConnectionChip.tsx';
import { connectionWords } from '../account/connection-words.ts';
import { accountEntries } from '../account/own-status-menu.tsx';
import { isOnline, useAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { Setting } from './Setting.tsx';
import './AccountsSection.css';

export function AccountsSection() {
  const t = useT();
  const accounts = useAccounts((state) => state.accounts);
  return (
    <Setting id="accounts">
      <ul className="account-list">
        {[...accounts.values()].map((info) => (
          <AccountRow key={info.account} info={info} />
        ))}
      </ul>
      <div className="settings-line">
        <Button icon={<UserPlus size="1rem" aria-hidden />} onClick={() => openAccountDialog({ kind: 'add' })}>
          {t('account.signIn.add')}
        </Button>
      </div>
    </Setting>
  );
}

function AccountRow({ info }: { readonly info: AccountInfo }) {
  const t = useT();
  const { account, presence, secret, signedOut } = info;
  const shown = isOnline(info) ? presence.show : 'offline';
  return (
    <li className="account-row">
      <PersonAvatar account={account} jid={account} name={localOf(account)} presence={shown} size={2.5} />
      <div className="account-row-text">
        <p className="account-row-name">
          <span className="one-line selectable">{account}</span>
          <AccountMark account={account} />
        </p>
        {connectionWords(info, 0) === undefined ? (
          <p className="account-row-line">{t(`common.presence.${shown}`)}</p>
        ) : (
          <ConnectionChip info={info} />
        )}
        {!signedOut && <p className="account-row-line">{t(`account.kept.${secret}`)}</p>}
      </div>
      <Menu
        align="end"
        items={() => accountEntries(t, info)}
        trigger={<IconButton label={t('settings.accounts.menu', { account })} icon={<Ellipsis />} />}
      />
    </li>
  );
}
