/** XEP-0308 Last Message Correction, version 1.2.0. */
import { type Element, xml } from '@xmpp/xml';

export const CORRECTIONS = 'urn:xmpp:message-correct:0';

/** The `id` of the message that this one corrects. Whether it may is seen where both are known (app/chat/targets.ts). */
export function readCorrected(message: Element): string | undefined {
  return message.getChild('replace', CORRECTIONS)?.attrs.id || undefined;
}

export function writeCorrected(target: string): Element {
  return xml('replace', { xmlns: CORRECTIONS, id: target });
}
