import { Copy } from 'lucide-react';
import { useCallback } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { useT } from '../../i18n/i18n.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { showToast } from '../../ui/toasts.ts';
import './CopyAddress.css';

export function useCopyAddress(): (address: BareJid) => Promise<void> {
  const t = useT();
  return useCallback(
    async (address) => {
      if (await copyText(address)) showToast(t('roster.page.addressCopied'));
    },
    [t],
  );
}

/** An address in full, that can be selected and copied. */
export function CopyAddress({ address }: { readonly address: BareJid }) {
  const t = useT();
  const copy = useCopyAddress();
  return (
    <span className="copy-address">
      <span className="selectable break-anywhere">{address}</span>
      <IconButton label={t('common.copyAddress')} icon={<Copy />} size="small" onClick={() => void copy(address)} />
    </span>
  );
}
