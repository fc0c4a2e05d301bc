/**
 * What stands in the fields of the conversations, and what for. Live: it outlives the field, so that a look into
 * another conversation costs nothing, and goes with its conversation. Of a new message the conversation's draft is the
 * durable copy.
 */
import { create } from 'zustand';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { ConversationId } from './parts.ts';

/** What the field is for at the moment, when it is not a new message. */
export interface ComposerTask {
  readonly kind: 'edit' | 'reply';
  readonly message: ThreadMessage;
}

export interface Writing {
  /** The new message; absent: it is as the conversation's row has it. While a message is edited it waits. */
  readonly draft?: string;
  readonly task: ComposerTask | null;
  /** What the message that is edited shall say. */
  readonly edited: string;
}

const NOTHING: Writing = { task: null, edited: '' };

const useWritings = create<ReadonlyMap<string, Writing>>(() => new Map());

const keyOf = ({ account, peer }: ConversationId) => `${account} ${peer}`;

export function useWriting(id: ConversationId): Writing {
  return useWritings((writings) => writings.get(keyOf(id)) ?? NOTHING);
}

export function writingIn(id: ConversationId): Writing {
  return useWritings.getState().get(keyOf(id)) ?? NOTHING;
}

export function changeWriting(id: ConversationId, changes: Partial<Writing>): void {
  set(id, { ...writingIn(id), ...changes });
}

export function beginTask(id: ConversationId, task: ComposerTask): void {
  changeWriting(id, { task, edited: task.kind === 'edit' ? task.message.body : '' });
}

/** False: there was none. */
export function endTask(id: ConversationId): boolean {
  if (writingIn(id).task === null) return false;
  changeWriting(id, { task: null, edited: '' });
  return true;
}

/** Takes it away with its conversation: nothing of it is saved any more. */
export function takeWriting(id: ConversationId): Writing {
  const writing = writingIn(id);
  set(id, NOTHING);
  return writing;
}

/** What was taken or could not be sent stands there again, before what was written meanwhile. */
export function giveBack(id: ConversationId, { draft, task, edited }: Writing): void {
  const now = writingIn(id);
  const words = [draft, now.task === null ? '' : edited, now.draft].filter((each) => each !== undefined && each !== '');
  set(id, {
    ...now,
    ...(now.task === null ? { task, edited } : {}),
    ...(words.length === 0 ? {} : { draft: words.join('\n') }),
  });
}

/** The row has the draft of `saved` now; what was written after that stays. */
export function draftSaved(id: ConversationId, saved: Writing): void {
  const { draft: _, ...left } = saved;
  if (writingIn(id) === saved) set(id, left);
}

export function forgetWritings(account: BareJid): void {
  const left = [...useWritings.getState()].filter(([key]) => !key.startsWith(`${account} `));
  useWritings.setState(new Map(left), true);
}

function set(id: ConversationId, writing: Writing): void {
  const next = new Map(useWritings.getState());
  if (writing.draft === undefined && writing.task === null) next.delete(keyOf(id));
  else next.set(keyOf(id), writing);
  useWritings.setState(next, true);
}
