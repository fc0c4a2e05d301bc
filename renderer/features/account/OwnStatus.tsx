import { BellOff, ChevronDown } from 'lucide-react';
import type { AccountInfo } from '../../../app/contract/account.ts';
import { localOf } from '../../../app/jid.ts';
import type { OwnPresence } from '../../../app/roster/presence.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { ShownPresence } from '../../ui/PresenceDot.tsx';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { pauseMenu } from '../notices/pause-menu.tsx';
import { useSettings } from '../settings/store.ts';
import { useChange } from '../settings/use-change.ts';
import { AccountDialogs } from './AccountDialogs.tsx';
import { ConnectionChip } from './ConnectionChip.tsx';
import { connectionWords, mostInNeed } from './connection-words.ts';
import { ownStatusMenu } from './own-status-menu.tsx';
import { useAccounts } from './store.ts';
import './OwnStatus.css';

/** Who I am and what others see of me, above every list; the connection speaks up here when it is not there. */
export function OwnStatus() {
  const accounts = useAccounts((state) => state.accounts);
  const all = [...accounts.values()];
  const worst = mostInNeed(all);
  const [first] = all;
  if (first === undefined || worst === undefined) return null;
  return (
    <div className="own-status">
      <StatusButton all={all} first={first} />
      <div className="own-status-chip">
        <ConnectionChip info={worst} />
      </div>
      <AccountDialogs />
    </div>
  );
}

function StatusButton({ all, first }: { readonly all: readonly AccountInfo[]; readonly first: AccountInfo }) {
  const i18n = useI18n();
  const { t, names } = i18n;
  const presence = commonPresence(all);
  const words =
    presence === undefined ? t('account.status.mixed') : statusWords(t(`common.presence.${presence.show}`), presence);
  const quietUntil = useSettings((settings) => settings.quietUntil);
  const change = useChange();
  const name = names(all.map((info) => localOf(info.account)));
  const speaks = all.some((info) => connectionWords(info, 0) !== undefined);
  return (
    <Menu
      items={() => ownStatusMenu(i18n, all, pauseMenu(i18n, { quietUntil }, change))}
      trigger={
        <button
          type="button"
          className="own-status-button"
          aria-label={t('account.status.of', { status: words, account: names(all.map((info) => info.account)) })}
        >
          <PersonAvatar
            account={first.account}
            jid={first.account}
            name={localOf(first.account)}
            presence={shownPresence(all, presence)}
            size={2.25}
          />
          <span className="own-status-text">
            <span className="own-status-name">
              <span className="one-line">{name}</span>
              {quietUntil !== null && (
                <BellOff
                  size="0.875rem"
                  role="img"
                  aria-label={t('tray.quietUntil', { time: i18n.time(quietUntil) })}
                />
              )}
              <ChevronDown size="0.875rem" aria-hidden />
            </span>
            <span className="own-status-words one-line" data-covered={speaks || undefined}>
              {words}
            </span>
          </span>
        </button>
      }
    />
  );
}

function statusWords(show: string, presence: OwnPresence): string {
  return presence.status === '' ? show : `${show} · ${presence.status}`;
}

/** What was chosen for all accounts, or nothing when they differ. */
function commonPresence(all: readonly AccountInfo[]): OwnPresence | undefined {
  const chosen = all.filter((info) => !info.signedOut).map((info) => info.presence);
  const [first = all[0]?.presence] = chosen;
  const same = chosen.every(({ show, status }) => show === first?.show && status === first.status);
  return same ? first : undefined;
}

/** What others see right now, which is nothing while there is no connection. */
function shownPresence(all: readonly AccountInfo[], presence: OwnPresence | undefined): ShownPresence {
  const connected = all.some(({ connection: { phase } }) => phase === 'online' || phase === 'catching-up');
  return connected ? (presence?.show ?? 'online') : 'offline';
}
