import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import { dismissToast, pressToastAction, type Toast, useToasts } from './toasts.ts';
import './Toaster.css';

/** Once in the page. Own code rather than Base UI's, whose viewport takes F6, the key that walks through our panes. */
export function Toaster() {
  const t = useT();
  const toasts = useToasts((state) => state.toasts);
  const [held, setHeld] = useState(false);
  const section = useRef<HTMLElement>(null);
  // A toast that goes with the pointer or the focus on it tells of neither's leaving.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew whenever one comes or goes
  useEffect(() => setHeld(section.current?.matches(':hover, :focus-within') === true), [toasts]);
  return (
    <section
      ref={section}
      className="ui-toasts"
      aria-label={t('frame.notices')}
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} held={held} />
      ))}
    </section>
  );
}

function ToastCard({ toast, held }: { readonly toast: Toast; readonly held: boolean }) {
  const t = useT();
  useGoesAfter(toast, held);
  return (
    <div className="ui-toast" data-tone={toast.tone}>
      <p className="break-anywhere">{toast.text}</p>
      {toast.action !== undefined && (
        <Button look="quiet" size="small" onClick={() => pressToastAction(toast)}>
          {toast.action.label}
        </Button>
      )}
      <IconButton label={t('frame.dismiss')} icon={<X />} size="small" onClick={() => dismissToast(toast.id)} />
    </div>
  );
}

/** The time runs only while nobody points at a toast or has the focus in one. */
function useGoesAfter(toast: Toast, held: boolean): void {
  const left = useRef(toast.duration);
  useEffect(() => {
    if (held) return;
    const start = performance.now();
    const timer = window.setTimeout(() => dismissToast(toast.id), left.current);
    return () => {
      window.clearTimeout(timer);
      left.current -= performance.now() - start;
    };
  }, [held, toast.id]);
}
