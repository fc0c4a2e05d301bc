/** An IQ on a stream that has no session yet, where elements are asked for one by one. */
import type { Element } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { readStanzaError } from './stanza-error.ts';

export interface NegotiatedStream {
  send(element: Element): void;
  next(): Promise<Element>;
}

/** Throws FaultError refused, or what the stream's end throws. The IQ has its id already. */
export async function askWhileNegotiating(stream: NegotiatedStream, iq: Element): Promise<Element> {
  stream.send(iq);
  for (;;) {
    const answer = await stream.next();
    // Nothing else is due yet, but a server may be early with something: it can't be for a session that is not there.
    if (!answer.is('iq') || answer.attrs.id !== iq.attrs.id) continue;
    if (answer.attrs.type === 'result') return answer;
    throw new FaultError(readStanzaError(answer));
  }
}
