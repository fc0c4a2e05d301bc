import { call } from '../data/link.ts';

/** Tells main at once when the system has a network again: a connection that waits is tried then. */
export function watchNetwork(): () => void {
  const tell = () => void call('desktop/online', {});
  window.addEventListener('online', tell);
  return () => window.removeEventListener('online', tell);
}
