import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { choicesOf, firstChoices } from '../../../app/settings/reset.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { showToast } from '../../ui/toasts.ts';
import { changeSettings, useSettings } from './store.ts';

export function ResetSettings() {
  const t = useT();
  const [open, setOpen] = useState(false);

  async function reset(): Promise<void> {
    setOpen(false);
    const before = choicesOf(useSettings.getState());
    if ((await changeSettings(firstChoices)) !== undefined) {
      showToast(t('settings.failed'), { tone: 'danger' });
      return;
    }
    const undo = { label: t('common.undo'), onPress: () => void changeSettings(before) };
    showToast(t('settings.reset.done'), { action: undo });
  }

  return (
    <div className="settings-action">
      <p className="quiet">{t('settings.reset.text')}</p>
      <Button icon={<RotateCcw size="1rem" aria-hidden />} onClick={() => setOpen(true)}>
        {t('settings.reset')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('settings.reset.title')}
        description={t('settings.reset.text')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
            <Button look="danger" onClick={() => void reset()}>
              {t('settings.reset.submit')}
            </Button>
          </>
        }
      />
    </div>
  );
}
