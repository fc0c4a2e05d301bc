/**
 * A sign-in by SASL2 (XEP-0388): resuming or binding goes along with it (XEP-0198, XEP-0386), and where the server gave
 * this device a token (XEP-0484), all of it is one round trip.
 */
import { type Element, xml } from '@xmpp/xml';
import { type BareJid, localOf } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import { type Log, reasonOf } from '../log.ts';
import { bind2, readBound } from '../xmpp/bind2.ts';
import { AuthenticationFailed } from '../xmpp/sasl/failure.ts';
import { byToken, type FastToken, readToken, requestToken, tokenMechanisms } from '../xmpp/sasl/fast.ts';
import { hashedToken, type TokenMechanism } from '../xmpp/sasl/hashed-token.ts';
import type { Circumstances, Mechanism } from '../xmpp/sasl/mechanism.ts';
import { strongestOf } from '../xmpp/sasl/mechanisms.ts';
import { authenticateAlong, readSasl2, userAgent } from '../xmpp/sasl/sasl2.ts';
import type { XmppStream } from '../xmpp/stream/stream.ts';
import { STREAM_NS } from '../xmpp/stream/stream-end.ts';
import { offersStreamManagement, type Resumption, resume, SM_NS } from '../xmpp/stream-management.ts';
import { type BindingOptions, readResumed, refusalOr, resumeOrBind, withManagement } from './binding.ts';
import type { Device } from './device.ts';
import type { SignedIn } from './signed-in.ts';

export interface SignInAlongOptions extends BindingOptions {
  readonly account: BareJid;
  readonly password: string;
  readonly device: Device;
  /** The mechanism that the server took. */
  readonly used: (mechanism: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

interface Way {
  readonly circumstances: Circumstances;
  /** What can be had along with the sign-in. */
  readonly inline: Element | undefined;
  /** Of those that take a password. */
  readonly mechanism: Mechanism;
}

/** Undefined where the server has no SASL2, or none with a mechanism that we accept: then RFC 6120 has the word. */
export function wayAlong(features: Element, channel: Omit<Circumstances, 'offer'>): Way | undefined {
  const sasl2 = readSasl2(features);
  if (sasl2 === undefined) return undefined;
  const circumstances = { offer: sasl2.offer, ...channel };
  const mechanism = strongestOf(circumstances);
  return mechanism === undefined ? undefined : { circumstances, inline: sasl2.inline, mechanism };
}

/** Throws FaultError, StreamEnded (also a FaultError), ResumptionRefused. */
export async function signInAlong(stream: XmppStream, way: Way, options: SignInAlongOptions): Promise<SignedIn> {
  const { device, resuming } = options;
  const resumption = await resuming.known();
  const resumable = way.inline?.getChild('sm', SM_NS) !== undefined;
  // A session that can only be resumed by an element of its own must not be bound anew before that.
  const binding = resumption === undefined || resumable ? bind2(way.inline) : undefined;
  const asked = resumption !== undefined && resumable ? resumption : undefined;
  const along = [
    userAgent(await device.id()),
    ...(asked === undefined ? [] : [resume(asked)]),
    ...(binding === undefined ? [] : [binding]),
  ];
  const success = await authenticate(stream, way, along, options).catch((error: unknown) => {
    const reason = asked === undefined ? error : refusalOr(error);
    if (reason !== error) resuming.refused();
    throw reason;
  });
  return outcomeOf(stream, success, asked, options);
}

async function authenticate(
  stream: XmppStream,
  way: Way,
  along: readonly Element[],
  options: SignInAlongOptions,
): Promise<Element> {
  const { account, password, device, used } = options;
  const { circumstances, mechanism } = way;
  const { exporter } = circumstances;
  const tokenWays = tokenMechanisms(way.inline, exporter);
  const [wanted] = tokenWays;
  const token = await usableToken(tokenWays, options);
  if (token !== undefined) {
    const success = await authenticateByToken(stream, token, { wanted, exporter }, along, options);
    if (success !== undefined) return success;
  }
  const success = await authenticateAlong(stream, {
    mechanism: mechanism.name,
    exchange: mechanism.begin({ username: localOf(account), password }, circumstances),
    bindingSpoken: mechanism.speaksOfBinding?.(circumstances) === true,
    along: wanted === undefined ? along : [...along, requestToken(wanted)],
  });
  used(mechanism.name);
  if (mechanism.givesAway !== true) device.pin();
  if (wanted !== undefined) keepToken(readToken(success, wanted), device);
  return success;
}

async function usableToken(
  mechanisms: readonly TokenMechanism[],
  { device, clock }: SignInAlongOptions,
): Promise<FastToken | undefined> {
  if (mechanisms.length === 0) return undefined;
  const token = await device.token();
  return token !== undefined && token.expiry > clock.now() && mechanisms.includes(token.mechanism) ? token : undefined;
}

/** Undefined when the server does not take the token: it is gone then, and the password has its turn, once. */
async function authenticateByToken(
  stream: XmppStream,
  token: FastToken,
  { wanted, exporter }: { readonly wanted: TokenMechanism | undefined; readonly exporter: Uint8Array | undefined },
  along: readonly Element[],
  { account, device, used, log }: SignInAlongOptions,
): Promise<Element | undefined> {
  const { mechanism } = token;
  // A token can be used with nothing but its own mechanism: a stronger one takes a new token.
  const better = wanted === undefined || wanted === mechanism ? undefined : wanted;
  try {
    const success = await authenticateAlong(stream, {
      mechanism,
      exchange: hashedToken(mechanism, { username: localOf(account), token: token.token }, exporter),
      bindingSpoken: false,
      along: [...along, byToken(), ...(better === undefined ? [] : [requestToken(better)])],
    });
    used(mechanism);
    keepToken(readToken(success, better ?? mechanism), device);
    return success;
  } catch (error) {
    if (!(error instanceof AuthenticationFailed) || error.fault.kind === 'refused') throw error;
    log.info('token not taken', { account, reason: reasonOf(error) });
    await device.forget();
    return undefined;
  }
}

/** Not waited for: a keychain may ask the person, and the server accepts the token before, too. */
function keepToken(token: FastToken | undefined, device: Device): void {
  if (token !== undefined) void device.keep(token);
}

async function outcomeOf(
  stream: XmppStream,
  success: Element,
  resumption: Resumption | undefined,
  options: SignInAlongOptions,
): Promise<SignedIn> {
  const answer = success.getChild('resumed', SM_NS) ?? success.getChild('failed', SM_NS);
  const resumed = resumption === undefined ? undefined : readResumed(answer, resumption, options.resuming);
  const features = await featuresAfter(stream);
  if (resumption !== undefined && resumed !== undefined) {
    return { outcome: 'resumed', stream, features, from: resumption.h, h: resumed };
  }
  const bound = readBound(success);
  // Prosody 0.12 goes on listing the old resource binding: there is one resource, and it is bound.
  if (bound === undefined) return resumeOrBind(stream, features, options);
  // What is on already may not be offered again; whoever looks for it among the features is to find it.
  if (bound.enabled !== undefined && !offersStreamManagement(features)) features.append(xml('sm', SM_NS));
  return withManagement(stream, features, bound);
}

/**
 * XEP-0388 section 2.6.1: success is "immediately followed by a <features> element". What comes before it nevertheless
 * is the session's already, counted and all.
 */
async function featuresAfter(stream: XmppStream): Promise<Element> {
  const early: Element[] = [];
  for (;;) {
    const element = await stream.next();
    if (element.is('features', STREAM_NS)) {
      stream.putBack(early);
      return element;
    }
    early.push(element);
  }
}
