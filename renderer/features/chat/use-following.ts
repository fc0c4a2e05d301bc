import { type PointerEvent, type UIEvent, useRef, useState } from 'react';

export interface Following {
  /** The list is at its end, or on its way there with what came. */
  readonly atEnd: boolean;
  /** For the list: whether to go along with what is added. */
  goesAlong(): boolean;
  readonly onAtBottom: (atBottom: boolean) => void;
  /** The list is brought elsewhere, on the person's word. */
  leave(): void;
  /** For an element around the list. */
  readonly watch: {
    readonly onScrollCapture: (event: UIEvent) => void;
    readonly onWheelCapture: () => void;
    readonly onTouchMoveCapture: () => void;
    readonly onKeyDownCapture: () => void;
    readonly onPointerDownCapture: () => void;
    readonly onPointerMoveCapture: (event: PointerEvent) => void;
  };
}

/** ms for which a scroll may be what the person just did. */
const LATELY = 1000;

/**
 * Whether the list stays at its end. It is only left by a person who goes up: messages that come faster than they are drawn
 * put it away from its end for a moment, too, or bring it up while they are measured, and nobody wanted that. `list` names
 * the list; another one begins anew, at its end or not. `hasNewer`: its end is not that of the conversation.
 */
export function useFollowing(list: string, beginsAtEnd: boolean, hasNewer: boolean): Following {
  const [shown, setShown] = useState({ list, atEnd: beginsAtEnd });
  const held = useRef(beginsAtEnd);
  const isAtBottom = useRef(beginsAtEnd);
  const last = useRef({ top: 0, height: 0 });
  const moved = useRef({ at: Number.NEGATIVE_INFINITY, pressed: false });
  const move = () => {
    moved.current.at = performance.now();
  };
  if (shown.list !== list) {
    setShown({ list, atEnd: beginsAtEnd });
    held.current = beginsAtEnd;
    isAtBottom.current = beginsAtEnd;
    last.current = { top: 0, height: 0 };
  }
  const show = () => {
    const atEnd = isAtBottom.current || held.current;
    setShown((before) => (before.list === list && before.atEnd === atEnd ? before : { list, atEnd }));
  };
  // Where the list was off its end already, nothing else tells that it is left.
  const leave = () => {
    if (!held.current) return;
    held.current = false;
    show();
  };
  return {
    atEnd: shown.list === list ? shown.atEnd : beginsAtEnd,
    goesAlong: () => held.current,
    onAtBottom(atBottom) {
      isAtBottom.current = atBottom;
      if (atBottom) held.current = !hasNewer;
      show();
    },
    leave,
    watch: {
      onScrollCapture({ target }) {
        if (!(target instanceof Element) || !target.classList.contains('thread-list')) return;
        const { scrollTop: top, scrollHeight: height } = target;
        const { at, pressed } = moved.current;
        const isMoved = pressed || performance.now() - at < LATELY;
        // Rows that turn out smaller than they were taken for bring it up, too, but no farther from its end.
        const isFarther = height - top > last.current.height - last.current.top + 1;
        if (isMoved && top < last.current.top - 1 && isFarther) leave();
        last.current = { top, height };
      },
      onWheelCapture: move,
      onTouchMoveCapture: move,
      onKeyDownCapture: move,
      onPointerDownCapture() {
        moved.current.pressed = true;
      },
      // Of a pull at the scroll bar only the beginning is told.
      onPointerMoveCapture({ buttons }) {
        if (buttons !== 0 || !moved.current.pressed) return;
        moved.current.pressed = false;
        move();
      },
    },
  };
}
