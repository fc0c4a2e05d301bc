/**
 * The only place in the renderer that knows the transport. Both shells put the same small object on the window:
 * Electron's preload and the Chromium shell's script.
 */

/** What the page has of the main process: calls go there, messages come from there, in order. */
export interface Wire {
  call(name: string, args: unknown): Promise<unknown>;
  /** One listener at a time; what came before it is kept for it. */
  onMessage(listener: (message: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly kithWire?: Wire;
  }
}

/** The wire of the shell that this page runs in. */
export function connectWire(): Wire {
  const wire = window.kithWire;
  if (wire === undefined) throw new Error('This page runs in no shell: window.kithWire is absent.');
  return wire;
}

/** The main side of an in-memory wire; it is what a shell's PageWire is to the page. */
export interface WireEnd {
  post(message: unknown): void;
  onCall(handler: (name: string, args: unknown) => Promise<unknown>): () => void;
}

/** A pair in memory that copies what passes, as the real ones do. */
export function memoryWire(): { readonly page: Wire; readonly main: WireEnd } {
  let handler: ((name: string, args: unknown) => Promise<unknown>) | undefined;
  let listener: ((message: unknown) => void) | undefined;
  let early: unknown[] = [];
  return {
    page: {
      async call(name, args) {
        if (handler === undefined) throw new Error(`Nobody answers ${name}.`);
        return structuredClone(await handler(name, structuredClone(args)));
      },
      onMessage(next) {
        listener = next;
        const kept = early;
        early = [];
        for (const message of kept) next(message);
        return () => {
          if (listener === next) listener = undefined;
        };
      },
    },
    main: {
      post(message) {
        const copy: unknown = structuredClone(message);
        if (listener === undefined) early.push(copy);
        else listener(copy);
      },
      onCall(next) {
        handler = next;
        return () => {
          if (handler === next) handler = undefined;
        };
      },
    },
  };
}
