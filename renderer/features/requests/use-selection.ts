import { useCallback, useMemo, useState } from 'react';
import { type Received, requestKey } from './requests.ts';

export interface Selection {
  readonly chosen: readonly Received[];
  isChosen(received: Received): boolean;
  toggle(received: Received): void;
  toggleAll(): void;
  clear(): void;
}

/** Which requests are selected to be answered together. One that is gone is no longer selected. */
export function useSelection(received: readonly Received[]): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => received.filter(({ request }) => keys.has(requestKey(request))), [received, keys]);
  const toggle = useCallback(({ request }: Received) => {
    setKeys((before) => {
      const next = new Set(before);
      if (!next.delete(requestKey(request))) next.add(requestKey(request));
      return next;
    });
  }, []);
  return {
    chosen,
    isChosen: ({ request }) => keys.has(requestKey(request)),
    toggle,
    toggleAll: () =>
      setKeys(
        chosen.length === received.length ? new Set() : new Set(received.map(({ request }) => requestKey(request))),
      ),
    clear: () => setKeys(new Set()),
  };
}
