/**
 * What is on its way out. The page stores each as queued before it hands it over, so this holds in memory only what is on
 * disk there. A bounded number is handed to the session at a time; a resumed one sends its unacknowledged stanzas again by
 * itself. What an earlier session may have got through is looked for in the archive first, and goes again under the same
 * origin-id only if it is not there. Where there is no archive, or it does not answer, it goes again: whoever has it
 * already can tell by its id, but what was never sent nobody else would notice.
 */
import type { OutgoingEntry } from '../../app/chat/entry.ts';
import { CLOCKS_APART } from '../../app/clocks.ts';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, bareOf } from '../../app/jid.ts';
import { reasonOf } from '../log.ts';
import type { ArchiveFeature, ArchivePage, ArchiveQuery } from '../xmpp/archive.ts';
import type { FeatureContext } from '../xmpp/context.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import { writeOutgoing } from '../xmpp/message.ts';
import type { MessagesFeature } from '../xmpp/messages.ts';

export interface Outbox extends Feature {
  /** Sends now or as soon as there is a session; the same origin-id again changes nothing. */
  send(message: OutgoingEntry): void;
  /** It is not sent at all; false: it was, or nobody can tell any more. */
  recall(originId: string): boolean;
  /** How many are not confirmed to be sent. */
  waiting(): number;
}

export interface OutboxParts {
  readonly messages: MessagesFeature;
  readonly archive: ArchiveFeature;
  /** There is an archive to ask. */
  readonly archived: () => boolean;
  readonly known: () => Promise<boolean>;
}

/** Sent and not acknowledged: what is behind it waits here, where it can still be taken back. */
export const MOST_UNDER_WAY = 100;
const PAGE = 250;
/** ms before the archive is asked again; after the last one what is in doubt goes again. */
const PAUSES = [2000, 10_000];

export function createOutbox(context: FeatureContext, parts: OutboxParts): Outbox {
  const { account, clock, log, settings } = context;
  /** In the order in which they go. */
  const waiting = new Map<string, OutgoingEntry>();
  /** Of those, the ones that were not handed to this session yet. */
  let line: OutgoingEntry[] = [];
  const underWay = new Set<string>();
  /** Acknowledged, but not stored yet when the page was asked what is queued: its list may still name them. */
  const sent = new Set<string>();
  /** Stored since: the page is asked anew after the next session began, and does not name them then. */
  const stored = new Set<string>();
  /** Handed to a session: the server may have them, whatever became of that session. */
  const tried = new Set<string>();
  /** Whose messages wait for the archive's word about earlier ones. */
  const inDoubt = new Set<BareJid>();
  /**
   * How far, and when, the archive was looked through for those in doubt, but for its last page (ejabberd 23.01 takes in up
   * to a second late). Nothing of theirs is sent meanwhile, and what is sent then comes behind it: so the next session goes
   * on from there. On a line on which none lasts, looking would else never come to an end; and with many that wait, each
   * bounded number that goes would cost to look through all that came since the first of them was written.
   */
  const looked = new Map<BareJid, { readonly upTo: string; readonly at: number }>();
  /** Taken back before the page was asked what is queued: its answer may still name them. */
  const recalled = new Set<string>();
  let session: Session | undefined;
  /** Nothing is handed to a session whose link is down: until it is resumed, the person may take it back. */
  let isLinked = false;

  parts.messages.onOwn({
    seen(originId) {
      const message = waiting.get(originId);
      if (message !== undefined) wasSent(message);
    },
    // The page shows it as failed. It goes again only when the person says so, and then under another id.
    failed(originId, peer) {
      if (waiting.get(originId)?.peer === peer) forget(originId);
    },
  });

  function forget(originId: string): void {
    waiting.delete(originId);
    tried.delete(originId);
    underWay.delete(originId);
    if (underWay.size <= MOST_UNDER_WAY / 2) advance();
  }

  function wasSent(message: OutgoingEntry): void {
    const { originId, peer } = message;
    // It was seen, or came back, before its acknowledgement came.
    if (waiting.get(originId) !== message) return;
    sent.add(originId);
    context.durable({ type: 'chat/sent', account, peer, originId }, () => stored.add(originId));
    forget(originId);
  }

  /** Hands over what may go: each conversation in its order, those in doubt not at all. */
  function advance(): void {
    if (session === undefined || !isLinked) return;
    const behind: OutgoingEntry[] = [];
    let next = 0;
    for (; next < line.length && underWay.size < MOST_UNDER_WAY; next++) {
      const message = line[next] as OutgoingEntry;
      if (waiting.get(message.originId) !== message || underWay.has(message.originId)) continue;
      if (inDoubt.has(message.peer)) behind.push(message);
      else transmit(session, message);
    }
    line = [...behind, ...line.slice(next)];
  }

  function transmit(to: Session, message: OutgoingEntry): void {
    tried.add(message.originId);
    underWay.add(message.originId);
    try {
      to.send(writeOutgoing(message, settings().sendTyping), () => wasSent(message));
    } catch (error) {
      // The session ended under us: it goes with the next one.
      if (!(error instanceof FaultError)) throw error;
    }
  }

  /** Finds those of one conversation that the archive has; then the others go. */
  async function clear(of: Session, peer: BareJid, doubted: readonly OutgoingEntry[]): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await lookFor(of, peer, doubted);
        break;
      } catch (error) {
        if (session !== of) return;
        const pause = PAUSES[attempt];
        log.warn('the archive was not asked what it has of the outbox', { reason: reasonOf(error) });
        if (pause === undefined) break;
        await new Promise<void>((resolve) => void clock.after(pause, resolve));
      }
      if (session !== of) return;
    }
    if (session !== of) return;
    inDoubt.delete(peer);
    advance();
  }

  async function lookFor(of: Session, peer: BareJid, doubted: readonly OutgoingEntry[]): Promise<void> {
    const [oldest] = doubted;
    if (oldest === undefined) return;
    // What was archived before it was written is older than every attempt to send it, whatever the clocks say. Where the
    // archive does not know that any more, the time has to do.
    const byTime: ArchiveQuery = { max: PAGE, with: peer, start: Math.max(0, oldest.at - CLOCKS_APART) };
    const known = looked.get(peer);
    const from = known !== undefined && known.at >= oldest.at ? known.upTo : oldest.after;
    let query: ArchiveQuery = from === undefined ? byTime : { max: PAGE, with: peer, after: from };
    for (;;) {
      let page: ArchivePage;
      try {
        page = await parts.archive.page(of, query);
      } catch (error) {
        if (query === byTime || !isForgotten(error)) throw error;
        query = byTime;
        continue;
      }
      if (session !== of) return;
      for (const { message } of page.messages) {
        const { id, from, to } = message.attrs;
        const found = waiting.get(id ?? '');
        if (found?.peer === peer && bareOf(from) === account && bareOf(to) === peer) wasSent(found);
      }
      if (page.complete || page.last === undefined || page.last === query.after) return;
      looked.set(peer, { upTo: page.last, at: clock.now() });
      query = { max: PAGE, with: peer, after: page.last };
    }
  }

  /** What is queued, as the page says, and then what came since; some of it may have been sent. */
  function inOrder(queued: readonly OutgoingEntry[], isKnown: boolean): OutgoingEntry[] {
    const list = queued.filter(({ originId }) => !sent.has(originId) && !recalled.has(originId));
    const named = new Set(list.map(({ originId }) => originId));
    // The page has no more use for what it does not name: its conversation was deleted.
    const later = [...waiting.values()].filter(
      ({ originId }) => !named.has(originId) && !(isKnown && tried.has(originId)),
    );
    return [...list.map((message) => waiting.get(message.originId) ?? message), ...later];
  }

  return {
    name: 'outbox',
    begin() {
      for (const originId of stored) sent.delete(originId);
      stored.clear();
    },
    send(message) {
      if (waiting.has(message.originId) || sent.has(message.originId)) return;
      recalled.delete(message.originId);
      waiting.set(message.originId, message);
      line.push(message);
      advance();
    },
    recall(originId) {
      if (sent.has(originId) || tried.has(originId)) return false;
      waiting.delete(originId);
      recalled.add(originId);
      return true;
    },
    waiting: () => waiting.size,
    async online(next) {
      const isKnown = await parts.known();
      const fresh = new Set([...waiting.keys()].filter((originId) => !tried.has(originId)));
      line = inOrder(context.stored().outbox, isKnown);
      recalled.clear();
      waiting.clear();
      underWay.clear();
      inDoubt.clear();
      const doubted = new Map<BareJid, OutgoingEntry[]>();
      for (const message of line) {
        waiting.set(message.originId, message);
        // Queued by an earlier run, or handed to an earlier session.
        if (fresh.has(message.originId)) continue;
        tried.add(message.originId);
        doubted.set(message.peer, [...(doubted.get(message.peer) ?? []), message]);
      }
      for (const peer of [...looked.keys()]) if (!doubted.has(peer)) looked.delete(peer);
      session = next;
      isLinked = true;
      if (parts.archived()) for (const peer of doubted.keys()) inDoubt.add(peer);
      advance();
      if (inDoubt.size > 0) void clearAll(next, doubted);
    },
    resumed() {
      isLinked = true;
      advance();
    },
    offline(ended) {
      isLinked = false;
      if (ended) session = undefined;
    },
  };

  async function clearAll(of: Session, doubted: ReadonlyMap<BareJid, readonly OutgoingEntry[]>): Promise<void> {
    for (const [peer, list] of doubted) if (session === of) await clear(of, peer, list);
  }
}

function isForgotten(error: unknown): boolean {
  return error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'item-not-found';
}
