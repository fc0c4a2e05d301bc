/** Who of the two sees whom, in words, and what can be done about it. */
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { type SubscriptionAction, standingOf, subscriptionActions } from '../../../app/roster/standing.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useRosterActions } from './actions.ts';
import { openRosterDialog } from './dialogs.ts';
import { Section } from './Section.tsx';
import './StandingSection.css';

export function StandingSection({ contact }: { readonly contact: Contact }) {
  const t = useT();
  const actions = useRosterActions();
  const name = contactName(contact);

  function act(action: SubscriptionAction): void {
    if (action === 'stop-seeing' || action === 'stop-being-seen') openRosterDialog({ kind: action, contact });
    else void actions.subscription(contact, action);
  }

  function words(action: SubscriptionAction): string {
    if (action === 'ask-again') return contact.asking ? t('roster.action.askAgain') : t('roster.action.ask', { name });
    return t(`roster.action.${action}`, { name });
  }

  return (
    <Section title={t('roster.page.who')}>
      <p>{t(`roster.standing.${standingOf(contact)}`, { name })}</p>
      <div className="standing-actions">
        {subscriptionActions(contact).map((action) => (
          <Button key={action} size="small" onClick={() => act(action)}>
            {words(action)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
