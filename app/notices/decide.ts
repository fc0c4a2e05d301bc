/** Whether something that was stored is shown as a notification, and with which words. */

import type { MessageKey, Translate } from '../i18n/translator.ts';
import type { BareJid } from '../jid.ts';
import type { Availability } from '../roster/presence.ts';
import type { NoticeLevel } from '../settings/settings.ts';
import type { ToldFacts } from './facts.ts';
import type { StrangerRule } from './strangers.ts';

export interface Situation {
  /** The setting; a conversation's own level goes before it. */
  readonly level: NoticeLevel;
  readonly strangers: StrangerRule;
  /** What the account shows of itself. */
  readonly availability: Availability;
  /** The conversation on screen while the window has the keyboard; none otherwise. */
  readonly inView: { readonly account: BareJid; readonly peer: BareJid } | undefined;
}

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

/** How much may be said of it: what the conversation has of its own goes before the setting. */
export function levelOf(facts: ToldFacts, setting: NoticeLevel): NoticeLevel {
  return ('level' in facts ? facts.level : undefined) ?? setting;
}

/** The words to show, or nothing. */
export function decideNotice(facts: ToldFacts, situation: Situation, t: Translate): NoticeWords | undefined {
  if (situation.availability === 'dnd' || isKeptAside(facts, situation.strangers)) return undefined;
  if (facts.kind !== 'message' && facts.kind !== 'reaction') {
    return situation.level === 'none' ? undefined : requestWords(facts, situation.level, t);
  }
  const { inView } = situation;
  if (facts.muted || (inView?.account === facts.account && inView.peer === facts.peer)) return undefined;
  const level = levelOf(facts, situation.level);
  return facts.kind === 'message' ? messageWords(facts, level, t) : reactionWords(facts, level, t);
}

function isKeptAside(facts: ToldFacts, rule: StrangerRule): boolean {
  if (!('stranger' in facts) || facts.stranger !== true) return false;
  return rule === 'contacts' || (rule === 'requests' && facts.kind === 'message');
}

const STANDS_FOR: Record<'encrypted' | 'invitation' | 'headline', MessageKey> = {
  encrypted: 'notices.message.encrypted',
  invitation: 'notices.message.invitation',
  headline: 'notices.message.headline',
};

function messageWords(
  facts: Extract<ToldFacts, { kind: 'message' }>,
  level: NoticeLevel,
  t: Translate,
): NoticeWords | undefined {
  switch (level) {
    case 'none':
      return undefined;
    case 'anonymous':
      return { title: t('notices.message.anonymous.title'), body: t('notices.message.anonymous.body') };
    case 'name':
      return { title: facts.name, body: t('notices.message.named.body') };
    case 'text': {
      const text = facts.what === 'text' || facts.text !== '' ? facts.text : t(STANDS_FOR[facts.what]);
      const shown = facts.what === 'encrypted' ? t(STANDS_FOR.encrypted) : text;
      return { title: facts.name, body: t('notices.message.more', { text: shown, more: facts.unread - 1 }) };
    }
  }
}

/** A reaction is no news without its name: where that may not be shown, nothing is. */
function reactionWords(
  { name, emoji, text }: Extract<ToldFacts, { kind: 'reaction' }>,
  level: NoticeLevel,
  t: Translate,
): NoticeWords | undefined {
  if (level === 'none' || level === 'anonymous') return undefined;
  if (level === 'name') return { title: name, body: t('notices.reaction.named') };
  return { title: name, body: text === '' ? emoji : t('notices.reaction.text', { emoji, text }) };
}

function requestWords(
  facts: Exclude<ToldFacts, { kind: 'message' | 'reaction' }>,
  level: NoticeLevel,
  t: Translate,
): NoticeWords {
  if (facts.kind !== 'request') {
    const named = level === 'anonymous' ? 'Kith' : facts.name;
    return { title: t(`notices.${facts.kind}.title`, { name: named }), body: t(`notices.${facts.kind}.body`) };
  }
  if (level === 'anonymous') return { title: t('notices.request.anonymous'), body: '' };
  // The address in full: a name can be anybody's.
  const body = level === 'text' && facts.text !== '' ? `${facts.peer}\n${facts.text}` : facts.peer;
  return { title: t('notices.request.title', { name: facts.name }), body };
}

/** More than can be told one by one. Says nobody's name and no words, whatever the level. */
export function summaryWords(facts: readonly ToldFacts[], t: Translate): NoticeWords {
  const count = facts.length;
  return facts.every(({ kind }) => kind === 'message' || kind === 'reaction')
    ? { title: t('notices.summary.messages'), body: t('notices.summary.conversations', { count }) }
    : { title: t('notices.summary.requests', { count }), body: '' };
}
