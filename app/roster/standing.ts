/** How two people stand to each other, and what can be done about it (RFC 6121 appendix A.1). */
import { isSeenBy, type RosterItem, sees } from './item.ts';

type Subscribed = Pick<RosterItem, 'subscription' | 'asking'>;

/** Each has a sentence in app/i18n. `asking` implies that we do not see them yet. */
export type Standing = 'both' | 'to' | 'from' | 'from-asking' | 'none' | 'none-asking';

export function standingOf(item: Subscribed): Standing {
  const { subscription, asking } = item;
  return asking && (subscription === 'from' || subscription === 'none') ? `${subscription}-asking` : subscription;
}

/** What the person can do about the subscription; each is a command of the same name under `requests/`. */
export type SubscriptionAction = 'ask-again' | 'cancel' | 'stop-seeing' | 'stop-being-seen';

export function subscriptionActions(item: RosterItem): readonly SubscriptionAction[] {
  const actions: SubscriptionAction[] = [];
  if (sees(item)) actions.push('stop-seeing');
  else actions.push('ask-again');
  if (!sees(item) && item.asking) actions.push('cancel');
  if (isSeenBy(item)) actions.push('stop-being-seen');
  return actions;
}
