/** Folds the log of a conversation into the messages that are shown. Pure, and the same whatever the order of the log. */
import type { BareJid, Jid } from '../jid.ts';
import { toBare } from '../jid.ts';
import { type ChangedLog, type Changes, readChanges } from './changes.ts';
import type { MessageType, Reply, RoomInvitation } from './entry.ts';
import { inOrder, keyOf, type LoggedEntry, type LoggedMessage } from './logged.ts';
import { type Progress, progress, type Said, whatPeersSaid } from './progress.ts';
import { type Reaction, summarize } from './reactions.ts';

export interface ThreadMessage extends Partial<Progress> {
  /** The same over every fold. */
  readonly key: string;
  readonly order: number;
  readonly own: boolean;
  readonly from: Jid;
  /** Epoch ms. */
  readonly at: number;
  readonly type: MessageType;
  /** As its author last had it. */
  readonly body: string;
  readonly stanzaId?: string;
  readonly subject?: string;
  readonly encryption?: string;
  readonly invitation?: RoomInvitation;
  readonly edited?: Edited;
  /** Its author wants no permanent record of it. */
  readonly noStore?: true;
  /** The author took it back: nothing of it is left. */
  readonly retracted?: true;
  /** What was chosen first comes first. */
  readonly reactions?: readonly Reaction[];
  readonly reply?: ShownReply;
}

export interface Edited {
  /** Epoch ms of the last correction. */
  readonly at: number;
  /** What it said before, oldest first. */
  readonly history: readonly { readonly body: string; readonly at: number }[];
}

/** What a message answers. The rest is there when the answered message is known. */
export interface ShownReply {
  readonly target: string;
  readonly to?: Jid;
  readonly key?: string;
  readonly order?: number;
  readonly own?: boolean;
  readonly from?: Jid;
  /** The beginning of it; nothing when it was retracted or can't be read. */
  readonly excerpt?: string;
}

/** Code points. */
const EXCERPT = 200;

/**
 * `readByPeer`: the `order` up to which the other side displayed own messages, from before these entries. `others`:
 * what is known about the messages that are shown, and the messages that they answer.
 */
export function fold(
  entries: readonly LoggedEntry[],
  readByPeer = 0,
  others: readonly LoggedEntry[] = [],
): ThreadMessage[] {
  const shownKeys = new Set(entries.map(keyOf));
  const log = once([...entries, ...others]);
  const changed = readChanges(log);
  const said = whatPeersSaid(log);
  const messages = new Map(
    changed.messages.map((message) => [message, shown(message, changed.of(message), said, readByPeer)]),
  );
  return [...messages].flatMap(([message, each]) =>
    shownKeys.has(each.key) ? [withReply(message, each, changed, messages)] : [],
  );
}

/** In order, each once. */
function once(entries: readonly LoggedEntry[]): LoggedEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.order} ${keyOf(entry)}`, entry])).values()].sort(inOrder);
}

function shown(message: LoggedMessage, changes: Changes, said: Said, readByPeer: number): ThreadMessage {
  const { order, own, from, at, type, stanzaId } = message;
  const identity = { key: keyOf(message), order, own, from, at, type, ...(stanzaId === undefined ? {} : { stanzaId }) };
  const state = own ? progress(message, changes, said, readByPeer) : {};
  if (message.erased !== undefined || isRetracted(changes)) return { ...identity, body: '', retracted: true, ...state };
  const newest = changes.corrections.at(-1) ?? message;
  const { body, subject, encryption } = newest;
  const invitation = message.kind === 'message' ? message.invitation : undefined;
  const reactions = summarize(changes.reactions);
  return {
    ...identity,
    body,
    ...(subject === undefined ? {} : { subject }),
    ...(encryption === undefined ? {} : { encryption }),
    ...(invitation === undefined ? {} : { invitation }),
    ...(message.noStore === true || newest.noStore === true ? { noStore: true } : {}),
    ...(newest === message ? {} : { edited: { at: newest.at, history: historyOf(message, changes) } }),
    ...(reactions.length === 0 ? {} : { reactions }),
    ...state,
  };
}

/** An own retraction that failed before it was sent has changed nothing for anybody. */
function isRetracted({ retractions }: Changes): boolean {
  return retractions.some((retraction) => retraction.outbox !== 'failed');
}

function historyOf(message: LoggedMessage, { corrections }: Changes): Edited['history'] {
  return [message, ...corrections.slice(0, -1)].map(({ body, at }) => ({ body, at }));
}

function withReply(
  message: LoggedMessage,
  each: ThreadMessage,
  changed: ChangedLog,
  messages: ReadonlyMap<LoggedMessage, ThreadMessage>,
): ThreadMessage {
  const { reply } = message;
  if (reply === undefined || each.retracted === true) return each;
  const answered = answeredBy(message, reply, changed);
  const { target, to } = reply;
  const known = answered === undefined ? undefined : messages.get(answered);
  return {
    ...each,
    reply: { target, ...(to === undefined ? {} : { to }), ...(known === undefined ? {} : about(known)) },
  };
}

/** The one whom the reply names as the author; where that fits nobody (a careless client), the id alone. */
function answeredBy(message: LoggedMessage, reply: Reply, changed: ChangedLog): LoggedMessage | undefined {
  const find = (by?: BareJid) =>
    changed.find(message.peer, reply.target, { before: message, ...(by === undefined ? {} : { by }) });
  return (reply.to === undefined ? undefined : find(toBare(reply.to))) ?? find();
}

function about({ key, order, own, from, body, subject, encryption, retracted }: ThreadMessage) {
  const text = body === '' ? (subject ?? '') : body;
  const isReadable = retracted !== true && encryption === undefined && text !== '';
  return { key, order, own, from, ...(isReadable ? { excerpt: [...text].slice(0, EXCERPT).join('') } : {}) };
}
