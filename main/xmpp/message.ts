/** Reads and writes message stanzas (RFC 6121 section 5) with what Kith understands in them. Pure. */
import { type Element, xml } from '@xmpp/xml';
import type { Entry, MessageType, Origin, OutgoingMessage, RoomInvitation } from '../../app/chat/entry.ts';
import { CHAT_STATES, type ChatState } from '../../app/contract/chat.ts';
import { type BareJid, bareOf, jidOf, toBare } from '../../app/jid.ts';
import { readDelay } from './delay.ts';
import { readStanzaError } from './stanza-error.ts';
import { readStanzaId, writeOriginId } from './stanza-ids.ts';

/** XEP-0184 Message Delivery Receipts 1.4.0, XEP-0333 Displayed Markers 1.0, XEP-0085 Chat State Notifications 2.1. */
export const RECEIPTS = 'urn:xmpp:receipts';
export const MARKERS = 'urn:xmpp:chat-markers:0';
export const STATES = 'http://jabber.org/protocol/chatstates';
/** XEP-0334 Message Processing Hints 0.3.0. */
const HINTS = 'urn:xmpp:hints';
/** XEP-0380 Explicit Message Encryption 0.4.0. */
const ENCRYPTION = 'urn:xmpp:eme:0';
/** XEP-0249 Direct MUC Invitations 1.2; XEP-0045 section 7.8.2 for mediated ones. */
const DIRECT_INVITATION = 'jabber:x:conference';
const MUC_USER = 'http://jabber.org/protocol/muc#user';

const NAMELESS: Readonly<Record<string, string>> = {
  'eu.siacs.conversations.axolotl': 'OMEMO',
  'urn:xmpp:omemo:2': 'OMEMO',
  'jabber:x:encrypted': 'OpenPGP',
  'urn:xmpp:openpgp:0': 'OpenPGP',
  'urn:xmpp:otr:0': 'OTR',
};

export interface Reading {
  readonly account: BareJid;
  readonly origin: Origin;
  /** Epoch ms. */
  readonly now: number;
  /** What the wrapper of a carbon or an archive result says; it is nearer to the server than what is inside. */
  readonly archiveId?: string;
  readonly delay?: number | undefined;
}

/** What a message says for the log; empty when it says nothing that is kept. */
export function readMessage(message: Element, reading: Reading): Entry[] {
  const { account } = reading;
  const from = jidOf(message.attrs.from ?? account);
  const to = jidOf(message.attrs.to ?? account);
  const type = message.attrs.type ?? 'normal';
  // Rooms have their own reading of `groupchat`; a client is never sent any without having joined.
  if (from === undefined || to === undefined || type === 'groupchat') return [];
  const own = toBare(from) === account;
  const peer = own ? toBare(to) : toBare(from);
  const archiveId = reading.archiveId ?? readStanzaId(message, account);
  const base = {
    account,
    peer,
    from,
    own,
    at: reading.delay ?? readDelay(message) ?? reading.now,
    origin: reading.origin,
    ...(archiveId === undefined ? {} : { archiveId }),
  };

  if (type === 'error') {
    const target = message.attrs.id;
    if (own || target === undefined) return [];
    return [{ ...base, kind: 'error', target, fault: readStanzaError(message) }];
  }

  const entries: Entry[] = [];
  const received = message.getChild('received', RECEIPTS)?.attrs.id;
  if (received) entries.push({ ...base, kind: 'receipt', target: received });
  const displayed = message.getChild('displayed', MARKERS)?.attrs.id;
  if (displayed) entries.push({ ...base, kind: 'displayed', target: displayed });

  const body = message.getChildText('body') ?? '';
  const subject = message.getChildText('subject') ?? '';
  const encryption = readEncryption(message);
  const invitation = readInvitation(message);
  if (body === '' && subject === '' && encryption === undefined && invitation === undefined) return entries;
  entries.push({
    ...base,
    kind: 'message',
    type: (type === 'chat' || type === 'headline' ? type : 'normal') satisfies MessageType,
    ...(message.attrs.id ? { stanzaId: message.attrs.id } : {}),
    ...(subject === '' ? {} : { subject }),
    body,
    ...(encryption === undefined ? {} : { encryption }),
    ...(invitation === undefined ? {} : { invitation }),
    wantsReceipt: message.getChild('request', RECEIPTS) !== undefined,
    markable: message.getChild('markable', MARKERS) !== undefined,
  });
  return entries;
}

function readEncryption(message: Element): string | undefined {
  const explicit = message.getChild('encryption', ENCRYPTION);
  if (explicit !== undefined) {
    return explicit.attrs.name || NAMELESS[explicit.attrs.namespace ?? ''] || explicit.attrs.namespace || '?';
  }
  return message.getChild('encrypted', 'eu.siacs.conversations.axolotl') === undefined ? undefined : 'OMEMO';
}

function readInvitation(message: Element): RoomInvitation | undefined {
  const direct = message.getChild('x', DIRECT_INVITATION);
  const mediated = message.getChild('x', MUC_USER);
  const invite = mediated?.getChild('invite');
  const room = bareOf(direct?.attrs.jid ?? (invite === undefined ? undefined : message.attrs.from));
  if (room === undefined) return undefined;
  const reason = direct?.attrs.reason ?? invite?.getChildText('reason');
  const password = direct?.attrs.password ?? mediated?.getChildText('password');
  return { room, ...(reason ? { reason } : {}), ...(password ? { password } : {}) };
}

export function readChatState(message: Element): ChatState | undefined {
  return CHAT_STATES.find((state) => message.getChild(state, STATES) !== undefined);
}

/** A message of the outbox: `id` and origin-id are the same, so that every copy of it is known again. */
export function writeMessage(message: OutgoingMessage): Element {
  return xml(
    'message',
    { to: message.peer, type: message.type, id: message.originId },
    message.subject === undefined ? undefined : xml('subject', {}, message.subject),
    xml('body', {}, message.body),
    writeOriginId(message.originId),
    xml('request', { xmlns: RECEIPTS }),
    xml('markable', { xmlns: MARKERS }),
    message.type === 'chat' ? xml('active', { xmlns: STATES }) : undefined,
  );
}

/** "store": the other devices and the archive need it (XEP-0334 section 4.4). */
export function writeReceipt(to: string, id: string, target: string): Element {
  return xml(
    'message',
    { to, type: 'chat', id },
    xml('received', { xmlns: RECEIPTS, id: target }),
    xml('store', { xmlns: HINTS }),
  );
}

export function writeDisplayed(to: BareJid, id: string, target: string): Element {
  return xml(
    'message',
    { to, type: 'chat', id },
    xml('displayed', { xmlns: MARKERS, id: target }),
    xml('store', { xmlns: HINTS }),
  );
}

export function writeChatState(to: BareJid, id: string, state: ChatState): Element {
  return xml('message', { to, type: 'chat', id }, xml(state, { xmlns: STATES }), xml('no-store', { xmlns: HINTS }));
}
