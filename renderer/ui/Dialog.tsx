import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { focusOn } from './focus-on.ts';
import { isSomebodyTyping } from './typing.ts';
import './Dialog.css';
import './IconButton.css';

export interface DialogProps {
  readonly open: boolean;
  /** Escape, the close button, a press outside. */
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the primary one last. */
  readonly footer?: ReactNode;
  /** 24, 28 or 36 rem. */
  readonly size?: 'small' | 'normal' | 'large';
  /** What has the focus at first; otherwise the first field or button. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Where the keyboard goes when it closes; otherwise to what had the focus before, if that has a tab stop. */
  readonly returnTo?: () => HTMLElement | null;
  /**
   * It comes by itself, not because the person asked: while somebody types it leaves the focus where it is, and the
   * rest of the window usable.
   */
  readonly opensQuietly?: boolean;
  /** A press outside does not close it: something typed would be lost. */
  readonly keepOnOutsidePress?: boolean;
}

export function Dialog(props: DialogProps) {
  const { open, opensQuietly = false } = props;
  const [wasOpen, setWasOpen] = useState(false);
  const [quiet, setQuiet] = useState(false);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setQuiet(opensQuietly && isSomebodyTyping());
  }
  return (
    <Base.Root
      open={open}
      onOpenChange={props.onOpenChange}
      modal={!quiet}
      disablePointerDismissal={quiet || (props.keepOnOutsidePress ?? false)}
    >
      <Base.Portal>
        {!quiet && <Base.Backdrop className="ui-dialog-backdrop" />}
        <Base.Viewport className="ui-dialog-viewport" data-quiet={quiet || undefined}>
          <DialogBox {...props} quiet={quiet} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function DialogBox(props: DialogProps & { readonly quiet: boolean }) {
  const t = useT();
  const { title, description, children, footer, size = 'normal', initialFocus, returnTo, quiet } = props;
  return (
    <Base.Popup
      className="ui-dialog"
      data-size={size}
      initialFocus={quiet ? false : (initialFocus ?? true)}
      finalFocus={quiet || returnTo === undefined ? !quiet : () => focusOn(returnTo())}
    >
      <header className="ui-dialog-header">
        <Base.Title className="ui-dialog-title">{title}</Base.Title>
      </header>
      <div className="ui-dialog-body">
        {description !== undefined && (
          <Base.Description className="ui-dialog-description">{description}</Base.Description>
        )}
        {children}
      </div>
      {footer !== undefined && <footer className="ui-dialog-footer">{footer}</footer>}
      {/* Last, so that the focus begins with what the dialog is about. */}
      <Base.Close className="ui-icon-button ui-dialog-close" aria-label={t('common.close')}>
        <X aria-hidden />
      </Base.Close>
    </Base.Popup>
  );
}
