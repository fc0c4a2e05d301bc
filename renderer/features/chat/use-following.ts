import { type UIEvent, useRef, useState } from 'react';

export interface Following {
  /** The list is at its end, or on its way there with what came. */
  readonly atEnd: boolean;
  /** For the list: whether to go along with what is added. */
  goesAlong(): boolean;
  readonly onAtBottom: (atBottom: boolean) => void;
  /** Of whatever scrolls inside; looks at the list alone. */
  readonly onScroll: (event: UIEvent) => void;
}

/**
 * Whether the list stays at its end. It is only left by going up: messages that come faster than they are drawn put it
 * away from its end for a moment, too, and nobody wanted that. `list` names the list; another one begins anew, at its
 * end or not. `hasNewer`: its end is not that of the conversation.
 */
export function useFollowing(list: string, beginsAtEnd: boolean, hasNewer: boolean): Following {
  const [shown, setShown] = useState({ list, atEnd: beginsAtEnd });
  const held = useRef(beginsAtEnd);
  const last = useRef({ top: 0, height: 0 });
  if (shown.list !== list) {
    setShown({ list, atEnd: beginsAtEnd });
    held.current = beginsAtEnd;
    last.current = { top: 0, height: 0 };
  }
  return {
    atEnd: shown.list === list ? shown.atEnd : beginsAtEnd,
    goesAlong: () => held.current,
    onAtBottom(atBottom) {
      if (atBottom) held.current = !hasNewer;
      const atEnd = atBottom || held.current;
      setShown((before) => (before.list === list && before.atEnd === atEnd ? before : { list, atEnd }));
    },
    onScroll({ target }) {
      if (!(target instanceof Element) || !target.classList.contains('thread-list')) return;
      const { scrollTop: top, scrollHeight: height } = target;
      // What is added at either end never brings it up by itself.
      if (top < last.current.top - 1 && height >= last.current.height) held.current = false;
      last.current = { top, height };
    },
  };
}
