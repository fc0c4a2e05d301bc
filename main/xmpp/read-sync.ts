/** XEP-0490 Message Displayed Synchronization, version 1.0.1: how far was read, on all devices of the account. */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, bareOf } from '../../app/jid.ts';
import { reasonOf } from '../log.ts';
import type { FeatureContext } from './context.ts';
import type { Feature, Session } from './feature.ts';
import { createPrivateNode, fetchItems, PUBLISH_OPTIONS, readOwnEvent } from './pubsub.ts';
import { readStanzaId, writeStanzaId } from './stanza-ids.ts';

const NS = 'urn:xmpp:mds:displayed:0';

export interface Displayed {
  readonly peer: BareJid;
  /** The newest message that was displayed, by the own archive's id. */
  readonly archiveId: string;
}

/** An item; nothing for one that speaks of a room's ids, which are not the own archive's. */
export function readDisplayed(item: Element, account: BareJid): Displayed | undefined {
  const peer = bareOf(item.attrs.id);
  const displayed = item.getChild('displayed', NS);
  const archiveId = displayed === undefined ? undefined : readStanzaId(displayed, account);
  return peer === undefined || archiveId === undefined ? undefined : { peer, archiveId };
}

export function writeDisplayedItem({ peer, archiveId }: Displayed, account: BareJid): Element {
  return xml('item', { id: peer }, xml('displayed', { xmlns: NS }, writeStanzaId(archiveId, account)));
}

export interface ReadSync extends Feature {
  /** Everything up to it was read here. Told as soon as there is a session; of several in one conversation, the last. */
  displayed(displayed: Displayed): void;
}

export function createReadSync(
  { account, durable, log }: FeatureContext,
  { supported }: { supported: (feature: string) => boolean },
): ReadSync {
  const publishItem = createPrivateNode(NS);
  const toPublish = new Map<BareJid, string>();
  /** What the page has heard in this run: all of it comes again with every session. */
  const told = new Map<BareJid, string>();
  let session: Session | undefined;
  let publishing = false;

  function take(items: readonly Element[]): void {
    for (const item of items) {
      const displayed = readDisplayed(item, account);
      // What was read here since is newer than what the server has of it.
      if (displayed === undefined || toPublish.has(displayed.peer)) continue;
      if (told.get(displayed.peer) === displayed.archiveId) continue;
      told.set(displayed.peer, displayed.archiveId);
      durable({ type: 'chat/displayed', account, ...displayed });
    }
  }

  async function publish(): Promise<void> {
    if (publishing) return;
    publishing = true;
    try {
      for (let current = session; current !== undefined && toPublish.size > 0; current = session) {
        const [peer, archiveId] = [...toPublish][0] as [BareJid, string];
        await publishItem(current, writeDisplayedItem({ peer, archiveId }, account));
        if (toPublish.get(peer) === archiveId) toPublish.delete(peer);
      }
    } catch (error) {
      // The other devices learn of it with the next message that is read.
      log.warn('how far was read is not told to the other devices', { reason: reasonOf(error) });
    } finally {
      publishing = false;
    }
  }

  return {
    name: 'read-sync',
    discloses: [NS, `${NS}+notify`],
    receive({ stanza }) {
      const items = stanza.is('message') ? readOwnEvent(stanza, NS, account) : undefined;
      if (items === undefined) return false;
      if (items === 'forged') log.warn('forged read state refused', { from: stanza.attrs.from });
      // Before everything up to now is fetched, the messages that it speaks of may not be stored.
      else if (session !== undefined) take(items);
      return true;
    },
    async online(next) {
      session = undefined;
      if (!supported(PUBLISH_OPTIONS)) return;
      try {
        const items = await fetchItems(next, NS);
        session = next;
        take(items);
      } catch (error) {
        log.warn('how far was read elsewhere is not known', { reason: reasonOf(error) });
      }
      void publish();
    },
    offline(ended) {
      if (ended) session = undefined;
    },
    displayed({ peer, archiveId }) {
      toPublish.delete(peer);
      toPublish.set(peer, archiveId);
      void publish();
    },
  };
}
