import type { ShownReply, ThreadMessage } from '../../../app/chat/thread.ts';
import type { ConversationId } from './parts.ts';

/** What the person can do with a message of the open conversation, wherever it is offered: buttons, menu, keys. */
export interface MessageActions extends ConversationId {
  /** What of it failed: itself, or a change of it. */
  retry(message: ThreadMessage): void;
  discard(message: ThreadMessage): void;
  /** A change of it that waits is taken back. */
  undoChange(message: ThreadMessage): void;
  reply(message: ThreadMessage): void;
  edit(message: ThreadMessage): void;
  retract(message: ThreadMessage): void;
  react(message: ThreadMessage, emoji: string): void;
  /** Beside the anchor. */
  chooseReaction(message: ThreadMessage, anchor: Element): void;
  showHistory(message: ThreadMessage, anchor: Element): void;
  goToAnswered(reply: ShownReply): void;
}
