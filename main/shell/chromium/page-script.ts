/**
 * What runs in the page before its own scripts. Both functions are sent as text: they know nothing of this file.
 */

/** What the page sends through the binding. */
export type FromPage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: unknown }
  | { readonly kind: 'listening' };

/** What the page is handed, many at a time. */
export type ToPage =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number };

/** In the page's own world: puts window.kithWire there (renderer/wire.ts) on top of the binding. */
function installWire(binding: string, deliver: string): void {
  if (window.top !== window) return;
  const globals = window as unknown as Record<string, (text: string) => void>;
  const send = globals[binding];
  if (send === undefined) return;
  delete globals[binding];
  const calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let listener: ((message: unknown) => void) | undefined;
  let early: unknown[] = [];
  const wire = {
    call(name: string, args: unknown): Promise<unknown> {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject });
        send(JSON.stringify({ kind: 'call', id, name, args }));
      });
    },
    onMessage(next: (message: unknown) => void): () => void {
      listener = next;
      const kept = early;
      early = [];
      for (const message of kept) next(message);
      send(JSON.stringify({ kind: 'listening' }));
      return () => {
        if (listener === next) listener = undefined;
      };
    },
  };
  const receive = (text: string): void => {
    for (const item of JSON.parse(text) as ToPage[]) {
      if (item.kind === 'message') {
        if (listener === undefined) early.push(item.message);
        else listener(item.message);
        continue;
      }
      const call = calls.get(item.id);
      calls.delete(item.id);
      if (item.kind === 'answer') call?.resolve(item.value);
      else call?.reject(new Error('The call failed.'));
    }
  };
  Object.defineProperty(window, 'kithWire', { value: Object.freeze(wire) });
  Object.defineProperty(window, deliver, { value: receive });
}

/** In a world of its own, where the page can't touch it: tells focus and visibility as the window system has them. */
function reportState(binding: string): void {
  if (window.top !== window) return;
  const globals = window as unknown as Record<string, (text: string) => void>;
  const send = globals[binding];
  const report = () =>
    send?.(JSON.stringify({ focused: document.hasFocus(), visible: document.visibilityState === 'visible' }));
  window.addEventListener('focus', report);
  window.addEventListener('blur', report);
  document.addEventListener('visibilitychange', report);
  report();
}

export const WIRE_BINDING = 'kithSend';
export const DELIVER = 'kithDeliver';
export const STATE_BINDING = 'kithState';
export const STATE_WORLD = 'kith';

export const WIRE_SCRIPT = `(${installWire})(${JSON.stringify(WIRE_BINDING)}, ${JSON.stringify(DELIVER)})`;
export const STATE_SCRIPT = `(${reportState})(${JSON.stringify(STATE_BINDING)})`;
