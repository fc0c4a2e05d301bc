/** XEP-0280 Message Carbons, version 1.0.1. */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, jidOf } from '../../app/jid.ts';
import { type Log, reasonOf } from '../log.ts';
import type { Feature } from './feature.ts';
import { readForwarded } from './forwarded.ts';

const NS = 'urn:xmpp:carbons:2';

export type Carbon = { readonly kind: 'carbon'; readonly message: Element; readonly delay: number | undefined };

/**
 * What a message with a carbon in it means. "Any forwarded copies received by a Carbons-enabled client MUST be from that
 * user's bare JID; any copies that do not meet this requirement MUST be ignored." (section 11)
 */
export function readCarbon(message: Element, account: BareJid): Carbon | 'none' | 'forged' {
  const wrapper = message.getChild('received', NS) ?? message.getChild('sent', NS);
  if (wrapper === undefined) return 'none';
  if (jidOf(message.attrs.from) !== account) return 'forged';
  const forwarded = readForwarded(wrapper);
  return forwarded === undefined ? 'forged' : { kind: 'carbon', ...forwarded };
}

/** Asks the server for copies; with none of them, other devices' messages come from the archive at the next sign-in. */
export function createCarbons({ supported, log }: { supported: () => boolean; log: Log }): Feature {
  return {
    name: 'carbons',
    async online(session) {
      if (!supported()) return;
      try {
        await session.request(xml('iq', { type: 'set' }, xml('enable', { xmlns: NS })));
      } catch (error) {
        log.warn('carbons refused', { reason: reasonOf(error) });
      }
    },
  };
}

export const CARBONS = NS;
