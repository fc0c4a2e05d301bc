import { useState } from 'react';
import { bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import type { BareJid } from '../../../app/jid.ts';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useAccounts } from '../account/store.ts';
import { queueMessage } from './actions.ts';
import { closeNewChat, useNewChat } from './new-chat-store.ts';
import { Recipients } from './Recipients.tsx';
import { SendOutcome, type SentTo } from './SendOutcome.tsx';
import './NewChatDialog.css';

/** Opens a chat with one person, or writes to several, each by a message of their own. */
export function NewChatDialog() {
  const open = useNewChat((state) => state.open);
  const [round, setRound] = useState(0);
  function close(): void {
    closeNewChat();
    setRound(round + 1);
  }
  return <NewChat key={round} open={open} onClose={close} />;
}

function NewChat({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useT();
  const accounts = useAccounts((state) => state.accounts);
  const [first] = accounts.keys();
  const [chosen, setChosen] = useState<BareJid | undefined>(undefined);
  const account = chosen ?? first;
  const [recipients, setRecipients] = useState<readonly BareJid[]>([]);
  const [text, setText] = useState('');
  const [sent, setSent] = useState<readonly SentTo[] | null>(null);
  const [busy, setBusy] = useState(false);
  const isSeveral = recipients.length > 1;
  const problem = isSeveral ? bodyProblem(bodyOf(text)) : null;

  function openChat(peer: BareJid): void {
    if (account === undefined) return;
    goTo({ to: 'conversation', account, peer });
    onClose();
  }

  async function act(): Promise<void> {
    const [only] = recipients;
    if (account === undefined || only === undefined || problem !== null || busy) return;
    if (!isSeveral) return openChat(only);
    setBusy(true);
    const done: SentTo[] = [];
    try {
      for (const peer of recipients) {
        const queued = await queueMessage({ account, peer }, { text });
        if ('originId' in queued) done.push({ account, peer, originId: queued.originId });
      }
    } finally {
      setBusy(false);
    }
    const left = recipients.filter((peer) => done.every((each) => each.peer !== peer));
    // What could not be stored was told; the words stay here for those who did not get them.
    if (left.length > 0) setRecipients(left);
    else setSent(done);
  }

  return (
    <Dialog
      open={open}
      // Not before everybody's is stored: it says what became of each.
      onOpenChange={(next) => !next && !busy && onClose()}
      title={sent === null ? t('chat.new') : t('chat.newDialog.outcome', { count: sent.length })}
      keepOnOutsidePress={text !== '' || recipients.length > 0}
      footer={
        sent === null ? (
          <>
            <Button disabled={busy} onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              look="primary"
              busy={busy}
              disabled={recipients.length === 0 || problem !== null || account === undefined}
              onClick={() => void act()}
            >
              {isSeveral ? t('chat.newDialog.send', { count: recipients.length }) : t('chat.newDialog.open')}
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            {t('common.done')}
          </Button>
        )
      }
    >
      {sent !== null ? (
        <SendOutcome sent={sent} onOpen={openChat} />
      ) : (
        <div className="new-chat">
          {accounts.size > 1 && account !== undefined && (
            <Select
              label={t('common.account')}
              value={account}
              options={[...accounts.keys()].map((jid) => ({ value: jid, label: jid }))}
              onValueChange={setChosen}
            />
          )}
          <Recipients
            account={account}
            recipients={recipients}
            onChange={setRecipients}
            onDone={() => {
              if (!isSeveral) void act();
            }}
          />
          {isSeveral && <TextArea label={t('chat.newDialog.message')} rows={3} value={text} onValueChange={setText} />}
        </div>
      )}
    </Dialog>
  );
}
