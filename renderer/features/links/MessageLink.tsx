/** A link to write to somebody: it leads to the chat, its text into the field, and only a person sends it. */
import { useState } from 'react';
import type { XmppLink } from '../../../app/links/link.ts';
import { db } from '../../data/link.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Select } from '../../ui/Select.tsx';
import { showToast } from '../../ui/toasts.ts';
import { useAccounts } from '../account/store.ts';
import { saveDraft } from '../chat/actions.ts';
import { FormDialog } from '../roster/FormDialog.tsx';
import './MessageLink.css';

export function MessageLink({ link, onClose }: { readonly link: XmppLink; readonly onClose: () => void }) {
  const t = useT();
  const accounts = [...useAccounts((state) => state.accounts).keys()];
  const named = link.account !== undefined && accounts.includes(link.account) ? link.account : undefined;
  const [account, setAccount] = useState(named ?? accounts[0]);
  const { jid: peer, body } = link;

  async function open(): Promise<boolean> {
    if (account === undefined) return false;
    const shown = useNavigation.getState().conversation;
    const isOpen = shown?.account === account && shown.peer === peer;
    if (body !== undefined) {
      const row = await db.conversations.get([account, peer]);
      // What somebody is writing is never mixed with what a link brings.
      if (isOpen || row?.draft !== undefined) showToast(t('links.draftKept'));
      else await saveDraft({ account, peer }, body);
    }
    goTo({ to: 'conversation', account, peer });
    return true;
  }

  return (
    <FormDialog
      title={t('links.message.title', { address: peer })}
      submit={t('links.message.open')}
      onSubmit={open}
      onClose={onClose}
    >
      {body !== undefined && (
        <figure className="message-link">
          <figcaption className="quiet">{t('links.message.text')}</figcaption>
          <blockquote dir="auto">{body}</blockquote>
        </figure>
      )}
      {accounts.length > 1 && account !== undefined && (
        <Select
          label={t('links.account')}
          value={account}
          options={accounts.map((each) => ({ value: each, label: each }))}
          onValueChange={setAccount}
        />
      )}
    </FormDialog>
  );
}
