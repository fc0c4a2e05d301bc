import type { BareJid } from '../../../app/jid.ts';
import { useT } from '../../i18n/i18n.tsx';
import { consistentHue } from '../../ui/consistent-hue.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useHasSeveralAccounts } from './store.ts';
import './AccountMark.css';

/** Which account a row belongs to, by colour and by words; nothing while there is only one. */
export function AccountMark({ account }: { readonly account: BareJid }) {
  const t = useT();
  if (!useHasSeveralAccounts()) return null;
  return (
    <Tooltip text={account}>
      <span
        className="account-mark"
        role="img"
        aria-label={t('common.ofAccount', { account })}
        style={{ '--hue': consistentHue(account).toFixed(1) } as React.CSSProperties}
      />
    </Tooltip>
  );
}
