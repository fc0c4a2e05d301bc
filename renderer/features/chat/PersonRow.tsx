import { memo } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { contactName } from '../../../app/roster/name.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import type { ContactRow } from '../roster/table.ts';
import { usePeerPresence } from './peer.ts';
import './ConversationRow.css';

/** Somebody to write to: with the address, for two may have one name. */
export const PersonRow = memo(function PersonRow({ contact }: { readonly contact: ContactRow }) {
  const name = contactName(contact);
  const presence = usePeerPresence({ account: contact.account, peer: contact.jid }, contact);
  return (
    <div className="chat-row">
      <PersonAvatar account={contact.account} jid={contact.jid} name={name} presence={presence?.presence} />
      <div className="chat-row-text">
        <div className="chat-row-line">
          <span className="chat-row-name one-line" lang={scriptLanguage(name)}>
            {name}
          </span>
        </div>
        <div className="chat-row-line">
          <span className="chat-row-preview one-line">{presence?.status ?? contact.jid}</span>
        </div>
      </div>
    </div>
  );
});
