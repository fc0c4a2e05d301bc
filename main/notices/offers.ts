/** What can be done with a notification, what is heard with it, and where it leads. */
import type { Route } from '../../app/contract/settings.ts';
import type { Translate } from '../../app/i18n/translator.ts';
import type { ToldFacts } from '../../app/notices/facts.ts';
import type { NoticeSound } from '../../app/notices/health.ts';
import type { Settings } from '../../app/settings/settings.ts';
import type { NotificationRequest } from '../shell/shell.ts';
import { groupOf } from './burst.ts';
import type { About } from './kept.ts';

export function soundOf(facts: ToldFacts, settings: Settings): NoticeSound | undefined {
  // What somebody thinks of a message is no reason for a sound.
  if (facts.kind === 'reaction') return undefined;
  if (groupOf(facts) === 'messages') return settings.noticeSound ? 'message' : undefined;
  return settings.requestSound ? 'request' : undefined;
}

export function answersOf({ kind }: About, t: Translate): Pick<NotificationRequest, 'actions' | 'replyPlaceholder'> {
  if (kind === 'message') {
    const read = { id: 'read', label: t('notices.message.markRead') };
    return { actions: [read], replyPlaceholder: t('notices.message.reply') };
  }
  if (kind !== 'request') return { actions: [] };
  const accept = { id: 'accept', label: t('notices.request.accept') };
  return { actions: [accept, { id: 'decline', label: t('notices.request.decline') }] };
}

export function routeOf({ kind, account, peer }: About): Route {
  if (kind === 'message' || kind === 'reaction') return { to: 'conversation', account, peer };
  if (kind === 'request') return { to: 'request', account, from: peer };
  return { to: 'contact', account, jid: peer };
}
