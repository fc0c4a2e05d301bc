import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { fold } from '../../../app/chat/thread.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { BareJid } from '../../../app/jid.ts';
import { db } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { retryMessage } from './actions.ts';
import { useConversation } from './conversations.ts';
import type { ConversationId } from './parts.ts';

export interface SentTo extends ConversationId {
  readonly originId: string;
}

/** What became of each of several messages, as it becomes known. */
export function SendOutcome(props: { readonly sent: readonly SentTo[]; readonly onOpen: (peer: BareJid) => void }) {
  const t = useT();
  return (
    <ul className="send-outcome" aria-label={t('chat.newDialog.outcomes')}>
      {props.sent.map((each) => (
        <Outcome key={each.originId} sent={each} onOpen={props.onOpen} />
      ))}
    </ul>
  );
}

function Outcome({ sent, onOpen }: { readonly sent: SentTo; readonly onOpen: (peer: BareJid) => void }) {
  const t = useT();
  const { account, peer } = sent;
  const [originId, setOriginId] = useState(sent.originId);
  const name = useConversation(sent)?.name ?? peer;
  const message = useLiveQuery(async () => {
    const about = await Promise.all([
      db.entries.where('[account+stanzaId]').equals([account, originId]).toArray(),
      db.entries.where('[account+target]').equals([account, originId]).toArray(),
    ]);
    return fold(about.flat())[0];
  }, [account, originId]);
  const state = message?.state ?? 'waiting';
  return (
    <li>
      <PersonAvatar account={account} jid={peer} name={name} size={2} />
      <span className="send-outcome-text">
        <span className="one-line">{name}</span>
        <span className="send-outcome-state" data-state={state}>
          {state === 'failed' && message?.fault !== undefined
            ? t('chat.failed', { reason: faultLine(t, message.fault) })
            : t(`chat.state.${state}`)}
        </span>
      </span>
      {state === 'failed' ? (
        <Button size="small" onClick={() => void retryMessage(sent, originId).then(setOriginId)}>
          {t('common.retry')}
        </Button>
      ) : (
        <Button size="small" look="quiet" onClick={() => onOpen(peer)}>
          {t('chat.newDialog.open')}
        </Button>
      )}
    </li>
  );
}
