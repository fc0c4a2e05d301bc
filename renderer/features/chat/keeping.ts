/** What the person wants for one conversation: quiet or loud, and what they began to write. */
import { type MuteSpan, muteEnd } from '../../../app/notices/mute.ts';
import type { NoticeLevel } from '../../../app/settings/settings.ts';
import type { ChatParts, ConversationId } from './parts.ts';
import { type ConversationRow, newConversation } from './table.ts';
import { countTotals } from './unread.ts';
import { draftSaved, writingIn } from './writing-store.ts';

export interface Keeping {
  mute(id: ConversationId, span: MuteSpan): Promise<void>;
  unmute(id: ConversationId): Promise<void>;
  /** Undefined: the setting for all conversations counts. */
  setLevel(id: ConversationId, level: NoticeLevel | undefined): Promise<void>;
  /** Kept over restarts; a conversation with a draft is in the list. */
  saveDraft(id: ConversationId, text: string): Promise<void>;
  /** Saves the draft that stands in the field; with its conversation or account it went from there, too. */
  keepDraft(id: ConversationId): Promise<void>;
  /** The same when the field goes. A draft that could not be saved waits until the field is there again. */
  leaveDraft(id: ConversationId): Promise<void>;
}

export function keeping({ db, call, now }: ChatParts): Keeping {
  async function change(id: ConversationId, by: (row: ConversationRow) => ConversationRow | null): Promise<void> {
    const { account, peer } = id;
    await db.transaction('rw', [db.conversations], async () => {
      const changed = by((await db.conversations.get([account, peer])) ?? newConversation(account, peer));
      if (changed !== null) await db.conversations.put(changed);
    });
  }

  async function setMuted(id: ConversationId, muted: boolean, until?: number): Promise<void> {
    await change(id, ({ mutedUntil: _, ...row }) => ({
      ...row,
      muted,
      ...(until === undefined ? {} : { mutedUntil: until }),
    }));
    await call('sync/totals', { totals: await countTotals(db), read: [] });
  }

  async function saveDraft(id: ConversationId, text: string): Promise<void> {
    await change(id, ({ draft, ...row }) => {
      const next = text.trim() === '' ? undefined : text;
      if (next === draft) return null;
      if (next === undefined) return row.last === undefined && row.unread === 0 ? { ...row, listed: 0 } : row;
      return { ...row, draft: next, listed: 1, lastAt: row.lastAt === 0 ? now() : row.lastAt };
    });
  }

  async function keepDraft(id: ConversationId): Promise<void> {
    const { draft } = writingIn(id);
    if (draft !== undefined) await saveDraft(id, draft);
  }

  return {
    mute: (id, span) => setMuted(id, true, muteEnd(span, now())),
    unmute: (id) => setMuted(id, false),
    setLevel: (id, level) => change(id, ({ level: _, ...row }) => (level === undefined ? row : { ...row, level })),
    saveDraft,
    keepDraft,
    async leaveDraft(id) {
      const left = writingIn(id);
      await keepDraft(id);
      draftSaved(id, left);
    },
  };
}
