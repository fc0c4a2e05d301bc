/** XEP-0490 Message Displayed Synchronization, version 1.0.1: how far was read, on all devices of the account. */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, bareOf } from '../../app/jid.ts';
import { reasonOf } from '../log.ts';
import type { FeatureContext } from './context.ts';
import type { Feature, Session } from './feature.ts';
import { createPrivateNode, fetchItems, PUBLISH_OPTIONS, readOwnEvent } from './pubsub.ts';
import { readStanzaId, writeStanzaId } from './stanza-ids.ts';

const NS = 'urn:xmpp:mds:displayed:0';
/** ms. */
const PATIENCE = 5000;

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
  /**
   * Everything up to it was read here. True: the server has it, or something newer of the conversation, or has no place
   * for it. False: it could not be told now. Nothing is kept over sessions: whoever read says so again in the next one,
   * after hearing what the other devices have read.
   */
  displayed(displayed: Displayed): Promise<boolean>;
}

interface Publication {
  readonly archiveId: string;
  readonly settle: (published: boolean) => void;
}

export function createReadSync(
  { account, clock, durable, log }: FeatureContext,
  { supported }: { supported: (feature: string) => boolean },
): ReadSync {
  const publishItem = createPrivateNode(NS);
  const toPublish = new Map<BareJid, Publication>();
  /** What the page has heard in this run: all of it comes again with every session. */
  const told = new Map<BareJid, string>();
  let session: Session | undefined;
  let publishing = false;

  /** Resolves when the page has stored it. */
  async function take(items: readonly Element[]): Promise<void> {
    const fresh = items
      .flatMap((item) => readDisplayed(item, account) ?? [])
      .filter(({ peer, archiveId }) => told.get(peer) !== archiveId);
    for (const { peer, archiveId } of fresh) told.set(peer, archiveId);
    await Promise.all(
      fresh.map((each) => new Promise<void>((stored) => durable({ type: 'chat/displayed', account, ...each }, stored))),
    );
  }

  async function publish(): Promise<void> {
    if (publishing) return;
    publishing = true;
    try {
      for (let current = session; current !== undefined && toPublish.size > 0; current = session) {
        const [peer, publication] = [...toPublish][0] as [BareJid, Publication];
        await publishItem(current, writeDisplayedItem({ peer, archiveId: publication.archiveId }, account));
        if (toPublish.get(peer) === publication) toPublish.delete(peer);
        publication.settle(true);
      }
    } catch (error) {
      log.warn('how far was read is not told to the other devices', { reason: reasonOf(error) });
      giveUp();
    } finally {
      publishing = false;
    }
  }

  /** A page that can't store does not keep the account from being online. */
  async function soon(stored: Promise<void>): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = clock.after(PATIENCE, resolve);
    });
    await Promise.race([stored, late]);
    cancel();
  }

  function giveUp(): void {
    const left = [...toPublish.values()];
    toPublish.clear();
    for (const { settle } of left) settle(false);
  }

  return {
    name: 'read-sync',
    discloses: [NS, `${NS}+notify`],
    receive({ stanza }) {
      const items = stanza.is('message') ? readOwnEvent(stanza, NS, account) : undefined;
      if (items === undefined) return false;
      if (items === 'forged') log.warn('forged read state refused', { from: stanza.attrs.from });
      // Before everything up to now is fetched, the messages that it speaks of may not be stored.
      else if (session !== undefined) void take(items);
      return true;
    },
    async online(next) {
      session = undefined;
      giveUp();
      try {
        if (supported(PUBLISH_OPTIONS)) await soon(take(await fetchItems(next, NS)));
        session = next;
      } catch (error) {
        log.warn('how far was read elsewhere is not known', { reason: reasonOf(error) });
      }
    },
    offline(ended) {
      if (!ended) return;
      session = undefined;
      giveUp();
    },
    displayed({ peer, archiveId }) {
      if (session === undefined) return Promise.resolve(false);
      if (!supported(PUBLISH_OPTIONS)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const older = toPublish.get(peer);
        const settle = (published: boolean) => {
          older?.settle(published);
          resolve(published);
        };
        toPublish.delete(peer);
        toPublish.set(peer, { archiveId, settle });
        void publish();
      });
    },
  };
}
