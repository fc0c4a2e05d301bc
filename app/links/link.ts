/**
 * xmpp: links: the syntax of RFC 5122, the actions of XEP-0147. Whatever a link asks for, a person confirms it: reading
 * one only says what they would be asked.
 */
import { type BareJid, bareOf } from '../jid.ts';

export type XmppLink = {
  /** What is to be done with the address; `other` is an action that Kith has not. */
  readonly action: 'message' | 'subscribe' | 'join' | 'other';
  readonly jid: BareJid;
  /** Who the link wants to act, when it says so. */
  readonly account?: BareJid;
  /** For `message`: what to write. */
  readonly body?: string;
  /** For `subscribe`: the name and the group in the roster. */
  readonly name?: string;
  readonly group?: string;
};

/** Longer ones are nobody's: a browser's own limit is lower. */
const LONGEST = 8192;
const LONGEST_NAME = 200;
const LONGEST_BODY = 4000;

/** XEP-0147's query types that lead to something here. `roster` without a subscription is not what people mean by adding. */
const ACTIONS: Readonly<Record<string, XmppLink['action']>> = {
  '': 'message',
  message: 'message',
  subscribe: 'subscribe',
  roster: 'subscribe',
  join: 'join',
};

/** What the link asks for; undefined for what is no xmpp: link, or none with a whole address. Never throws. */
export function readXmppLink(text: string): XmppLink | undefined {
  if (text.length > LONGEST || !/^xmpp:/i.test(text)) return undefined;
  // [ "//" authpath "/" ] path [ "?" query ] [ "#" fragment ]  (RFC 5122 section 2.2)
  const rest = text.slice('xmpp:'.length).replace(/#.*$/s, '');
  const at = rest.indexOf('?');
  const address = at < 0 ? rest : rest.slice(0, at);
  const [type = '', ...pairs] = at < 0 ? [] : rest.slice(at + 1).split(';');

  const auth = /^\/\/([^/]*)(?:\/(.*))?$/s.exec(address);
  const jid = addressOf(auth === null ? address : (auth[2] ?? ''));
  const account = auth === null ? undefined : addressOf(auth[1] ?? '');
  if (jid === undefined || (auth !== null && account === undefined)) return undefined;

  const action = Object.hasOwn(ACTIONS, type) ? (ACTIONS[type] ?? 'other') : 'other';
  const values = readPairs(pairs);
  const body = action === 'message' ? lines(values.get('body'), LONGEST_BODY) : '';
  const name = action === 'subscribe' ? oneLine(values.get('name')) : '';
  const group = action === 'subscribe' ? oneLine(values.get('group')) : '';
  return {
    action,
    jid,
    ...(account === undefined ? {} : { account }),
    ...(body === '' ? {} : { body }),
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
  };
}

/** A device of somebody stands for the person: who is written to is not for a link to narrow. */
function addressOf(text: string): BareJid | undefined {
  const decoded = decode(text);
  return decoded === undefined ? undefined : bareOf(decoded);
}

/** The first of each key counts; one that is not UTF-8 is left out. */
function readPairs(pairs: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const key = at < 0 ? pair : pair.slice(0, at);
    const value = decode(at < 0 ? '' : pair.slice(at + 1));
    if (value !== undefined && !values.has(key)) values.set(key, value);
  }
  return values;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded UTF-8 (RFC 5122 section 2.7.1).
    return undefined;
  }
}

/** Text that can't pretend to be something else: no control or direction characters, not endless. */
function lines(text: string | undefined, longest: number): string {
  const plain = (text ?? '').replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\u200c\u200d]/gu, '');
  return [...plain.trim()].slice(0, longest).join('');
}

function oneLine(text: string | undefined): string {
  return lines(text?.replace(/\s+/g, ' '), LONGEST_NAME);
}
