/**
 * One attempt, from names to a session: resolve, connect, TLS, sign in, resume or bind. Linear; each step has its
 * deadline, and until the server has proved to be one for the domain, what fails with one endpoint is tried with the next.
 */
import type { SecureContext } from 'node:tls';
import type { Element } from '@xmpp/xml';
import type { ConnectingStep } from '../../app/account/connection.ts';
import { type BareJid, domainOf, type FullJid, localOf } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { bind } from '../xmpp/bind.ts';
import { authenticate } from '../xmpp/sasl/profile.ts';
import type { XmppStream } from '../xmpp/stream/stream.ts';
import { StreamEnded } from '../xmpp/stream/stream-end.ts';
import {
  type Enabled,
  enable,
  offersStreamManagement,
  type Resumption,
  readCount,
  readEnabled,
  resume,
  SM_NS,
} from '../xmpp/stream-management.ts';
import type { Resolver } from '../xmpp/transport/resolver.ts';
import { phase } from './phase.ts';
import { connectSecurely, type HostAndPort } from './secure-connection.ts';

export interface SignInOptions {
  readonly account: BareJid;
  readonly password: string;
  readonly resource: string;
  readonly manual?: HostAndPort;
  /** Tried before what DNS says: where the server asked us to come. */
  readonly preferred?: HostAndPort | undefined;
  readonly pinned?: string | undefined;
  /** The session that broke, if it may still be there. */
  readonly resumption?: Resumption | undefined;
  readonly context: SecureContext;
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly nonce: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly step: (step: ConnectingStep) => void;
  /** Ends the attempt, with its reason as what is thrown. */
  readonly signal: AbortSignal;
}

export type SignedIn =
  | { readonly outcome: 'resumed'; readonly stream: XmppStream; readonly h: number }
  | {
      readonly outcome: 'bound';
      readonly stream: XmppStream;
      readonly jid: FullJid;
      readonly features: Element;
      readonly enabled: Enabled | undefined;
      /** Stanzas that came before counting began. */
      readonly early: readonly Element[];
      /** How many stanzas of the session that could not be resumed the server had got, if it says so. */
      readonly lostAt?: number | undefined;
    };

/** The server ended the stream instead of answering the wish to resume: asking again with this id would loop. */
export class ResumptionRefused extends Error {}

/** ms for a step that waits for the server. */
export const STEP_LIMIT = 15_000;
/** ms; ejabberd looks 15 s for a session to resume before it says that there is none, and binds after that. */
const BIND_LIMIT = 30_000;

/** Throws FaultError, StreamEnded (also a FaultError), ResumptionRefused. */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { account, password, clock, signal, step } = options;
  const { stream, features: first } = await connectSecurely({ ...options, domain: domainOf(account), from: account });
  const during = <T>(run: () => Promise<T>, limit = STEP_LIMIT) => phase(clock, limit, signal, run);
  try {
    step('signing-in');
    const credentials = { username: localOf(account), password };
    await during(() => authenticate(stream, first, credentials, options.nonce));
    const features = await during(stream.open);
    step('binding');
    return await during(() => resumeOrBind(stream, features, options), BIND_LIMIT);
  } catch (error) {
    stream.destroy('sign-in failed');
    throw error;
  }
}

async function resumeOrBind(stream: XmppStream, features: Element, options: SignInOptions): Promise<SignedIn> {
  const { resource, resumption } = options;
  const managed = offersStreamManagement(features);
  let lostAt: number | undefined;
  if (managed && resumption !== undefined) {
    const answer = await askToResume(stream, resumption);
    const h = readCount(answer.attrs.h);
    if (answer.is('resumed') && answer.attrs.previd === resumption.id && h !== undefined) {
      return { outcome: 'resumed', stream, h };
    }
    lostAt = h;
  }
  const jid = await bind(stream, features, resource);
  const early: Element[] = [];
  const enabled = managed ? await askToEnable(stream, early) : undefined;
  return { outcome: 'bound', stream, jid, features, enabled, early, lostAt };
}

async function askToResume(stream: XmppStream, resumption: Resumption): Promise<Element> {
  stream.send(resume(resumption));
  try {
    for (;;) {
      const element = await stream.next();
      if (element.getNS() === SM_NS && (element.is('resumed') || element.is('failed'))) return element;
    }
  } catch (error) {
    // Prosody 0.12.3 answers resource-constraint when its queue has overflowed; the id stays as unusable as it is.
    const answered = error instanceof StreamEnded && (error.end.how === 'error' || error.end.how === 'closed');
    throw answered ? new ResumptionRefused('stream ended', { cause: error }) : error;
  }
}

async function askToEnable(stream: XmppStream, early: Element[]): Promise<Enabled | undefined> {
  stream.send(enable());
  for (;;) {
    const element = await stream.next();
    if (element.getNS() !== SM_NS) early.push(element);
    else if (element.is('enabled')) return readEnabled(element);
    else if (element.is('failed')) return undefined;
  }
}
