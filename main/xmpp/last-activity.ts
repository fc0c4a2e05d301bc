/** XEP-0012 Last Activity, version 2.0: how long the person has not been there, for those who may see their presence. */
import { xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { bareOf } from '../../app/jid.ts';
import { isSeenBy } from '../../app/roster/item.ts';
import type { FeatureContext } from './context.ts';
import type { Feature } from './feature.ts';
import type { RosterFeature } from './roster.ts';

const NS = 'jabber:iq:last';

/** `lastSeen`: epoch ms; now, while the person is there. */
export function createLastActivity(
  { account, clock, settings }: FeatureContext,
  { roster, lastSeen }: { readonly roster: RosterFeature; readonly lastSeen: () => number },
): Feature {
  return {
    name: 'last-activity',
    get discloses() {
      return settings().sendLastSeen ? [NS] : [];
    },
    answers: [
      {
        type: 'get',
        name: 'query',
        ns: NS,
        answer(_query, { stanza }) {
          const from = bareOf(stanza.attrs.from) ?? account;
          const item = roster.item(from);
          // Whoever has no subscription gets what they would get from nobody: the answer must not show that we are here
          // (section 8, and RFC 6121 section 8.5.3.2.3).
          const mayKnow = from === account || (item !== undefined && isSeenBy(item));
          if (!settings().sendLastSeen || !mayKnow) {
            throw new FaultError({ kind: 'refused', condition: 'service-unavailable' });
          }
          const seconds = Math.max(0, Math.floor((clock.now() - lastSeen()) / 1000));
          return xml('query', { xmlns: NS, seconds: String(seconds) });
        },
      },
    ],
  };
}
