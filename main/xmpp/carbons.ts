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

export interface CarbonsFeature extends Feature {
  /**
   * The server said that copies come. Where they don't, other devices' messages come from the archive, when the link or
   * the session is another one.
   */
  enabled(): boolean;
}

/** Asks the server for copies, also where they were asked for with the binding (Bind 2): only its answer counts. */
export function createCarbons({ supported, log }: { supported: () => boolean; log: Log }): CarbonsFeature {
  let enabled = false;

  return {
    name: 'carbons',
    enabled: () => enabled,
    async online(session) {
      enabled = false;
      if (!supported()) return;
      try {
        await session.request(xml('iq', { type: 'set' }, xml('enable', { xmlns: NS })));
        enabled = true;
      } catch (error) {
        log.warn('carbons refused', { reason: reasonOf(error) });
      }
    },
  };
}

export const CARBONS = NS;
