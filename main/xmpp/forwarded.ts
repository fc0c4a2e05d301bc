/** XEP-0297 Stanza Forwarding, version 1.0. */
import type { Element } from '@xmpp/xml';
import { readDelay } from './delay.ts';

const NS = 'urn:xmpp:forward:0';

/** The message inside, and when it was sent (epoch ms) if the wrapper says so. */
export function readForwarded(
  parent: Element,
): { readonly message: Element; readonly delay: number | undefined } | undefined {
  const forwarded = parent.getChild('forwarded', NS);
  const message = forwarded?.getChild('message');
  if (forwarded === undefined || message === undefined) return undefined;
  return { message, delay: readDelay(forwarded) };
}
