/** A dialog of fields: Enter sends it, it stays with its words while it is sent, and closes when that worked. */
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import './FormDialog.css';

interface FormDialogProps {
  readonly title: string;
  readonly description?: string | undefined;
  readonly submit: string;
  readonly danger?: boolean;
  /** Answers whether it is done: then the dialog closes. */
  readonly onSubmit: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly size?: 'small' | 'normal';
  readonly children?: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { title, description, submit, danger = false, onSubmit, onClose, size = 'small', children } = props;
  const t = useT();
  const id = useId();
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const done = await onSubmit();
    setBusy(false);
    if (done) onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      size={size}
      keepOnOutsidePress={children !== undefined}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look={danger ? 'danger' : 'primary'} submit form={id} busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={id} className="form-dialog" onSubmit={(event) => void send(event)}>
        {children}
      </form>
    </Dialog>
  );
}
