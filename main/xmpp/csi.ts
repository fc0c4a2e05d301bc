/** XEP-0352 Client State Indication, version 1.0.0: while nobody looks, the server may hold back what can wait. */
import { xml } from '@xmpp/xml';
import type { Feature, Session } from './feature.ts';

const NS = 'urn:xmpp:csi:0';

export interface Csi extends Feature {
  /** Somebody began to look, or nobody does any more. */
  changed(): void;
}

/** `active`: whether somebody may be looking at Kith. */
export function createCsi({ active }: { active: () => boolean }): Csi {
  let session: Session | undefined;
  /** What the server was told on this link. */
  let told: boolean | undefined;

  function changed(): void {
    const now = active();
    if (session === undefined || told === now) return;
    told = now;
    session.send(xml(now ? 'active' : 'inactive', { xmlns: NS }));
  }

  return {
    name: 'csi',
    changed,
    // Last of all: what a sign-in brings is wanted now, whoever looks.
    online(next) {
      session = next.serverFeatures.getChild('csi', NS) === undefined ? undefined : next;
      // "The server MUST assume all clients to be in the 'active' state until the client indicates otherwise"
      // (section 5); what an earlier run of Kith indicated nobody knows.
      told = next.restored === true ? undefined : true;
      changed();
    },
    resumed() {
      // A resumed stream begins active, too (section 5.2). That came late into the specification: it is said either way.
      told = undefined;
      changed();
    },
    offline(ended) {
      if (ended) session = undefined;
    },
  };
}
