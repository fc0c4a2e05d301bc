/**
 * Requests to see presence, in both directions (RFC 6121 section 3). The roster is the truth; the presence stanzas say
 * what the roster alone can't: that somebody asks, and that somebody said no. Servers differ in the order of the two
 * (Prosody: stanza first, ejabberd: push first), so each end of a request is told once, by whichever comes first.
 */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, bareOf } from '../../app/jid.ts';
import type { RequestEnd } from '../../app/requests/request.ts';
import { isSeenBy, type RosterItem, sees } from '../../app/roster/item.ts';
import { reasonOf } from '../log.ts';
import { clipped } from './clipped.ts';
import type { FeatureContext } from './context.ts';
import { sentAt } from './delay.ts';
import type { Feature, Session } from './feature.ts';
import type { RosterFeature } from './roster.ts';
import { writeSet } from './roster.ts';

const NICK = 'http://jabber.org/protocol/nick';
export const PREAPPROVAL = 'urn:xmpp:features:pre-approval';
const PING = 'urn:xmpp:ping';
/** How long after sign-in a server may take to deliver again what is still unanswered, in ms. */
const REDELIVERY = 3000;
/** How long the roster push may take that proves an acceptance, in ms. */
const PUSH = 2000;

type SubscriptionType = 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed';
const TYPES: readonly string[] = ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed'];

export function writeSubscription(to: BareJid, type: SubscriptionType, note = ''): Element {
  return xml('presence', { to, type }, note === '' ? undefined : xml('status', {}, note));
}

export interface SubscriptionFeature extends Feature {
  /** Fetches the roster of a new session; what it says differently from what was stored happened while offline. */
  compareAround(fetchRoster: () => Promise<void>): Promise<void>;
  ask(session: Session, jid: BareJid, note: string): void;
  /** `gone`: there was nothing to accept any more. */
  accept(
    session: Session,
    jid: BareJid,
    answer: { addBack: boolean; name: string; groups: readonly string[] },
  ): Promise<'accepted' | 'gone'>;
  decline(session: Session, jid: BareJid): void;
  cancel(session: Session, jid: BareJid): void;
  stopSeeing(session: Session, jid: BareJid): void;
  stopBeingSeen(session: Session, jid: BareJid): void;
}

export function createSubscription(
  context: FeatureContext,
  { roster }: { roster: RosterFeature },
): SubscriptionFeature {
  const { account, clock, log } = context;
  /** Who asks and waits for our answer. */
  let received = new Set<BareJid>();
  /** Of those, who was delivered (again) in this session. */
  let delivered = new Set<BareJid>();
  /** Whose request is being answered here: the push that follows is our own doing. */
  const answering = new Set<BareJid>();
  /** Our requests whose end was told, or that we took back: the other sign of it says nothing new. */
  const settled = new Set<BareJid>();
  /** Our requests that a push ended without a yes: a `unsubscribed` after it is the no. */
  const ended = new Set<BareJid>();
  let stopWaiting: (() => void) | undefined;

  function endReceived(from: BareJid, end: RequestEnd): void {
    if (!received.delete(from)) return;
    context.durable({ type: 'requests/ended', account, from, end });
  }

  function tellAnswer(jid: BareJid, answer: 'accepted' | 'declined'): void {
    ended.delete(jid);
    if (settled.has(jid)) return;
    settled.add(jid);
    context.durable({ type: 'requests/answer-to-us', account, jid, answer, at: clock.now() });
  }

  roster.onChange((before, after, jid) => {
    if (after?.asking === true && before?.asking !== true) {
      settled.delete(jid);
      ended.delete(jid);
    }
    if (before?.asking === true && after?.asking !== true) {
      if (after !== undefined && sees(after)) tellAnswer(jid, 'accepted');
      else if (after !== undefined) endedWithoutYes(jid);
    }
    if (after !== undefined && isSeenBy(after) && !answering.has(jid)) endReceived(jid, 'accepted-elsewhere');
  });

  /** While we were offline the roster alone tells: who no longer asks and does not see was declined. */
  let comparing = false;
  function endedWithoutYes(jid: BareJid): void {
    if (comparing) tellAnswer(jid, 'declined');
    else ended.add(jid);
  }

  function onSubscribe(from: BareJid, presence: Element): void {
    const item = roster.item(from);
    if (item !== undefined && isSeenBy(item)) {
      // "If the contact has already approved, the client SHOULD auto-reply" (section 3.1.3): nothing new is given away.
      return;
    }
    delivered.add(from);
    received.add(from);
    const note = presence.getChildText('status');
    const nick = presence.getChildText('nick', NICK);
    context.durable({
      type: 'requests/received',
      request: {
        account,
        from,
        at: sentAt(presence, clock.now()),
        ...(note ? { note: clipped(note, 1024) } : {}),
        ...(nick ? { nick: clipped(nick, 200) } : {}),
      },
    });
  }

  function onUnsubscribe(from: BareJid, session: Session | undefined): void {
    if (received.has(from)) {
      endReceived(from, 'withdrawn');
      return;
    }
    if (roster.item(from)?.asking !== true) return;
    // Spark and other Smack programs decline with `unsubscribe`. The server leaves our request pending: take it back.
    tellAnswer(from, 'declined');
    session?.send(writeSubscription(from, 'unsubscribe'));
  }

  function onUnsubscribed(from: BareJid): void {
    const item = roster.item(from);
    if (ended.has(from) || (item?.asking === true && !sees(item))) tellAnswer(from, 'declined');
  }

  /** What the server did not deliver again after sign-in is no longer there (section 3.1.3 has it deliver). */
  function expectRedelivery(session: Session): void {
    const expected = [...received];
    if (expected.length === 0) return;
    roundTrip(session).then(
      () => {
        stopWaiting = clock.after(REDELIVERY, () => {
          for (const from of expected) if (!delivered.has(from)) endReceived(from, 'withdrawn');
        });
      },
      (error: unknown) => log.info('redelivery of requests not awaited', { reason: reasonOf(error) }),
    );
  }

  let current: Session | undefined;

  return {
    name: 'subscription',
    compareAround: async (fetchRoster) => {
      received = new Set(context.stored().requests);
      comparing = true;
      try {
        await fetchRoster();
      } finally {
        comparing = false;
      }
    },
    /** Stands after the roster in the list and before the presence that makes the server deliver requests again. */
    online(session) {
      current = session;
      delivered = new Set();
      expectRedelivery(session);
    },
    offline(over) {
      stopWaiting?.();
      stopWaiting = undefined;
      if (over) current = undefined;
    },
    receive({ stanza }) {
      const type = stanza.attrs.type ?? '';
      if (!stanza.is('presence') || !TYPES.includes(type)) return false;
      const from = bareOf(stanza.attrs.from);
      if (from === undefined || from === account) return true;
      if (type === 'subscribe') onSubscribe(from, stanza);
      else if (type === 'unsubscribe') onUnsubscribe(from, current);
      else if (type === 'unsubscribed') onUnsubscribed(from);
      else if (roster.item(from)?.asking === true) tellAnswer(from, 'accepted');
      return true;
    },
    ask(session, jid, note) {
      settled.delete(jid);
      session.send(writeSubscription(jid, 'subscribe', note));
    },
    async accept(session, jid, { addBack, name, groups }) {
      answering.add(jid);
      try {
        session.send(writeSubscription(jid, 'subscribed'));
        const effect = (await becomesSeen(session, jid)) ? 'accepted' : 'gone';
        // Nothing was pending: to a server that keeps approvals for later (section 3.4) this was one. It is taken back.
        if (effect === 'gone' && session.serverFeatures.getChild('sub', PREAPPROVAL) !== undefined) {
          session.send(writeSubscription(jid, 'unsubscribed'));
        }
        received.delete(jid);
        context.durable({ type: 'requests/answered', account, from: jid });
        // Only now: who is gone would otherwise be left behind in the roster.
        if (effect === 'accepted' && (name !== '' || groups.length > 0)) {
          await session.request(writeSet(jid, name, groups));
        }
        if (addBack && effect === 'accepted' && !asksOrSees(roster.item(jid))) {
          settled.delete(jid);
          session.send(writeSubscription(jid, 'subscribe'));
        }
        return effect;
      } finally {
        answering.delete(jid);
      }
    },
    decline(session, jid) {
      session.send(writeSubscription(jid, 'unsubscribed'));
      received.delete(jid);
      context.durable({ type: 'requests/answered', account, from: jid });
    },
    cancel(session, jid) {
      settled.add(jid);
      session.send(writeSubscription(jid, 'unsubscribe'));
    },
    stopSeeing: (session, jid) => session.send(writeSubscription(jid, 'unsubscribe')),
    stopBeingSeen: (session, jid) => session.send(writeSubscription(jid, 'unsubscribed')),
  };

  /** The push with `from` or `both` proves that there was a request; it comes before the answer to a ping, mostly. */
  async function becomesSeen(session: Session, jid: BareJid): Promise<boolean> {
    const seen = () => {
      const item = roster.item(jid);
      return item !== undefined && isSeenBy(item);
    };
    await roundTrip(session).catch((error: unknown) => {
      log.info('ping after an answer failed', { reason: reasonOf(error) });
    });
    if (seen()) return true;
    return new Promise((resolve) => {
      const undo = roster.onChange((_before, _after, changed) => {
        if (changed === jid && seen()) finish(true);
      });
      const stop = clock.after(PUSH, () => finish(seen()));
      function finish(result: boolean): void {
        stop();
        undo();
        resolve(result);
      }
    });
  }
}

/** The server has handled everything that was sent before. */
function roundTrip(session: Session): Promise<Element> {
  return session.request(xml('iq', { type: 'get' }, xml('ping', { xmlns: PING })));
}

function asksOrSees(item: RosterItem | undefined): boolean {
  return item !== undefined && (item.asking || sees(item));
}
