/** What the other side is told about our writing (XEP-0085 section 5.1). */
import type { ChatState } from '../contract/chat.ts';

/** After this long without a change of the text (ms) the person has paused. */
export const PAUSE_AFTER = 5_000;

export interface Composing {
  /** The text in the field changed, by hand. */
  changed(text: string): void;
  /** The message went; it carries `active` itself. */
  sent(): void;
  /** The conversation was left. */
  left(): void;
}

export interface ComposingParts {
  readonly tell: (state: ChatState) => void;
  /** Runs after ms; the answer takes it back. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** Each state is told once: a stanza for every key would be a flood. */
export function createComposing({ tell, later }: ComposingParts): Composing {
  let told: ChatState = 'active';
  let cancel = () => {};

  function become(state: ChatState): void {
    if (state === told) return;
    told = state;
    tell(state);
  }

  return {
    changed(text) {
      cancel();
      if (text === '') return become('active');
      become('composing');
      cancel = later(() => become('paused'), PAUSE_AFTER);
    },
    sent() {
      cancel();
      told = 'active';
    },
    left() {
      cancel();
      if (told !== 'active') become('paused');
    },
  };
}
