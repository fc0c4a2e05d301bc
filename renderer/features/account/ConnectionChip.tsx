import type { AccountInfo } from '../../../app/contract/account.ts';
import { faultWords } from '../../../app/i18n/fault-words.ts';
import type { MessageKey } from '../../../app/i18n/translator.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { useLongerThan } from '../../ui/Skeleton.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { resume, tryNow } from './account-actions.ts';
import { openAccountDialog } from './account-dialogs.ts';
import { type ConnectionAction, type ConnectionWords, connectionWords } from './connection-words.ts';
import './ConnectionChip.css';

/** Short, beside words that must not be cut off. */
const ACTION_WORDS: Record<ConnectionAction, MessageKey> = {
  'try-now': 'account.tryNow',
  'enter-password': 'account.connection.enter',
  'sign-in': 'account.signIn.submit',
  details: 'common.details',
};

/** Takes the place of the status words while the connection is not there, so that nothing moves for it. */
export function ConnectionChip({ info }: { readonly info: AccountInfo }) {
  const waits = info.connection.phase === 'waiting';
  const words = connectionWords(info, useNow(waits ? 1000 : 60_000));
  const passes = words !== undefined && words.action === undefined;
  const lasts = useLongerThan(300, passes);
  if (words === undefined || (passes && !lasts)) return null;
  return <Chip info={info} words={words} />;
}

function Chip({ info, words }: { readonly info: AccountInfo; readonly words: ConnectionWords }) {
  const t = useT();
  const { key, seconds, action, fault } = words;
  const text = t(key, seconds === undefined ? undefined : { seconds });
  const look = fault !== undefined && info.connection.phase === 'stopped' ? 'danger' : 'quiet';
  if (action === undefined) {
    return (
      <span className="connection-chip" role="status">
        <span className="one-line">{text}</span>
      </span>
    );
  }
  const chip = (
    <button
      type="button"
      className="connection-chip"
      data-look={look}
      aria-label={action === 'enter-password' ? `${text} · ${t('account.connection.enterPassword')}` : undefined}
      onClick={() => act(action)}
    >
      <span className="one-line tabular">{text}</span>
      <span className="connection-chip-action">{t(ACTION_WORDS[action])}</span>
    </button>
  );
  return fault === undefined ? chip : <Tooltip text={faultWords(t, fault).title}>{chip}</Tooltip>;

  function act(chosen: ConnectionAction): void {
    const { account } = info;
    if (chosen === 'try-now') void tryNow(t, account);
    else if (chosen === 'sign-in') void resume(t, info);
    else openAccountDialog({ kind: chosen === 'details' ? 'connection' : 'sign-in', account });
  }
}
