/** Reads and writes message stanzas (RFC 6121 section 5) with what Kith understands in them. Pure. */
import { type Element, xml } from '@xmpp/xml';
import type {
  CorrectionEntry,
  Entry,
  MessageEntry,
  Origin,
  OutgoingCorrection,
  OutgoingEntry,
  OutgoingMessage,
  RoomInvitation,
  WrittenEntry,
} from '../../app/chat/entry.ts';
import { CLOCKS_APART } from '../../app/clocks.ts';
import { CHAT_STATES, type ChatState } from '../../app/contract/chat.ts';
import { type BareJid, bareOf, jidOf, toBare } from '../../app/jid.ts';
import { readCorrected, writeCorrected } from './correction.ts';
import { sentAt } from './delay.ts';
import { readBody } from './fallback.ts';
import { isNotToBeKept, writeHint } from './hints.ts';
import { REACTIONS, readReactions, writeReactions } from './reactions.ts';
import { REPLIES, readReply, writeReply } from './reply.ts';
import { readRetracted, writeRetraction } from './retraction.ts';
import { readStanzaError } from './stanza-error.ts';
import { readOriginId, readStanzaId, writeOriginId } from './stanza-ids.ts';

/** XEP-0184 Message Delivery Receipts 1.4.0, XEP-0333 Displayed Markers 1.0, XEP-0085 Chat State Notifications 2.1. */
export const RECEIPTS = 'urn:xmpp:receipts';
export const MARKERS = 'urn:xmpp:chat-markers:0';
export const STATES = 'http://jabber.org/protocol/chatstates';
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
  /**
   * False: the server does not say that it gives stanza-ids, so one that is there is not believed (XEP-0359 section 5: an
   * entity that supports them "MUST" remove those that others wrote in its name; only such a one is known to).
   */
  readonly marksIds?: boolean;
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
  const base = {
    account,
    peer,
    from,
    own,
    at: timeOf(message, reading),
    origin: reading.origin,
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
  entries.push(...readWritten(message, base));
  // The archive's id is that of the stanza: one entry has it, so that it is known again.
  const archiveId = reading.archiveId ?? (reading.marksIds === false ? undefined : readStanzaId(message, account));
  const last = entries.pop();
  return last === undefined ? [] : [...entries, archiveId === undefined ? last : { ...last, archiveId }];
}

/** The own server's word is taken, but for a time that no clock can be ahead by. */
function timeOf(message: Element, { delay, now }: Reading): number {
  return delay === undefined ? sentAt(message, now) : Math.min(delay, now + CLOCKS_APART);
}

type Base = Pick<MessageEntry, 'account' | 'peer' | 'from' | 'own' | 'at' | 'origin'>;

function readWritten(message: Element, base: Base): WrittenEntry[] {
  const stanzaId = message.attrs.id || readOriginId(message);
  const identity = { ...base, ...(stanzaId ? { stanzaId } : {}) };
  const retracted = readRetracted(message);
  // Its body is there only for clients that don't know retractions; early versions did not mark it well.
  if (retracted !== undefined) return [{ ...identity, kind: 'retraction', target: retracted }];
  const reactions = readReactions(message);
  const text = readText(message);
  const said: WrittenEntry[] = reactions === undefined ? [] : [{ ...identity, kind: 'reactions', ...reactions }];
  if (text === undefined) return said;
  const target = readCorrected(message);
  const invitation = readInvitation(message);
  return [
    ...said,
    target === undefined
      ? { ...identity, kind: 'message', ...text, ...(invitation === undefined ? {} : { invitation }) }
      : { ...identity, kind: 'correction', target, ...text },
  ];
}

/** What is there to read in it; nothing, if it is not a message for a person. */
function readText(message: Element): Omit<CorrectionEntry, keyof Base | 'kind' | 'target' | 'stanzaId'> | undefined {
  const reply = readReply(message);
  // A fallback is not shown where that is which it stands for.
  const shown = [
    ...(reply === undefined ? [] : [REPLIES]),
    ...(readReactions(message) === undefined ? [] : [REACTIONS]),
  ];
  const body = readBody(message, shown);
  const subject = message.getChildText('subject') ?? '';
  const encryption = readEncryption(message);
  if (body === '' && subject === '' && encryption === undefined && readInvitation(message) === undefined)
    return undefined;
  const { type } = message.attrs;
  return {
    type: type === 'chat' || type === 'headline' ? type : 'normal',
    ...(subject === '' ? {} : { subject }),
    body,
    ...(reply === undefined ? {} : { reply }),
    ...(encryption === undefined ? {} : { encryption }),
    ...(isNotToBeKept(message) ? { noStore: true as const } : {}),
    wantsReceipt: message.getChild('request', RECEIPTS) !== undefined,
    markable: message.getChild('markable', MARKERS) !== undefined,
  };
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

/**
 * What the outbox sends: `id` and origin-id are the same, so that every copy of it is known again. `sendTyping`: whether
 * the other side may learn when the person writes.
 */
export function writeOutgoing(entry: OutgoingEntry, sendTyping = true): Element {
  const type = 'type' in entry ? entry.type : 'chat';
  return xml(
    'message',
    { to: entry.peer, type, id: entry.originId },
    ...payloadOf(entry, sendTyping),
    writeOriginId(entry.originId),
  );
}

function payloadOf(entry: OutgoingEntry, sendTyping: boolean): (Element | undefined)[] {
  switch (entry.kind) {
    case 'message':
      return textOf(entry, sendTyping);
    case 'correction':
      // Section 3: "the sender MUST re-send the entire stanza, only altering id and the payloads being corrected".
      return [...textOf(entry, sendTyping), writeCorrected(entry.target)];
    case 'retraction':
      return [...writeRetraction(entry.target), writeHint('store')];
    case 'reactions':
      return [writeReactions(entry), writeHint('store')];
  }
}

function textOf(
  { type, subject, body, reply }: OutgoingMessage | OutgoingCorrection,
  sendTyping: boolean,
): (Element | undefined)[] {
  return [
    subject === undefined ? undefined : xml('subject', {}, subject),
    ...writeReply(body, reply),
    xml('request', { xmlns: RECEIPTS }),
    xml('markable', { xmlns: MARKERS }),
    // Whoever sends no states says nothing of them (XEP-0085 section 5.1).
    type === 'chat' && sendTyping ? xml('active', { xmlns: STATES }) : undefined,
  ];
}

/** "store": the other devices and the archive need it (XEP-0334 section 4.4). */
export function writeReceipt(to: string, id: string, target: string): Element {
  return xml('message', { to, type: 'chat', id }, xml('received', { xmlns: RECEIPTS, id: target }), writeHint('store'));
}

export function writeDisplayed(to: BareJid, id: string, target: string): Element {
  return xml('message', { to, type: 'chat', id }, xml('displayed', { xmlns: MARKERS, id: target }), writeHint('store'));
}

export function writeChatState(to: BareJid, id: string, state: ChatState): Element {
  return xml('message', { to, type: 'chat', id }, xml(state, { xmlns: STATES }), writeHint('no-store'));
}
