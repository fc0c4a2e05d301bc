/** What a person does with messages that stand in the thread: edit, delete for all, react. */
import { mayBeChanged, mayBeEdited, mayBeRetracted } from '../../../app/chat/allowed.ts';
import { type BodyProblem, bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import { toggled } from '../../../app/chat/reactions.ts';
import { fold, type ThreadMessage } from '../../../app/chat/thread.ts';
import { MOST_REACTIONS } from '../../../app/contract/chat.ts';
import type { Outbox, Stored } from './outbox.ts';
import type { ChatParts, ConversationId } from './parts.ts';
import { aboutMessages } from './read-changes.ts';

/** `originId`: of what is on its way now, for `undo`. Nothing had to be sent: null. */
export type Changed = Stored | { readonly originId: null } | { readonly problem: BodyProblem | 'not-allowed' };

export interface Changing {
  /** The whole text anew. */
  editMessage(of: ConversationId, message: ThreadMessage, text: string): Promise<Changed>;
  /** For all; a message that was not sent yet is as if it had never been written. */
  retractMessage(of: ConversationId, message: ThreadMessage): Promise<Changed>;
  /** Adds a reaction, or takes it back. */
  react(of: ConversationId, message: ThreadMessage, emoji: string): Promise<Changed>;
}

export function changing({ db, now, newId }: ChatParts, { queue, undo }: Outbox): Changing {
  /** What is on the screen may be older than the last press. */
  async function asStored(message: ThreadMessage): Promise<ThreadMessage> {
    const row = await db.entries.get(Number(message.key));
    if (row === undefined) return message;
    const about = await aboutMessages(db, row.account, [row], Number.POSITIVE_INFINITY);
    return fold([row], 0, about)[0] ?? message;
  }

  const begin = ({ account, peer }: ConversationId, message: ThreadMessage) => ({
    account,
    peer,
    originId: newId(),
    at: now(),
    target: message.stanzaId ?? '',
  });

  return {
    async editMessage(of, message, text) {
      if (!mayBeEdited(message) || message.type === 'headline') return { problem: 'not-allowed' };
      const body = bodyOf(text);
      const problem = bodyProblem(body);
      if (problem !== null) return { problem };
      if (body === message.body) return { originId: null };
      const { type, subject, reply } = message;
      return queue({
        ...begin(of, message),
        kind: 'correction',
        type,
        ...(subject === undefined ? {} : { subject }),
        body,
        ...(reply === undefined
          ? {}
          : {
              reply: {
                target: reply.target,
                ...(reply.to === undefined ? {} : { to: reply.to }),
                ...(reply.excerpt === undefined ? {} : { quote: reply.excerpt }),
              },
            }),
      });
    },

    async retractMessage(of, message) {
      if (!mayBeRetracted(message)) return { problem: 'not-allowed' };
      const isUnsent = message.state === 'waiting' && message.change === undefined;
      if (isUnsent && (await undo(of, message.stanzaId ?? ''))) return { originId: null };
      return queue({ ...begin(of, message), kind: 'retraction' });
    },

    async react(of, message, emoji) {
      const now = await asStored(message);
      if (!mayBeChanged(now)) return { problem: 'not-allowed' };
      const reactions = toggled(now.reactions ?? [], emoji).slice(-MOST_REACTIONS);
      return queue({ ...begin(of, now), kind: 'reactions', reactions });
    },
  };
}
