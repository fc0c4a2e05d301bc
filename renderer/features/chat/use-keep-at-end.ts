import { type RefCallback, useCallback, useEffect, useRef } from 'react';

/** What a person moves the list with. */
const MOVES = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const;

/**
 * When the pane becomes narrower or wider the words wrap anew, and the end of the list is no longer where it was: whoever
 * saw it sees it afterwards, too. The ref belongs to an element around the list, and as wide.
 */
export function useKeepAtEnd(atEnd: boolean, toEnd: () => void): RefCallback<HTMLElement> {
  const newest = useRef({ atEnd, toEnd });
  useEffect(() => {
    newest.current = { atEnd, toEnd };
  });
  return useCallback((element) => {
    if (element === null) return;
    let width = element.clientWidth;
    let frame = 0;
    /** From the first change of a pull at the window's edge until the person does something with the list itself. */
    let held = false;
    const letGo = () => {
      held = false;
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      // Asked before the list itself has noticed.
      held ||= newest.current.atEnd;
      if (!held) return;
      cancelAnimationFrame(frame);
      // The list measures its rows in one frame, and can be scrolled by them in the next.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => newest.current.toEnd());
      });
    });
    observer.observe(element);
    for (const move of MOVES) element.addEventListener(move, letGo, { passive: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      for (const move of MOVES) element.removeEventListener(move, letGo);
    };
  }, []);
}
