import { memo } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { sees } from '../../../app/roster/item.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { useT } from '../../i18n/i18n.tsx';
import { isOnline, useAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { shownPresence, usePresence } from './presence-store.ts';
import { useIsBlocked } from './roster-live.ts';
import './ContactLine.css';

/** What we can know of a contact's presence right now, and what they say. */
export function useShownPresence(contact: Contact) {
  const { account, jid } = contact;
  const isLinked = useAccounts((state) => isOnline(state.accounts.get(account)));
  return shownPresence(usePresence(account, jid), { isLinked, isTold: sees(contact) });
}

/** Subscribes to the presence of its own contact, so that a change of it renders this row and no other. */
export const ContactLine = memo(function ContactLine({ contact }: { readonly contact: Contact }) {
  const t = useT();
  const name = contactName(contact);
  const { presence, status } = useShownPresence(contact);
  const blocked = useIsBlocked(contact.account, contact.jid);
  const mark = blocked ? t('roster.blockedMark') : contact.asking && !sees(contact) ? t('roster.waiting') : undefined;
  const second = mark ?? status;
  return (
    <div className="ui-list-line contact-line" data-presence={presence}>
      <PersonAvatar account={contact.account} jid={contact.jid} name={name} presence={presence} />
      <span className="ui-list-words contact-line-words">
        <span className="contact-line-name one-line" lang={scriptLanguage(name)}>
          {name}
        </span>
        {second !== undefined && (
          <span className="contact-line-status one-line" lang={mark === undefined ? scriptLanguage(second) : undefined}>
            {second}
          </span>
        )}
      </span>
    </div>
  );
});
