/** XEP-0424 Message Retraction, version 0.4.2; version 0.3.0 (XEP-0422 `apply-to`) is read, too. */
import { type Element, xml } from '@xmpp/xml';
import { writeFallback } from './fallback.ts';

export const RETRACTIONS = 'urn:xmpp:message-retract:1';
const EARLIER = 'urn:xmpp:message-retract:0';
const FASTEN = 'urn:xmpp:fasten:0';

/** The `id` of the message that its author wants gone. Whether it is theirs is seen where both are known. */
export function readRetracted(message: Element): string | undefined {
  const retract = message.getChild('retract', RETRACTIONS);
  if (retract !== undefined) return retract.attrs.id || undefined;
  const applied = message.getChild('apply-to', FASTEN);
  return applied?.getChild('retract', EARLIER) === undefined ? undefined : applied.attrs.id || undefined;
}

/** The words of the specification, for clients that don't know retractions; nobody knows their person's language. */
const FALLBACK_WORDS = "/me retracted a previous message, but it's unsupported by your client.";

export function writeRetraction(target: string): Element[] {
  return [
    xml('retract', { xmlns: RETRACTIONS, id: target }),
    writeFallback(RETRACTIONS),
    xml('body', {}, FALLBACK_WORDS),
  ];
}
