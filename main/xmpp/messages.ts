/**
 * Received messages, step by step: unwrap, read, pass on. While the archive is asked what was missed, what arrives live
 * waits behind it, so that the log has everything in the server's order and the archive position has no holes; but not
 * long, as the page puts in order what came out of order (renderer/features/chat/place-page.ts).
 */
import type { Element } from '@xmpp/xml';
import type { Entry } from '../../app/chat/entry.ts';
import type { ChatDurable } from '../../app/contract/chat.ts';
import { type BareJid, bareOf } from '../../app/jid.ts';
import { isSeenBy } from '../../app/roster/item.ts';
import type { ArchivedMessage } from './archive.ts';
import { readCarbon } from './carbons.ts';
import type { FeatureContext } from './context.ts';
import { CORRECTIONS } from './correction.ts';
import { FALLBACK } from './fallback.ts';
import type { Feature, Hold, Incoming, Session } from './feature.ts';
import { MARKERS, RECEIPTS, readChatState, readMessage, STATES, writeReceipt } from './message.ts';
import { REACTIONS } from './reactions.ts';
import { REPLIES } from './reply.ts';
import { RETRACTIONS } from './retraction.ts';
import type { RosterFeature } from './roster.ts';

interface Batch {
  readonly entries: readonly Entry[];
  readonly archiveId: string | undefined;
  readonly hold: Hold;
}

export interface MessagesFeature extends Feature {
  /** Entries of a page of the archive, with what is known of the archive once they are stored; resolves then. */
  store(page: readonly ArchivedMessage[], origin: 'catch-up' | 'backfill', progress?: Progress): Promise<void>;
  /** From now on live messages go through. `fetched`: archive ids of what the archive just gave; copies of it may follow. */
  letThrough(flow: Flow, fetched?: ReadonlySet<string>): void;
  /** Resolves when no live message waits for the archive: what is passed on then stands behind all that came before. */
  flowing(): Promise<void>;
  /**
   * Told the archive's id of each message that is passed on with nothing missing right before it; says how much of the
   * archive is stored once that message is.
   */
  onProven(listener: (archiveId: string) => Progress): void;
  /** Told of what the stream shows of own messages, by their ids. */
  onOwn(listener: OwnMessages): void;
}

export type Progress = Pick<Extract<ChatDurable, { type: 'chat/entries' }>, 'position' | 'gap' | 'refill'>;

/** Whether something may be missing between what is stored of the archive (behind its gap, if it has one) and the live stream. */
export type Flow = 'proven' | 'unproven';

export interface OwnMessages {
  /** The archive has it, or a copy of it came: it was sent. */
  seen(originId: string): void;
  /** Somebody says that it came back; it did only if it was for them. */
  failed(originId: string, peer: BareJid): void;
}

/** Live messages, and ms, that wait for the archive. */
const MOST_HELD = 1000;
const LONGEST_HELD = 10_000;
/** Archive ids that are remembered, so that the same message is not confirmed twice when it comes again. */
const MOST_CONFIRMED = 2000;

export function createMessages(
  context: FeatureContext,
  {
    roster,
    marksIds = () => true,
  }: {
    roster: RosterFeature;
    /** The server says that it gives archive ids; one that does not lets through whatever others write there. */
    marksIds?: () => boolean;
  },
): MessagesFeature {
  const { account, clock, log, newId } = context;
  let session: Session | undefined;
  let held: Batch[] | undefined;
  let cancelHolding = () => {};
  /** Archive ids of what the page was handed and has not stored yet. */
  const underWay = new Set<string>();
  const confirmed = new Set<string>();
  let whenFlowing: (() => void)[] = [];
  let flow: Flow = 'unproven';
  let fetched: ReadonlySet<string> = new Set();
  let own: OwnMessages | undefined;
  let proven: ((archiveId: string) => Progress) | undefined;

  function hold(): void {
    flow = 'unproven';
    held ??= [];
  }

  function pass({ entries, archiveId, hold }: Batch): void {
    const isCopy = archiveId !== undefined && fetched.has(archiveId);
    const isProven = archiveId !== undefined && !isCopy && flow === 'proven';
    const progress = isProven ? proven?.(archiveId) : undefined;
    const h = hold.handOver();
    const counted = h === undefined ? {} : { h };
    // Each link that breaks before the page has stored them brings the same ones again: only their count is new.
    const isUnderWay = archiveId !== undefined && underWay.has(archiveId);
    if (archiveId !== undefined) underWay.add(archiveId);
    const news = isUnderWay ? [] : entries;
    context.durable({ type: 'chat/entries', account, entries: news, ...progress, ...counted }, () => {
      if (archiveId !== undefined && !isUnderWay) underWay.delete(archiveId);
      hold.release();
      if (isCopy) return;
      for (const entry of news) confirm(entry);
    });
  }

  function letThrough(next: Flow, ids?: ReadonlySet<string>): void {
    flow = next;
    fetched = ids ?? fetched;
    cancelHolding();
    const batches = held ?? [];
    held = undefined;
    for (const batch of batches) pass(batch);
    tellFlowing();
  }

  function tellFlowing(): void {
    const waiting = whenFlowing;
    whenFlowing = [];
    for (const each of waiting) each();
  }

  function wait(batch: Batch, row: Batch[]): void {
    if (row.length === 0) {
      cancelHolding = clock.after(LONGEST_HELD, () => letThrough('unproven'));
    }
    row.push(batch);
    if (row.length >= MOST_HELD) letThrough('unproven');
  }

  /**
   * Says that the message has arrived and is stored. Only to those who may see our presence anyway: a receipt tells that
   * this account is online (XEP-0184 section 8).
   */
  function confirm(entry: Entry): void {
    if (entry.kind !== 'message' && entry.kind !== 'correction') return;
    if (entry.archiveId !== undefined) {
      if (confirmed.has(entry.archiveId)) return;
      confirmed.add(entry.archiveId);
      for (const oldest of confirmed) {
        if (confirmed.size <= MOST_CONFIRMED) break;
        confirmed.delete(oldest);
      }
    }
    const item = roster.item(entry.peer);
    if (!entry.wantsReceipt || entry.own || entry.stanzaId === undefined || entry.origin === 'backfill') return;
    if (!context.settings().sendReceipts || item === undefined || !isSeenBy(item) || entry.origin === 'carbon') return;
    session?.send(writeReceipt(entry.from, newId(), entry.stanzaId));
  }

  function tellState(message: Element, peer: BareJid): void {
    const state = readChatState(message);
    if (state !== undefined) context.live({ type: 'chat/state', account, peer, state });
  }

  function receive(incoming: Incoming): boolean {
    const { stanza } = incoming;
    if (!stanza.is('message')) return false;
    const carbon = readCarbon(stanza, account);
    if (carbon === 'forged') {
      log.warn('forged carbon refused', { from: stanza.attrs.from });
      return true;
    }
    const message = carbon === 'none' ? stanza : carbon.message;
    const entries = readMessage(message, {
      account,
      origin: carbon === 'none' ? 'live' : 'carbon',
      now: clock.now(),
      delay: carbon === 'none' ? undefined : carbon.delay,
      marksIds: marksIds(),
    });
    const from = bareOf(message.attrs.from);
    if (from !== undefined && from !== account && message.attrs.type !== 'error') tellState(message, from);
    if (entries.length === 0) return true;
    noteOwn(entries);
    const batch = { entries, archiveId: entries.at(-1)?.archiveId, hold: incoming.hold() };
    if (held === undefined) pass(batch);
    else wait(batch, held);
    return true;
  }

  function noteOwn(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'error') own?.failed(entry.target, entry.peer);
      else if ('stanzaId' in entry && entry.own && entry.stanzaId !== undefined) own?.seen(entry.stanzaId);
    }
  }

  return {
    name: 'messages',
    discloses: [RECEIPTS, MARKERS, STATES, CORRECTIONS, RETRACTIONS, REACTIONS, REPLIES, FALLBACK],
    receive,
    begin(next) {
      session = next;
      hold();
    },
    offline(ended) {
      if (ended) {
        cancelHolding();
        held = undefined;
        session = undefined;
        return tellFlowing();
      }
      // What has come is stored, whatever becomes of the link: a server that dies has forgotten what it would send again,
      // and on a line that breaks again and again before the archive answers nothing would ever be taken in.
      letThrough('unproven');
      // The server sends again what it has no acknowledgement for, not always in the archive's order.
      hold();
    },
    letThrough,
    async flowing() {
      while (held !== undefined) await new Promise<void>((resolve) => whenFlowing.push(resolve));
    },
    onProven(listener) {
      proven = listener;
    },
    onOwn(listener) {
      own = listener;
    },
    store(page, origin, progress = {}) {
      const entries = page.flatMap(({ message, archiveId, delay }) =>
        readMessage(message, { account, origin, now: clock.now(), archiveId, delay }),
      );
      noteOwn(entries);
      if (entries.length === 0 && Object.keys(progress).length === 0) return Promise.resolve();
      return new Promise((resolve) => {
        context.durable({ type: 'chat/entries', account, entries, ...progress }, () => {
          for (const entry of entries) confirm(entry);
          resolve();
        });
      });
    },
  };
}
