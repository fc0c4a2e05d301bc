import { useCallback, useEffect, useState } from 'react';
import type { NoticeHealth } from '../../../app/notices/health.ts';
import { call, onLive } from '../../data/link.ts';

/** How the system's notifications fare, as long as somebody looks; undefined until main has answered. */
export function useHealth(): { readonly health: NoticeHealth | undefined; readonly test: () => Promise<void> } {
  const [health, setHealth] = useState<NoticeHealth>();

  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const answer = await call('notices/health', {});
      if (!gone && answer.ok) setHealth(answer.value);
    };
    // What was missing may be there when the person comes back from the system's settings.
    const onFocus = () => void ask();
    void ask();
    window.addEventListener('focus', onFocus);
    const undo = onLive((event) => {
      if (event.type === 'notices/health-changed') void ask();
    });
    return () => {
      gone = true;
      undo();
      window.removeEventListener('focus', onFocus);
    };
  }, []);

  const test = useCallback(async () => {
    const answer = await call('notices/test', {});
    if (answer.ok) setHealth(answer.value);
  }, []);
  return { health, test };
}
