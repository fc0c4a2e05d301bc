import { useEffect, useRef } from 'react';
import { useWindow } from '../../frame/window-store.ts';

/** ms after which the last row would be there. */
const SOON = 250;

/**
 * Whoever is at the end of the list sees its last row. Where hundreds come at once to a slow machine while rows at the top
 * are let go, Virtuoso may take the list to be elsewhere than it is, and leaves blank what is in view; sending it to the end
 * tells it where it is. `row`: the last one's number.
 */
export function useEndDrawn(atEnd: boolean, row: number, isDrawn: (row: number) => boolean, toEnd: () => void): void {
  // Nothing is drawn where nobody looks.
  const isShown = useWindow((state) => state.visible && state.mainShown);
  const newest = useRef({ isDrawn, toEnd });
  useEffect(() => {
    newest.current = { isDrawn, toEnd };
  });
  useEffect(() => {
    if (!atEnd || !isShown) return;
    const timer = window.setInterval(() => {
      const { isDrawn, toEnd } = newest.current;
      if (isDrawn(row)) window.clearInterval(timer);
      else toEnd();
    }, SOON);
    return () => window.clearInterval(timer);
  }, [atEnd, isShown, row]);
}
