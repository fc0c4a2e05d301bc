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
  readonly resuming: Resuming;
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

/** The session that broke, if it may still be there. */
export interface Resuming {
  /** Asked when the server has proved who it is; waits for the page where that is who knows. */
  known(): Promise<Resumption | undefined>;
  /** The server won't, and must not be asked again. `h`: how many stanzas of that session it had got, if it says so. */
  refused(h?: number): void;
}

export type SignedIn =
  | {
      readonly outcome: 'resumed';
      readonly stream: XmppStream;
      readonly features: Element;
      /** Stanzas of ours that the server has. */
      readonly h: number;
    }
  | {
      readonly outcome: 'bound';
      readonly stream: XmppStream;
      readonly jid: FullJid;
      readonly features: Element;
      readonly enabled: Enabled | undefined;
      /** Stanzas that came before counting began. */
      readonly early: readonly Element[];
    };

/** The server ended the stream over the wish to resume; the next attempt is without it. */
export class ResumptionRefused extends Error {}

/** ms for a step that waits for the server. */
export const STEP_LIMIT = 15_000;
/** ms; ejabberd looks 15 s for a session to resume before it says that there is none, and binds after that. */
const BIND_LIMIT = 30_000;

/** Throws FaultError, StreamEnded (also a FaultError), ResumptionRefused. */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { account, password, clock, signal, step } = options;
  const {
    stream,
    features: first,
    exporter,
  } = await connectSecurely({
    ...options,
    domain: domainOf(account),
    from: account,
  });
  const during = <T>(run: () => Promise<T>, limit = STEP_LIMIT) => phase(clock, limit, signal, run);
  try {
    step('signing-in');
    const credentials = { username: localOf(account), password };
    await during(() => authenticate(stream, first, credentials, { exporter, nonce: options.nonce }));
    const features = await during(stream.open);
    step('binding');
    return await during(() => resumeOrBind(stream, features, options), BIND_LIMIT);
  } catch (error) {
    stream.destroy('sign-in failed');
    throw error;
  }
}

async function resumeOrBind(stream: XmppStream, features: Element, options: SignInOptions): Promise<SignedIn> {
  const { resource, resuming } = options;
  const managed = offersStreamManagement(features);
  const resumption = managed ? await resuming.known() : undefined;
  if (resumption !== undefined) {
    const h = await askToResume(stream, resumption, resuming);
    if (h !== undefined) return { outcome: 'resumed', stream, features, h };
  }
  const jid = await bind(stream, features, resource).catch((error: unknown) => {
    // Prosody 0.12.3 says that it failed, and then ends the stream, when its queue has overflowed.
    throw resumption === undefined ? error : refusalOr(error);
  });
  const early: Element[] = [];
  const enabled = managed ? await askToEnable(stream, early) : undefined;
  return { outcome: 'bound', stream, jid, features, enabled, early };
}

/** The server's count of our stanzas; undefined where it won't, and a new session can be bound. */
async function askToResume(
  stream: XmppStream,
  resumption: Resumption,
  { refused }: Resuming,
): Promise<number | undefined> {
  stream.send(resume(resumption));
  const answer = await answerToResume(stream).catch((error: unknown) => {
    const reason = refusalOr(error);
    if (reason !== error) refused();
    throw reason;
  });
  const h = readCount(answer.attrs.h);
  if (answer.is('failed')) {
    refused(h);
    return undefined;
  }
  if (h !== undefined && answer.attrs.previd === resumption.id) return h;
  refused();
  // It believes in a session that is not the one we know: nothing can be built on this stream.
  throw new ResumptionRefused('another session was resumed');
}

async function answerToResume(stream: XmppStream): Promise<Element> {
  for (;;) {
    const element = await stream.next();
    if (element.getNS() === SM_NS && (element.is('resumed') || element.is('failed'))) return element;
  }
}

/** A stream that the server ended on purpose was ended over the resumption. */
function refusalOr(error: unknown): unknown {
  const answered = error instanceof StreamEnded && (error.end.how === 'error' || error.end.how === 'closed');
  return answered ? new ResumptionRefused('stream ended', { cause: error }) : error;
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
