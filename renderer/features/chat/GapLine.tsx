/** Where something is missing that the archive has: it is being fetched, or is as soon as somebody looks. */
import { useEffect } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useAccounts } from '../account/store.ts';
import { useIsFilling } from './filling-store.ts';
import './GapLine.css';

export function GapLine({ account }: { readonly account: BareJid }) {
  const t = useT();
  const filling = useIsFilling(account);
  const online = useAccounts(({ accounts }) => accounts.get(account)?.connection.phase === 'online');
  // Once each time that it comes into view; after that it is for the person to ask.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it was when it came into view
  useEffect(() => {
    if (online && !filling) void fill(account);
  }, [account]);
  return (
    <div className="gap-line" role="status">
      <span>{filling ? t('chat.gap.filling') : t('chat.gap.open')}</span>
      {online && !filling && (
        <Button look="quiet" size="small" onClick={() => void fill(account)}>
          {t('chat.gap.fill')}
        </Button>
      )}
    </div>
  );
}

const fill = (account: BareJid) => call('chat/fill', { account });
