/** The way to the servers: the proxy of this device, and whether a way leads there. */
import * as v from 'valibot';
import type { Outcome } from '../fault.ts';
import type { BareJid } from '../jid.ts';
import { type ProxyChoice, proxyPasswordSchema, proxySchema } from '../network/proxy.ts';
import type { SecretPlace } from './account.ts';
import { command } from './define.ts';
import type { LinkFacts } from './diagnostics.ts';

/** How far a way led for one account: to its server, inside TLS, and no further. */
export interface TriedWay {
  readonly account: BareJid;
  readonly outcome: Outcome<LinkFacts>;
}

interface GivenProxy {
  proxy: ProxyChoice;
  password?: string | undefined;
}
const given = v.strictObject({
  proxy: proxySchema,
  /** Absent: as it was kept for this user at this proxy. */
  password: v.optional(proxyPasswordSchema),
});

export const networkCommands = {
  /** From now on every connection goes this way, those that there are too. Answers where the password is. */
  'network/set-proxy': command<GivenProxy, SecretPlace>(given),
  /** Nothing is changed, nobody is signed in. */
  'network/try-proxy': command<GivenProxy, readonly TriedWay[]>(given),
};
