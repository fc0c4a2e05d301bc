import type { Handlers } from '../bridge/serve.ts';
import type { Updates } from './updates.ts';

/** What takes long answers at once: the events tell how it goes. */
export function updateHandlers(updates: Updates): Pick<Handlers, keyof Handlers & `updates/${string}`> {
  return {
    'updates/state': () => updates.state(),
    'updates/check': () => {
      void updates.check();
      return null;
    },
    'updates/download': () => {
      void updates.download();
      return null;
    },
    'updates/cancel': () => {
      updates.cancel();
      return null;
    },
    'updates/restart': () => {
      updates.restart();
      return null;
    },
  };
}
