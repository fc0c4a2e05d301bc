/**
 * Pictures of people: XEP-0084 User Avatar 1.1.4 where somebody's server tells of it, else XEP-0153 vCard-Based Avatars
 * 1.1, which modern servers keep the same (XEP-0398). Here it is only noted who has which; a picture is fetched when
 * the page wants to show it.
 */
import { type Element, xml } from '@xmpp/xml';
import { type FetchedPicture, PICTURE_TYPES } from '../../app/contract/avatars.ts';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, jidOf, toBare } from '../../app/jid.ts';
import type { FeatureContext } from './context.ts';
import type { Feature, Session } from './feature.ts';
import { readPicture, sha1 } from './picture.ts';
import type { RosterFeature } from './roster.ts';

const METADATA = 'urn:xmpp:avatar:metadata';
const DATA = 'urn:xmpp:avatar:data';
const PUBSUB = 'http://jabber.org/protocol/pubsub';
const EVENT = 'http://jabber.org/protocol/pubsub#event';
const UPDATE = 'vcard-temp:x:update';
const VCARD = 'vcard-temp';
/** The server copies what is published to the card, and its hash into our presence (XEP-0398). */
const CONVERSION = 'urn:xmpp:pep-vcard-conversion:0';
const HASH = /^[0-9a-f]{40}$/;

/** Null: has none. Undefined: says nothing of it ("not yet ready", XEP-0153 section 4.3, among others). */
export function readPresenceHash(presence: Element): string | null | undefined {
  const photo = presence.getChild('x', UPDATE)?.getChild('photo');
  if (photo === undefined) return undefined;
  const hash = photo.text().trim().toLowerCase();
  if (hash === '') return null;
  return HASH.test(hash) ? hash : undefined;
}

/** The same of a notification from somebody's account; a picture that is elsewhere on the web is not fetched. */
export function readPublishedHash(message: Element): string | null | undefined {
  const items = message.getChild('event', EVENT)?.getChild('items');
  if (items?.attrs.node !== METADATA) return undefined;
  const metadata = items.getChild('item')?.getChild('metadata', METADATA);
  if (metadata === undefined) return items.getChild('retract') === undefined ? undefined : null;
  const infos = metadata.getChildren('info').filter((info) => info.attrs.url === undefined);
  const types: readonly string[] = PICTURE_TYPES;
  const hash = infos.find((info) => types.includes(info.attrs.type ?? ''))?.attrs.id?.toLowerCase();
  if (hash === undefined) return null;
  return HASH.test(hash) ? hash : undefined;
}

export interface AvatarsFeature extends Feature {
  /** With a hash that very picture, else the one of their card; undefined when there is none that can be shown. */
  fetch(session: Session, jid: BareJid, hash: string | undefined): Promise<FetchedPicture | undefined>;
  /** Throws FaultError. */
  publish(session: Session, picture: OwnPicture | null): Promise<void>;
}

export interface OwnPicture {
  readonly type: 'image/png' | 'image/jpeg';
  readonly base64: string;
  /** Pixels, of both sides. */
  readonly side: number;
}

export function createAvatars(
  { account, durable, log }: FeatureContext,
  { roster, supported }: { roster: RosterFeature; supported: (feature: string) => boolean },
): AvatarsFeature {
  const told = new Map<BareJid, string | null>();
  /** Whose own account told us; what their presence says is then at best the same. */
  const publishers = new Set<BareJid>();

  function tell(jid: BareJid, hash: string | null): void {
    if (told.get(jid) === hash) return;
    told.set(jid, hash);
    durable({ type: 'avatars/told', account, jid, hash });
  }

  /** Anybody may send anything; what strangers look like is only asked where they are shown. */
  const isOurs = (jid: BareJid) => jid === account || roster.item(jid) !== undefined;

  async function ask(session: Session, jid: BareJid, payload: Element): Promise<Element | undefined> {
    const to = jid === account ? {} : { to: jid };
    try {
      return await session.request(xml('iq', { type: 'get', ...to }, payload));
    } catch (error) {
      if (error instanceof FaultError && error.fault.kind === 'refused') return undefined;
      throw error;
    }
  }

  async function published(session: Session, jid: BareJid, hash: string): Promise<FetchedPicture | undefined> {
    const answer = await ask(
      session,
      jid,
      xml('pubsub', { xmlns: PUBSUB }, xml('items', { node: DATA }, xml('item', { id: hash }))),
    );
    const item = answer?.getChild('pubsub', PUBSUB)?.getChild('items')?.getChild('item');
    return readPicture(item?.getChildText('data', DATA) ?? '', hash);
  }

  async function onCard(session: Session, jid: BareJid, hash: string | undefined): Promise<FetchedPicture | undefined> {
    const answer = await ask(session, jid, xml('vCard', { xmlns: VCARD }));
    const photo = answer?.getChild('vCard', VCARD)?.getChild('PHOTO');
    return readPicture(photo?.getChildText('BINVAL') ?? '', hash);
  }

  /** Servers that don't do it by themselves (XEP-0398) get the card, too; what else is on it stays. */
  async function putOnCard(session: Session, picture: OwnPicture | null): Promise<void> {
    const card = (await ask(session, account, xml('vCard', { xmlns: VCARD })))?.getChild('vCard', VCARD);
    const rest = card?.getChildElements().filter((child) => !child.is('PHOTO')) ?? [];
    const photo = picture && xml('PHOTO', {}, xml('TYPE', {}, picture.type), xml('BINVAL', {}, picture.base64));
    await session.request(xml('iq', { type: 'set' }, xml('vCard', { xmlns: VCARD }, ...rest, photo ?? undefined)));
  }

  function publishItem(session: Session, node: string, id: string, payload: Element): Promise<Element> {
    const item = xml('item', { id }, payload);
    return session.request(
      xml('iq', { type: 'set' }, xml('pubsub', { xmlns: PUBSUB }, xml('publish', { node }, item))),
    );
  }

  return {
    name: 'avatars',
    discloses: [METADATA, `${METADATA}+notify`],
    receive({ stanza }) {
      const from = jidOf(stanza.attrs.from ?? account);
      if (from === undefined) return false;
      const jid = toBare(from);
      if (stanza.is('presence')) {
        const { type } = stanza.attrs;
        const shown = type === 'subscribe' || (type === undefined && isOurs(jid));
        const hash = shown ? readPresenceHash(stanza) : undefined;
        if (hash !== undefined && !publishers.has(jid)) tell(jid, hash);
        return false;
      }
      const hash = readPublishedHash(stanza);
      if (hash === undefined) return false;
      // From the account itself, not from one of its devices, and only of people whom we chose (XEP-0163 section 4.2).
      if (from !== jid || !isOurs(jid)) {
        log.warn('picture of a stranger refused', { from });
        return true;
      }
      publishers.add(jid);
      tell(jid, hash);
      return true;
    },
    async fetch(session, jid, hash) {
      const first = hash !== undefined && publishers.has(jid) ? await published(session, jid, hash) : undefined;
      return first ?? (await onCard(session, jid, hash));
    },
    async publish(session, picture) {
      if (picture === null) {
        await publishItem(session, METADATA, 'current', xml('metadata', { xmlns: METADATA }));
      } else {
        const bytes = Buffer.from(picture.base64, 'base64');
        const id = sha1(bytes);
        const { type, side, base64 } = picture;
        // The data before what points to it (section 4.2).
        await publishItem(session, DATA, id, xml('data', { xmlns: DATA }, base64));
        const info = xml('info', { id, type, bytes: bytes.length, width: side, height: side });
        await publishItem(session, METADATA, id, xml('metadata', { xmlns: METADATA }, info));
      }
      if (!supported(CONVERSION)) await putOnCard(session, picture);
    },
  };
}
