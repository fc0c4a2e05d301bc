/** Short notices at the edge of the window: something happened, and often it can be undone. */
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'danger';
  readonly action?: ToastAction;
  /** ms until it goes by itself, while nobody looks at it. */
  readonly duration: number;
}

export interface ToastAction {
  readonly label: string;
  readonly onPress: () => void;
}

export interface ToastOptions {
  readonly tone?: Toast['tone'];
  readonly action?: ToastAction;
  readonly duration?: number;
  /** Runs when the toast went without its action: now the thing can be done for good. */
  readonly onGone?: () => void;
}

const SHOWN_AT_ONCE = 3;
const goneListeners = new Map<number, () => void>();
let lastId = 0;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** The answer takes it away again. */
export function showToast(text: string, options: ToastOptions = {}): () => void {
  const { tone = 'info', action, onGone, duration = action === undefined ? 5000 : 8000 } = options;
  const id = ++lastId;
  if (onGone !== undefined) goneListeners.set(id, onGone);
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts, { id, text, tone, duration, ...(action === undefined ? {} : { action }) }],
  }));
  for (const old of useToasts.getState().toasts.slice(0, -SHOWN_AT_ONCE)) dismissToast(old.id);
  return () => dismissToast(id);
}

export function dismissToast(id: number): void {
  remove(id);
  const listener = goneListeners.get(id);
  goneListeners.delete(id);
  listener?.();
}

export function pressToastAction(toast: Toast): void {
  goneListeners.delete(toast.id);
  remove(toast.id);
  toast.action?.onPress();
}

function remove(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
