/**
 * One attempt, from names to a session: resolve, connect, TLS, sign in, resume or bind. Linear; each step has its
 * deadline, and until the server has proved to be one for the domain, what fails with one endpoint is tried with the next.
 */
import type { SecureContext } from 'node:tls';
import type { ConnectingStep } from '../../app/account/connection.ts';
import type { LinkFacts } from '../../app/contract/diagnostics.ts';
import { type BareJid, domainOf, localOf } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { authenticate } from '../xmpp/sasl/profile.ts';
import type { Resolver } from '../xmpp/transport/resolver.ts';
import type { Way } from '../xmpp/transport/way.ts';
import { resumeOrBind } from './binding.ts';
import type { Device } from './device.ts';
import { phase } from './phase.ts';
import { reachServer } from './reach-server.ts';
import type { HostAndPort } from './secure-connection.ts';
import { signInAlong, wayAlong } from './sign-in-along.ts';
import type { Resuming, SignedIn } from './signed-in.ts';

export { type Resuming, ResumptionRefused, type SignedIn } from './signed-in.ts';

export interface SignInOptions {
  readonly account: BareJid;
  readonly password: string;
  readonly resource: string;
  readonly manual?: HostAndPort;
  /** Tried before what DNS says: where the server asked us to come. */
  readonly preferred?: HostAndPort | undefined;
  readonly pinned?: string | undefined;
  readonly way: Way;
  /** As ReachOptions. */
  readonly websocket?: URL | undefined;
  readonly impatient: boolean;
  readonly resuming: Resuming;
  readonly device: Device;
  readonly context: SecureContext;
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly nonce: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly step: (step: ConnectingStep) => void;
  /** What the link is like, as far as it is known; told again when more is. */
  readonly linkIs: (facts: LinkFacts) => void;
  /** Ends the attempt, with its reason as what is thrown. */
  readonly signal: AbortSignal;
}

/** ms for a step that waits for the server. */
export const STEP_LIMIT = 15_000;
/** ms; ejabberd looks 15 s for a session to resume before it says that there is none, and binds after that. */
const BIND_LIMIT = 30_000;

/** Throws FaultError, StreamEnded (also a FaultError), ResumptionRefused. */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { account, password, device, nonce, clock, signal, step, linkIs } = options;
  const opened = await reachServer({ ...options, domain: domainOf(account), from: account });
  const { stream, exporter, transport } = opened;
  linkIs(transport);
  const during = <T>(run: () => Promise<T>, limit = STEP_LIMIT) => phase(clock, limit, signal, run);
  try {
    step('signing-in');
    const channel = { exporter, nonce, neverPlain: device.neverPlain() };
    const way = wayAlong(opened.features, channel);
    if (way !== undefined) {
      const used = (mechanism: string) => linkIs({ ...transport, mechanism, profile: 'SASL2' });
      return await during(() => signInAlong(stream, way, { ...options, used }), BIND_LIMIT);
    }
    const credentials = { username: localOf(account), password };
    const mechanism = await during(() => authenticate(stream, opened.features, credentials, channel));
    if (mechanism.givesAway !== true) device.pin();
    linkIs({ ...transport, mechanism: mechanism.name, profile: 'SASL' });
    const features = await during(stream.open);
    step('binding');
    return await during(() => resumeOrBind(stream, features, options), BIND_LIMIT);
  } catch (error) {
    stream.destroy('sign-in failed');
    throw error;
  }
}
