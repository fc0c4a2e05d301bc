/**
 * Messages on their way out. The page stores each as queued before it hands it over, so this holds in memory only what
 * is on disk there. A resumed session sends its own unacknowledged stanzas again; after a new one the archive has been
 * asked first what it already has, and the rest goes out again under the same origin-id.
 */
import type { OutgoingEntry } from '../../app/chat/entry.ts';
import { FaultError } from '../../app/fault.ts';
import type { FeatureContext } from '../xmpp/context.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import { writeOutgoing } from '../xmpp/message.ts';
import type { MessagesFeature } from '../xmpp/messages.ts';

export interface Outbox extends Feature {
  /** Sends now or as soon as there is a session; the same origin-id again changes nothing. */
  send(message: OutgoingEntry): void;
  /** It is not sent at all; false: it was, or nobody can tell any more. */
  recall(originId: string): boolean;
}

export function createOutbox(
  context: FeatureContext,
  { messages, known }: { messages: MessagesFeature; known: () => Promise<boolean> },
): Outbox {
  const waiting = new Map<string, OutgoingEntry>();
  /** Acknowledged, but the page has not stored that yet: its list of queued ones may still name them. */
  const sent = new Set<string>();
  /** Handed to a session: the server may have them, whatever became of that session. */
  const tried = new Set<string>();
  /** Taken back before the page was asked what is queued: its answer may still name them. */
  const recalled = new Set<string>();
  let session: Session | undefined;

  messages.onOwn({
    seen(originId) {
      const message = waiting.get(originId);
      if (message !== undefined) wasSent(message);
    },
    // The page shows it as failed. It goes again only when the person says so, and then as if for the first time.
    failed(originId, peer) {
      if (waiting.get(originId)?.peer === peer) waiting.delete(originId);
      sent.delete(originId);
    },
  });

  function wasSent(message: OutgoingEntry): void {
    const { originId } = message;
    // A late acknowledgement of an attempt that failed says nothing of the next one.
    if (waiting.get(originId) !== message) return;
    waiting.delete(originId);
    tried.delete(originId);
    sent.add(originId);
    const { account, peer } = message;
    context.durable({ type: 'chat/sent', account, peer, originId }, () => sent.delete(originId));
  }

  function transmit(message: OutgoingEntry): void {
    if (session === undefined) return;
    tried.add(message.originId);
    try {
      session.send(writeOutgoing(message), () => wasSent(message));
    } catch (error) {
      // The session ended under us: it goes with the next one.
      if (!(error instanceof FaultError)) throw error;
    }
  }

  return {
    name: 'outbox',
    send(message) {
      if (waiting.has(message.originId) || sent.has(message.originId)) return;
      waiting.set(message.originId, message);
      transmit(message);
    },
    recall(originId) {
      if (session !== undefined || sent.has(originId) || tried.has(originId)) return false;
      waiting.delete(originId);
      recalled.add(originId);
      return true;
    },
    async online(next) {
      await known();
      for (const message of context.stored().outbox) {
        if (!sent.has(message.originId) && !recalled.has(message.originId)) waiting.set(message.originId, message);
      }
      recalled.clear();
      const inOrder = [...waiting.values()].sort((a, b) => a.at - b.at);
      session = next;
      for (const message of inOrder) transmit(message);
    },
    offline(ended) {
      if (ended) session = undefined;
    },
  };
}
