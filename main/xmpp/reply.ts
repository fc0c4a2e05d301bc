/** XEP-0461 Message Replies, version 0.2.0. */
import { type Element, xml } from '@xmpp/xml';
import type { Reply } from '../../app/chat/entry.ts';
import { jidOf } from '../../app/jid.ts';
import { codePoints, writeFallback } from './fallback.ts';

export const REPLIES = 'urn:xmpp:reply:0';

export function readReply(message: Element): Reply | undefined {
  const reply = message.getChild('reply', REPLIES);
  const target = reply?.attrs.id;
  if (!target) return undefined;
  const to = jidOf(reply?.attrs.to);
  return { target, ...(to === undefined ? {} : { to }) };
}

/** The body, led by what it answers in lines with `> ` for clients that don't know replies, and the elements. */
export function writeReply(body: string, reply: Reply | undefined): Element[] {
  if (reply === undefined) return [xml('body', {}, body)];
  const quote = quoted(reply.quote);
  return [
    xml('body', {}, quote + body),
    xml('reply', { xmlns: REPLIES, id: reply.target, to: reply.to }),
    ...(quote === '' ? [] : [writeFallback(REPLIES, { start: 0, end: codePoints(quote) })]),
  ];
}

function quoted(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  return text
    .split('\n')
    .map((line) => `> ${line}\n`)
    .join('');
}
