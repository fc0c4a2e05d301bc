/** All about one contact: in the main pane, and beside the chat with them. */

import { Ban, Pencil, Trash2, UserPlus } from 'lucide-react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import type { BareJid } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useHasSeveralAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { useRosterActions } from './actions.ts';
import { useShownPresence } from './ContactLine.tsx';
import { ConversationNotices } from './ConversationNotices.tsx';
import { CopyAddress } from './CopyAddress.tsx';
import { useContact } from './contacts.ts';
import { Devices } from './Devices.tsx';
import { openRosterDialog } from './dialogs.ts';
import { useIsBlocked } from './roster-live.ts';
import { Section } from './Section.tsx';
import { StandingSection } from './StandingSection.tsx';
import './ContactDetails.css';

export interface ContactDetailsProps {
  readonly account: BareJid;
  readonly jid: BareJid;
  /** In the main pane: the sections stand in a column of readable width. */
  readonly wide?: boolean;
}

export function ContactDetails({ account, jid, wide = false }: ContactDetailsProps) {
  const contact = useContact(account, jid);
  if (contact === undefined) return null;
  return (
    <div className="contact-details" data-wide={wide || undefined}>
      {contact === null ? <Stranger account={account} jid={jid} /> : <Known contact={contact} />}
    </div>
  );
}

function Known({ contact }: { readonly contact: Contact }) {
  const t = useT();
  const { account, jid, groups } = contact;
  const name = contactName(contact);
  const line = useShownPresence(contact);
  const blocked = useIsBlocked(account, jid);
  return (
    <>
      <header className="contact-details-head">
        <PersonAvatar account={account} jid={jid} name={name} presence={line.presence} size={4.5} />
        <div className="contact-details-name">
          <h2 className="break-anywhere selectable" lang={scriptLanguage(name)}>
            {name}
          </h2>
          <IconButton
            label={t('common.rename')}
            icon={<Pencil />}
            size="small"
            onClick={() => openRosterDialog({ kind: 'rename', contact })}
          />
        </div>
        <CopyAddress address={jid} />
        <p className="quiet break-anywhere">
          {blocked ? t('roster.blockedMark') : t(`common.presence.${line.presence}`)}
          {!blocked && line.status !== undefined && (
            <span lang={scriptLanguage(line.status)}>{` · ${line.status}`}</span>
          )}
        </p>
      </header>
      <OwnAccount account={account} />
      <Section
        title={t('roster.page.groups')}
        action={
          <IconButton
            label={t('roster.page.editGroups')}
            icon={<Pencil />}
            size="small"
            onClick={() => openRosterDialog({ kind: 'groups', contact })}
          />
        }
      >
        {groups.length === 0 ? (
          <p className="quiet">{t('roster.page.inNoGroup')}</p>
        ) : (
          <ul className="contact-details-groups">
            {groups.map((group) => (
              <li key={group} className="break-anywhere" lang={scriptLanguage(group)}>
                {group}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <StandingSection contact={contact} />
      <Devices contact={contact} />
      <ConversationNotices account={account} jid={jid} />
      <div className="contact-details-end">
        <BlockButton contact={contact} />
        <Button
          look="quiet-danger"
          icon={<Trash2 size="1rem" aria-hidden />}
          onClick={() => openRosterDialog({ kind: 'remove', contact })}
        >
          {t('roster.menu.remove')}
        </Button>
      </div>
    </>
  );
}

function Stranger({ account, jid }: { readonly account: BareJid; readonly jid: BareJid }) {
  const t = useT();
  const name = contactName({ jid });
  return (
    <>
      <header className="contact-details-head">
        <PersonAvatar account={account} jid={jid} name={name} size={4.5} />
        <h2 className="break-anywhere selectable">{name}</h2>
        <CopyAddress address={jid} />
        <p className="quiet">{t('roster.page.stranger')}</p>
        <Button
          icon={<UserPlus size="1rem" aria-hidden />}
          onClick={() => openRosterDialog({ kind: 'add', address: jid, account })}
        >
          {t('roster.add')}
        </Button>
      </header>
      <OwnAccount account={account} />
      <ConversationNotices account={account} jid={jid} />
      <div className="contact-details-end">
        <BlockButton contact={{ account, jid }} />
      </div>
    </>
  );
}

function BlockButton({ contact }: { readonly contact: { readonly account: BareJid; readonly jid: BareJid } }) {
  const t = useT();
  const actions = useRosterActions();
  const blocked = useIsBlocked(contact.account, contact.jid);
  return (
    <Button
      look={blocked ? 'quiet' : 'quiet-danger'}
      icon={<Ban size="1rem" aria-hidden />}
      onClick={() => void (blocked ? actions.unblock(contact) : actions.block(contact))}
    >
      {t(blocked ? 'roster.menu.unblock' : 'roster.menu.block')}
    </Button>
  );
}

/** Which of the own accounts it is about; said only where there are several. */
function OwnAccount({ account }: { readonly account: BareJid }) {
  const t = useT();
  if (!useHasSeveralAccounts()) return null;
  return (
    <Section title={t('roster.page.account')}>
      <p className="break-anywhere selectable">{account}</p>
    </Section>
  );
}
