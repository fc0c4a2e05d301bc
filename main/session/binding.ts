/** Behind a sign-in of RFC 6120: resumption, binding and stream management, each asked for by itself. */
import type { Element } from '@xmpp/xml';
import { bind } from '../xmpp/bind.ts';
import type { Bound } from '../xmpp/bind2.ts';
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
import { type Resuming, ResumptionRefused, type SignedIn } from './signed-in.ts';

export interface BindingOptions {
  readonly resource: string;
  readonly resuming: Resuming;
}

/** Throws FaultError, StreamEnded (also a FaultError), ResumptionRefused. */
export async function resumeOrBind(stream: XmppStream, features: Element, options: BindingOptions): Promise<SignedIn> {
  const { resource, resuming } = options;
  const managed = offersStreamManagement(features);
  const resumption = managed ? await resuming.known() : undefined;
  if (resumption !== undefined) {
    const h = await askToResume(stream, resumption, resuming);
    if (h !== undefined) return { outcome: 'resumed', stream, features, from: resumption.h, h };
  }
  const jid = await bind(stream, features, resource).catch((error: unknown) => {
    // Prosody 0.12.3 says that it failed, and then ends the stream, when its queue has overflowed.
    throw resumption === undefined ? error : refusalOr(error);
  });
  return withManagement(stream, features, { jid, enabled: undefined });
}

/** Stream management, where it is offered and was not enabled with the binding already. */
export async function withManagement(stream: XmppStream, features: Element, bound: Bound): Promise<SignedIn> {
  const early: Element[] = [];
  const wanted = bound.enabled === undefined && offersStreamManagement(features);
  const enabled = wanted ? await askToEnable(stream, early) : bound.enabled;
  return { outcome: 'bound', stream, jid: bound.jid, features, enabled, early };
}

/** As readResumed, of the answer to a wish by itself. */
async function askToResume(
  stream: XmppStream,
  resumption: Resumption,
  resuming: Resuming,
): Promise<number | undefined> {
  stream.send(resume(resumption));
  const answer = await answerToResume(stream).catch((error: unknown) => {
    const reason = refusalOr(error);
    if (reason !== error) resuming.refused();
    throw reason;
  });
  return readResumed(answer, resumption, resuming);
}

/**
 * The server's count of our stanzas, in its `<resumed/>`; undefined for any other answer: it won't resume, and a new
 * session can be bound. Throws ResumptionRefused.
 */
export function readResumed(
  answer: Element | undefined,
  { id }: Resumption,
  { refused }: Resuming,
): number | undefined {
  const h = readCount(answer?.attrs.h);
  if (answer?.is('resumed', SM_NS) !== true) {
    refused(h);
    return undefined;
  }
  if (h !== undefined && answer.attrs.previd === id) return h;
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
export function refusalOr(error: unknown): unknown {
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
