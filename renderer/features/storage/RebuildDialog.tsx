import { useStore } from 'zustand';
import { storage } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { exportHistory } from './exporting.ts';
import { askToRebuild, rebuild, useRebuildDialog } from './rebuilding.ts';

/** What is deleted can't be brought back by Undo, so it is asked, and the export is offered first. */
export function RebuildDialog() {
  const t = useT();
  const open = useRebuildDialog((state) => state.open);
  const isShut = useStore(storage.state, ({ phase }) => phase === 'shut');
  return (
    <Dialog
      open={open}
      onOpenChange={askToRebuild}
      title={t('storage.rebuild.title')}
      description={t('storage.rebuild.text')}
      footer={
        <>
          <Button onClick={() => askToRebuild(false)}>{t('common.cancel')}</Button>
          {!isShut && (
            <Button
              onClick={() => {
                askToRebuild(false);
                void exportHistory(t);
              }}
            >
              {t('storage.rebuild.first')}
            </Button>
          )}
          <Button look="danger" onClick={() => void rebuild(t)}>
            {t('storage.rebuild.submit')}
          </Button>
        </>
      }
    >
      <p>{t('storage.rebuild.gone')}</p>
    </Dialog>
  );
}
