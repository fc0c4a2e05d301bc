/** A contact's page in the main pane. */
import { MessageSquare } from 'lucide-react';
import type { BareJid } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import { goTo } from '../../frame/navigation.ts';
import { PaneHeader } from '../../frame/Panes.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { ContactDetails } from './ContactDetails.tsx';
import { useContact } from './contacts.ts';

export function ContactPage({ account, jid }: { readonly account: BareJid; readonly jid: BareJid }) {
  const t = useT();
  const contact = useContact(account, jid);
  return (
    <>
      <PaneHeader
        title={contactName(contact ?? { jid })}
        actions={
          <Button
            look="primary"
            icon={<MessageSquare size="1rem" aria-hidden />}
            onClick={() => goTo({ to: 'conversation', account, peer: jid })}
          >
            {t('roster.page.write')}
          </Button>
        }
      />
      <ContactDetails account={account} jid={jid} wide />
    </>
  );
}
