import { useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ShortcutList } from './ShortcutList.tsx';
import { useShortcut } from './shortcuts.ts';

export function ShortcutSheet() {
  const t = useT();
  const [open, setOpen] = useState(false);
  useShortcut('sheet', () => setOpen(true));
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t('frame.shortcuts')} size="large">
      <ShortcutList />
    </Dialog>
  );
}
