/** Where the keyboard was when what had the focus went: React tells of no blur then. */
import { type RefObject, useRef } from 'react';

interface HadFocus {
  /** The focus is in the element with these listeners, or was until what had it went. */
  readonly hadFocus: RefObject<boolean>;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

export function useHadFocus(): HadFocus {
  const hadFocus = useRef(false);
  return {
    hadFocus,
    onFocus: () => {
      hadFocus.current = true;
    },
    // Another window in front takes nothing away: the focus is here again after that.
    onBlur: () => {
      hadFocus.current = !document.hasFocus();
    },
  };
}
