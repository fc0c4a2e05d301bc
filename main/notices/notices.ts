/** Shows what app/notices decided, on the system's notifications, the badge and the tray; a click comes back as a route. */
import { randomUUID } from 'node:crypto';
import type { Route } from '../../app/contract/settings.ts';
import type { Translator } from '../../app/i18n/translator.ts';
import type { BareJid } from '../../app/jid.ts';
import { decideNotice, levelOf, type NoticeWords, summaryWords } from '../../app/notices/decide.ts';
import type { NoticeFacts, ToldFacts } from '../../app/notices/facts.ts';
import type { Availability } from '../../app/roster/presence.ts';
import type { Settings } from '../../app/settings/settings.ts';
import type { Clock } from '../clock.ts';
import type { NotificationEvent, NotificationPort } from '../shell/shell.ts';
import { createBurst, groupOf, HANDFUL, type Tidings } from './burst.ts';
import type { About, Kept } from './kept.ts';
import { answersOf, routeOf, soundOf } from './offers.ts';
import type { Showing } from './showing.ts';

export interface NoticesParts {
  readonly notifications: Pick<NotificationPort, 'remove' | 'onEvent' | 'begin' | 'outlives'>;
  readonly kept: Kept;
  readonly show: Showing['show'];
  readonly settings: () => Settings;
  readonly translator: () => Translator;
  readonly availability: (account: BareJid) => Availability;
  /** The conversation on screen while the window has the keyboard. */
  readonly inView: () => { readonly account: BareJid; readonly peer: BareJid } | undefined;
  /** `token` lets the window come to the front. No route: it is not known which one was pressed. */
  readonly onOpen: (route: Route | undefined, token: string | undefined) => void;
  readonly onAnswer: (account: BareJid, from: BareJid, answer: 'accept' | 'decline') => void;
  readonly onReply: (account: BareJid, peer: BareJid, text: string) => void;
  readonly onRead: (account: BareJid, peer: BareJid) => void;
  readonly clock: Clock;
}

export interface Notices {
  stored(facts: readonly NoticeFacts[]): void;
  /** The conversations were read: what was shown of them goes. */
  read(conversations: readonly { readonly account: BareJid; readonly peer: BareJid }[]): void;
  /** The conversation is on screen: what is said about messages in it is seen there. */
  seen(conversation: { readonly account: BareJid; readonly peer: BareJid }): void;
  /** It is no longer on this device: nothing is said of it any more. */
  accountRemoved(account: BareJid): void;
  stop(): void;
}

interface Shown {
  /** The only thing that the system learns of whom it is about. */
  readonly id: string;
  readonly about: About & { readonly at?: number };
  /** A summary: the keys of what it stands for. */
  readonly covers?: Set<string>;
}

export function createNotices(parts: NoticesParts): Notices {
  const { notifications } = parts;
  /** One a conversation and one a request: a newer one takes the place of the older. */
  const shown = new Map<string, Shown>(parts.kept.earlier.map(({ id, ...about }) => [keyOf(about), { id, about }]));
  const burst = createBurst(parts.clock, keyOf, tell);

  function remove(key: string): void {
    const known = shown.get(key);
    if (known === undefined) return;
    forget(key);
    notifications.remove(known.id);
  }

  function forget(key: string): void {
    shown.delete(key);
    keep();
  }

  /** A summary stands for too many to be known again. */
  function keep(): void {
    parts.kept.keep([...shown.values()].flatMap(({ id, about, covers }) => (covers ? [] : [{ id, ...about }])));
  }

  /** It need not be known any more, wherever it was told. */
  function settle(key: string): void {
    burst.forget(key);
    remove(key);
    for (const [summary, { covers }] of [...shown]) if (covers?.delete(key) && covers.size === 0) remove(summary);
  }

  function takeBack({ account, peer, at }: Extract<NoticeFacts, { kind: 'message-gone' }>): void {
    const key = `message ${account} ${peer}`;
    const isMeant = (about: Shown['about']) => about.kind === 'message' && about.at === at;
    if (at === undefined) {
      settle(key);
      return;
    }
    burst.forget(key, isMeant);
    const about = shown.get(key)?.about;
    if (about !== undefined && isMeant(about)) settle(key);
  }

  function wordsOf(facts: ToldFacts): NoticeWords | undefined {
    const { t } = parts.translator();
    return decideNotice(
      facts,
      {
        level: parts.settings().noticeLevel,
        strangers: parts.settings().strangers,
        availability: parts.availability(facts.account),
        inView: parts.inView(),
      },
      t,
    );
  }

  function tell(tidings: Tidings): void {
    // It may have been muted, or come on screen, since.
    const facts = tidings.facts.filter((each) => wordsOf(each) !== undefined);
    const [first] = facts;
    if (first === undefined) return;
    if (facts.length > HANDFUL)
      show(first, summaryWords(facts, parts.translator().t), tidings.silent, facts.map(keyOf));
    else for (const each of facts) show(each, wordsOf(each), tidings.silent);
  }

  /** `instead`: the keys of all that it stands for, of which `facts` is the newest. */
  function show(facts: ToldFacts, words: NoticeWords | undefined, silent: boolean, instead?: readonly string[]): void {
    if (words === undefined) return;
    const key = instead === undefined ? keyOf(facts) : `summary ${groupOf(facts)}`;
    const id = shown.get(key)?.id ?? randomUUID();
    const covers = instead === undefined ? undefined : new Set([...(shown.get(key)?.covers ?? []), ...instead]);
    shown.set(key, { id, about: facts, ...(covers === undefined ? {} : { covers }) });
    keep();
    const sound = silent ? undefined : soundOf(facts, parts.settings());
    // Nobody can tell what a button would do that stands below several, or below somebody without a name.
    const isPlain = instead === undefined && levelOf(facts, parts.settings().noticeLevel) !== 'anonymous';
    void parts.show({
      id,
      ...words,
      ...(isPlain ? answersOf(facts, parts.translator().t) : { actions: [] }),
      ...(sound === undefined ? {} : { sound }),
    });
  }

  function onEvent(event: NotificationEvent): void {
    const found = [...shown].find(([, each]) => each.id === event.id);
    if (found === undefined) {
      if (event.kind === 'click') parts.onOpen(undefined, event.token);
      return;
    }
    const [key, { about }] = found;
    const { account, peer } = about;
    if (event.kind === 'closed') {
      forget(key);
      return;
    }
    remove(key);
    if (event.kind === 'reply') parts.onReply(account, peer, event.text);
    else if (event.kind === 'action' && (event.action === 'accept' || event.action === 'decline')) {
      parts.onAnswer(account, peer, event.action);
    } else if (event.kind === 'action' && event.action === 'read') parts.onRead(account, peer);
    else parts.onOpen(routeOf(about), event.kind === 'click' ? event.token : undefined);
  }

  const undo = notifications.onEvent(onEvent);
  notifications.begin();

  return {
    stored(facts) {
      for (const each of facts) {
        if (each.kind === 'request-gone') settle(`request ${each.account} ${each.peer}`);
        else if (each.kind === 'message-gone') takeBack(each);
      }
      const told = facts.filter((each) => each.kind !== 'request-gone' && each.kind !== 'message-gone');
      burst.take(told.filter((each) => wordsOf(each) !== undefined));
    },
    read(conversations) {
      for (const { account, peer } of conversations) {
        settle(`message ${account} ${peer}`);
        settle(`reaction ${account} ${peer}`);
      }
    },
    accountRemoved(account) {
      burst.forgetAll((facts) => facts.account === account);
      for (const [key, { about }] of [...shown]) if (about.account === account) remove(key);
    },
    seen: ({ account, peer }) => settle(`reaction ${account} ${peer}`),
    stop() {
      undo();
      burst.stop();
      if (!notifications.outlives) for (const key of [...shown.keys()]) remove(key);
    },
  };
}

const keyOf = ({ kind, account, peer }: About): string => `${kind} ${account} ${peer}`;
