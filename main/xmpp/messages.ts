/**
 * Received messages, step by step: unwrap, read, pass on. While the archive is being caught up with, what arrives live is
 * held in order behind it, so that the log has everything in the server's order and the archive position has no holes.
 */
import type { Element } from '@xmpp/xml';
import type { Entry } from '../../app/chat/entry.ts';
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
  /** Entries of a page of the archive. Resolves when they are stored. */
  store(page: readonly ArchivedMessage[], origin: 'catch-up' | 'backfill', position?: string): Promise<void>;
  /** From now on live messages go through; `contiguous`: nothing is missing before them. */
  letThrough(contiguous: boolean): void;
  /** Told of what the stream shows of own messages, by their ids. */
  onOwn(listener: OwnMessages): void;
}

export interface OwnMessages {
  /** The archive has it, or a copy of it came: it was sent. */
  seen(originId: string): void;
  /** Somebody says that it came back; it did only if it was for them. */
  failed(originId: string, peer: BareJid): void;
}

export function createMessages(context: FeatureContext, { roster }: { roster: RosterFeature }): MessagesFeature {
  const { account, clock, log, newId } = context;
  let session: Session | undefined;
  let held: Batch[] | undefined;
  let contiguous = false;
  let own: OwnMessages | undefined;

  function pass({ entries, archiveId, hold }: Batch): void {
    const position = contiguous && archiveId !== undefined ? { position: archiveId } : {};
    const h = hold.handOver();
    const counted = h === undefined ? {} : { h };
    context.durable({ type: 'chat/entries', account, entries, ...position, ...counted }, () => {
      hold.release();
      for (const entry of entries) confirm(entry);
    });
  }

  /**
   * Says that the message has arrived and is stored. Only to those who may see our presence anyway: a receipt tells that
   * this account is online (XEP-0184 section 8).
   */
  function confirm(entry: Entry): void {
    if (entry.kind !== 'message' && entry.kind !== 'correction') return;
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
    });
    const from = bareOf(message.attrs.from);
    if (from !== undefined && from !== account && message.attrs.type !== 'error') tellState(message, from);
    if (entries.length === 0) return true;
    noteOwn(entries);
    const batch = { entries, archiveId: entries.at(-1)?.archiveId, hold: incoming.hold() };
    if (held === undefined) pass(batch);
    else held.push(batch);
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
      held = [];
      contiguous = false;
    },
    offline(ended) {
      if (!ended) return;
      session = undefined;
      // Not acknowledged to the server and not stored: they come again, from its queue or from the archive.
      held = undefined;
    },
    letThrough(isContiguous) {
      contiguous = isContiguous;
      const batches = held ?? [];
      held = undefined;
      for (const batch of batches) pass(batch);
    },
    onOwn(listener) {
      own = listener;
    },
    store(page, origin, position) {
      const entries = page.flatMap(({ message, archiveId, delay }) =>
        readMessage(message, { account, origin, now: clock.now(), archiveId, delay }),
      );
      noteOwn(entries);
      if (entries.length === 0 && position === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        context.durable(
          { type: 'chat/entries', account, entries, ...(position === undefined ? {} : { position }) },
          () => {
            for (const entry of entries) confirm(entry);
            resolve();
          },
        );
      });
    },
  };
}
