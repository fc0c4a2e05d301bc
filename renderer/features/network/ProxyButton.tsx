import { useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProxyForm } from './ProxyForm.tsx';

/** Where nobody can sign in without a proxy, it has to be set before: the settings are only there afterwards. */
export function ProxyButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" size="small" onClick={() => setOpen(true)}>
        {t('network.proxy.open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('network.proxy')}
        description={t('network.proxy.text')}
        keepOnOutsidePress
      >
        <ProxyForm onUsed={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
