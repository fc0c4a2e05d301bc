import { liveQuery } from 'dexie';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { db } from '../../data/link.ts';
import { showToast } from '../../ui/toasts.ts';
import { discardMessage, retryMessage } from './actions.ts';
import type { ConversationId } from './parts.ts';
import { ownRows } from './store-own.ts';

/** A reaction that fails is not shown any more: the person is told, and can send it again. */
export function watchReaction(t: Translate, id: ConversationId, originId: string): void {
  const subscription = liveQuery(() => ownRows(db, id, originId)).subscribe({
    next: ([row]) => {
      if (row?.outbox === 'queued') return;
      subscription.unsubscribe();
      if (row?.outbox !== 'failed') return;
      const reason = faultLine(t, row.failure ?? { kind: 'internal' });
      showToast(t('chat.failed.reactions', { reason }), {
        tone: 'danger',
        action: {
          label: t('common.retry'),
          onPress: () => void retryMessage(id, originId).then((next) => watchReaction(t, id, next)),
        },
        onGone: () => void discardMessage(id, originId),
      });
    },
    error: (error: unknown) => console.error('what became of a reaction could not be read', error),
  });
}
