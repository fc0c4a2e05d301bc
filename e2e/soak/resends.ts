/**
 * What the client sent more than once, judged by what the server had said until then. A server that dies may forget what it
 * passed on, and one that hands a stream from one link to the next may do both with a message, take it and deny it: then the
 * peer gets two, and only a client that trusts its own guess more than the server's word would have prevented it.
 */

import type { Side } from './line.ts';
import { numberIn } from './numbered.ts';

export interface Resends {
  /** What passed over the line, in pieces that may be cut anywhere; `link` tells the connections apart. */
  passed(link: number, side: Side, text: string): void;
  /** How often the message of this number was sent. */
  times(number: number): number;
  /** When the server said first that it has the message, or showed it; epoch ms. */
  hadAt(number: number): number | undefined;
  /** Those that were sent again though the server had said that it has them, or had shown them. */
  wrong(): readonly number[];
}

const FROM_CLIENT = /<(message|presence|iq)\b[^>]*?(?:\/>|>[\s\S]*?<\/\1>)|<(enable)\b[^>]*>/g;
const FROM_SERVER = /<(?:a|resumed)\b[^>]*\bh=["'](\d+)["'][^>]*>|<body[^>]*>([^<]*)<\/body>/g;

export function watchResends(now = Date.now): Resends {
  /** What of a link's text has not been read yet. */
  const rests = new Map<string, string>();
  /** Numbers by their count in the stream (XEP-0198); nothing: not a numbered message. */
  let sent: (number | undefined)[] = [];
  let next = 0;
  const times = new Map<number, number>();
  const had = new Map<number, number>();
  const wrong: number[] = [];

  function read(key: string, text: string, pattern: RegExp, each: (match: RegExpExecArray) => void): void {
    const whole = (rests.get(key) ?? '') + text;
    let end = 0;
    for (const match of whole.matchAll(pattern)) {
      each(match);
      end = match.index + match[0].length;
    }
    rests.set(key, whole.slice(end));
  }

  function send(stanza: string): void {
    const number = numberIn('out', bodyOf(stanza));
    sent[next] = number;
    next += 1;
    if (number === undefined) return;
    times.set(number, (times.get(number) ?? 0) + 1);
    if (had.has(number)) wrong.push(number);
  }

  function has(number: number | undefined): void {
    if (number !== undefined && !had.has(number)) had.set(number, now());
  }

  return {
    passed(link, side, text) {
      if (side === 'client') {
        read(`${link} client`, text, FROM_CLIENT, ([whole, , enable]) => {
          if (enable === undefined) return send(whole);
          sent = [];
          next = 0;
        });
      } else {
        read(`${link} server`, text, FROM_SERVER, ([whole, h, body]) => {
          if (h !== undefined) sent.slice(0, Number(h)).forEach(has);
          // What follows is what the server has not had, in its order.
          if (whole.startsWith('<resumed')) next = Number(h);
          has(numberIn('out', body ?? ''));
        });
      }
    },
    times: (number) => times.get(number) ?? 0,
    hadAt: (number) => had.get(number),
    wrong: () => wrong,
  };
}

const bodyOf = (stanza: string) => /<body[^>]*>([^<]*)</.exec(stanza)?.[1] ?? '';
