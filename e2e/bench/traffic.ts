/** Messages as a server delivers them to an account with an archive, written the way that today's clients write them. */
import { randomUUID } from 'node:crypto';

const WORDS =
  'the train is late again so start without me 서울에서 만나요 and bring the blue folder 我们明天见 if you find it & call <3'
    .split(' ')
    .map((word) => word.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));

export interface Conversation {
  readonly account: string;
  /** Bare JIDs who write, in turn. */
  readonly peers: readonly string[];
}

/** `count` stanzas as one text; every id is new. */
export function messages({ account, peers }: Conversation, count: number): string {
  const stanzas: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = randomUUID();
    const length = 3 + ((n * 7) % 23);
    const body = Array.from({ length }, (_, word) => WORDS[(n + word) % WORDS.length]).join(' ');
    stanzas.push(
      `<message to="${account}" from="${peers[n % peers.length]}/phone" type="chat" id="${id}"><body>${body}</body>` +
        '<active xmlns="http://jabber.org/protocol/chatstates"/><request xmlns="urn:xmpp:receipts"/>' +
        `<markable xmlns="urn:xmpp:chat-markers:0"/><origin-id xmlns="urn:xmpp:sid:0" id="${id}"/>` +
        `<stanza-id xmlns="urn:xmpp:sid:0" by="${account}" id="${randomUUID()}"/></message>`,
    );
  }
  return stanzas.join('');
}
