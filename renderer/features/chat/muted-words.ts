import type { Translator } from '../../../app/i18n/translator.ts';
import type { ConversationRow } from './table.ts';

/** "Muted", or until when: none is longer than until tomorrow. */
export function mutedWords({ t, time }: Translator, { mutedUntil }: Pick<ConversationRow, 'mutedUntil'>): string {
  return mutedUntil === undefined ? t('chat.muted') : t('chat.muted.until', { time: time(mutedUntil) });
}
