import { BellMinus, BellOff, CircleAlert } from 'lucide-react';
import { memo } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { localOf } from '../../../app/jid.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { CountBadge } from '../../ui/CountBadge.tsx';
import { useHasSeveralAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import type { Conversation } from './conversations.ts';
import { mutedWords } from './muted-words.ts';
import { usePeerPresence } from './peer.ts';
import type { LastLine } from './table.ts';
import { useIsTyping } from './typing-store.ts';
import './ConversationRow.css';

export const ConversationRow = memo(function ConversationRow({
  conversation,
}: {
  readonly conversation: Conversation;
}) {
  const { row, contact, name, failed } = conversation;
  const words = useI18n();
  const { t } = words;
  const muted = mutedWords(words, row);
  const presence = usePeerPresence(row, contact);
  const several = useHasSeveralAccounts();
  return (
    <div className="chat-row" data-unread={row.unread > 0 || row.marked === 1 || undefined}>
      <PersonAvatar account={row.account} jid={row.peer} name={name} presence={presence?.presence} />
      <div className="chat-row-text">
        <div className="chat-row-line">
          <span className="chat-row-name one-line" lang={scriptLanguage(name)}>
            {name}
          </span>
          {several && (
            <span className="chat-row-account one-line" title={row.account}>
              {localOf(row.account)}
            </span>
          )}
          {row.last !== undefined && <RowTime at={row.lastAt} />}
        </div>
        <div className="chat-row-line">
          <Preview conversation={conversation} />
          {failed && (
            <span
              className="chat-row-sign"
              data-danger
              role="img"
              aria-label={t('chat.unsent')}
              title={t('chat.unsent')}
            >
              <CircleAlert size="1rem" aria-hidden />
            </span>
          )}
          {row.muted && (
            <span className="chat-row-sign" role="img" aria-label={muted} title={muted}>
              <BellOff size="0.875rem" aria-hidden />
            </span>
          )}
          {!row.muted && row.level === 'none' && (
            <span
              className="chat-row-sign"
              role="img"
              aria-label={t('settings.noticeLevel.none')}
              title={t('settings.noticeLevel.none')}
            >
              <BellMinus size="0.875rem" aria-hidden />
            </span>
          )}
          <CountBadge count={row.unread} quiet={row.muted} label={t('common.unread', { count: row.unread })} />
          {row.unread === 0 && row.marked === 1 && (
            <span
              className="chat-row-mark"
              role="img"
              aria-label={t('chat.marked')}
              data-quiet={row.muted || undefined}
            />
          )}
        </div>
      </div>
    </div>
  );
});

function RowTime({ at }: { readonly at: number }) {
  const { listTime } = useI18n();
  const now = useNow();
  return (
    <time className="chat-row-time tabular" dateTime={new Date(at).toISOString()}>
      {listTime(at, now)}
    </time>
  );
}

function Preview({ conversation: { row } }: { readonly conversation: Conversation }) {
  const t = useT();
  const typing = useIsTyping(row.account, row.peer);
  if (typing) return <span className="chat-row-preview chat-row-typing one-line">{t('chat.typingShort')}</span>;
  if (row.draft !== undefined) {
    return (
      <span className="chat-row-preview one-line" lang={scriptLanguage(row.draft)}>
        <span className="chat-row-draft">{t('chat.draftWord')}</span> {row.draft.replace(/\s+/g, ' ').slice(0, 200)}
      </span>
    );
  }
  const words = row.last === undefined ? t('chat.last.none') : lastWords(t, row.last);
  return (
    <span className="chat-row-preview one-line" lang={scriptLanguage(words)}>
      {words}
    </span>
  );
}

export function lastWords(t: Translate, { own, text, kind }: LastLine): string {
  if (kind === 'encrypted') return t('chat.last.encrypted');
  if (kind === 'invitation') return t('chat.last.invitation');
  if (kind === 'retracted') return t('chat.last.retracted');
  const line = text.replace(/\s+/g, ' ');
  return own ? t('chat.you', { text: line }) : line;
}
