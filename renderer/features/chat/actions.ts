/** What a person does with conversations, bound to this page's database and main. */
import { call, db, storage } from '../../data/link.ts';
import { changing } from './changing.ts';
import { deleting } from './deleting.ts';
import { keeping } from './keeping.ts';
import { watchMutes } from './mutes.ts';
import { outbox } from './outbox.ts';
import type { ChatParts } from './parts.ts';
import { reading } from './reading.ts';

const parts: ChatParts = { db, call, now: Date.now, newId: () => crypto.randomUUID(), notStored: storage.failed };

const out = outbox(parts);
export const { queueMessage, retryMessage, discardMessage, undo } = out;
export const { editMessage, retractMessage, react } = changing(parts, out);
export const { markRead, markUnread, tellUntold } = reading(parts);
export const { mute, unmute, setLevel, saveDraft, keepDraft, leaveDraft } = keeping(parts);
export const { deleteConversation, finishDeletions } = deleting(parts);
export const endMutesInTime = (): (() => void) => watchMutes(parts);
