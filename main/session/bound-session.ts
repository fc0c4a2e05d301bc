/**
 * The session that features see. It lives over several links when the server can resume (XEP-0198); what is sent while
 * there is none waits in the queue.
 */
import { type Element, xml } from '@xmpp/xml';
import type { StreamFacts } from '../../app/contract/diagnostics.ts';
import { FaultError } from '../../app/fault.ts';
import { type FullJid, toBare } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import { type Log, reasonOf } from '../log.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import type { XmppStream } from '../xmpp/stream/stream.ts';
import {
  acknowledgement,
  type Enabled,
  type Resumption,
  readCount,
  requestAcknowledgement,
  SM_NS,
} from '../xmpp/stream-management.ts';
import { createInbound, type Slot } from '../xmpp/stream-management-inbound.ts';
import { createOutbound } from '../xmpp/stream-management-outbound.ts';
import { createDispatch } from './dispatch.ts';
import type { Intake } from './intake.ts';
import { createRequests } from './requests.ts';
import { createWatch, type Watch } from './watch.ts';

export interface BoundSessionOptions {
  readonly jid: FullJid;
  readonly serverFeatures: Element;
  /** Undefined: the server has no stream management. */
  readonly enabled: Enabled | undefined;
  /** It was begun by an earlier run: what is stored of the server's stanzas, and what the server has of ours. */
  readonly restored?: { readonly h: number; readonly confirmed: number } | undefined;
  /** Stores a count that no message carries; only then is the server told. */
  readonly keepCount: (h: number, stored: () => void) => void;
  /** ms of silence after which the link is taken for dead, by now. */
  readonly patience: () => number;
  /** While it is full, nothing is read. */
  readonly intake: Intake;
  readonly features: readonly Feature[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}

export interface BoundSession extends Session {
  /** The first link of a new session. `early`: stanzas that came while it was negotiated, before counting began. */
  begin(stream: XmppStream, early: readonly Element[]): void;
  /**
   * Another link, on which the server goes on behind the `from` that it was asked for; it has `h` of ours, the rest goes
   * again. False when its count is impossible.
   */
  resume(stream: XmppStream, from: number, h: number): boolean;
  /** The link broke; sending goes on into the queue. */
  detach(): void;
  /** No link will ever carry it again. `h`: what the server says that it still got. */
  end(h?: number): void;
  /** Nothing when the server can't resume it, or it ended. */
  resumption(): Resumption | undefined;
  /** Asks for a sign of life; without one within `ms` the link is destroyed. */
  probe(ms: number): void;
  /** What was asked is answered within `ms` from now, or the link is destroyed. */
  hasten(ms: number): void;
  /** Whether the server has shown on this link that it reads what is sent. */
  heard(): boolean;
  /** Tells the server now what is safe. */
  acknowledgeNow(): void;
  /** For whoever looks below the surface. */
  facts(): StreamFacts;
}

const REQUEST_TIMEOUT = 30_000;
/** ms; releases in a row are told at once. */
const GATHER = 250;
const STANZAS = ['message', 'presence', 'iq'];
const PING_NS = 'urn:xmpp:ping';
/** Stanzas that were sent before counting began, or of a server that does not count. */
const UNCOUNTED: Slot = { hold: () => ({ handOver: () => undefined, release: () => {} }), handled: () => {} };

export function createBoundSession(options: BoundSessionOptions): BoundSession {
  const { jid, serverFeatures, enabled, restored, features, clock, newId, log } = options;
  const requests = createRequests(jid, clock);
  const outbound = createOutbound(restored?.confirmed);
  const inbound = createInbound(tellProgress, restored?.h);
  const dispatch = createDispatch({ features, log, send, answered: requests.answer });
  let link: { readonly stream: XmppStream; readonly watch: Watch; readonly undo: () => void } | undefined;
  let ended = false;
  let heard = false;
  /** The server asked while some were not safe yet: it is told without being asked again. */
  let owed = false;
  /** The count that it was told last. */
  let told = inbound.h();
  let cancelTelling: (() => void) | undefined;

  function send(stanza: Element, acknowledged?: () => void): void {
    if (ended) throw new FaultError({ kind: 'offline' });
    // Only stanzas are counted, and only they are worth sending again on another link.
    if (STANZAS.includes(stanza.getName())) {
      outbound.push(stanza, acknowledged === undefined ? undefined : guarded(acknowledged));
      link?.watch.sent();
    }
    link?.stream.send(stanza);
  }

  function guarded(acknowledged: () => void): () => void {
    return () => {
      try {
        acknowledged();
      } catch (error) {
        log.warn('acknowledgement callback failed', { reason: reasonOf(error) });
      }
    };
  }

  function tellProgress(): void {
    if (!owed || cancelTelling !== undefined) return;
    cancelTelling = clock.after(GATHER, () => {
      cancelTelling = undefined;
      if (inbound.h() !== told) acknowledgeNow();
      else keepCount();
    });
  }

  function acknowledgeNow(): void {
    if (enabled === undefined) return;
    told = inbound.h();
    link?.stream.send(acknowledgement(told));
    owed = inbound.pending();
    if (owed) keepCount();
  }

  /** A count that the server was told is never more than the one that a later start would resume with. */
  function keepCount(): void {
    const count = inbound.countable();
    if (count !== undefined) options.keepCount(count.h, count.stored);
  }

  function confirm(h: number | undefined): boolean {
    if (h !== undefined && outbound.acknowledge(h)) return true;
    log.warn('impossible count of acknowledged stanzas', { h, sent: outbound.sent() });
    return false;
  }

  function takeManagement(element: Element, stream: XmppStream, watch: Watch): void {
    if (element.is('r')) acknowledgeNow();
    else if (element.is('a')) {
      const before = outbound.unacknowledged().length;
      if (confirm(readCount(element.attrs.h))) {
        // A count that has not grown may be told unasked (Prosody does, with what it sends again).
        heard ||= before === 0 || outbound.unacknowledged().length < before;
        watch.answered();
      } else stream.destroy('impossible acknowledgement');
    }
  }

  /** Without stream management the answer to a ping (an error is one, too) proves that what went before it arrived. */
  function ping(stream: XmppStream, watch: () => Watch): void {
    const before = outbound.sent();
    const request = xml('iq', { type: 'get', id: newId() }, xml('ping', { xmlns: PING_NS }));
    const proven = () => {
      if (link?.stream !== stream) return;
      outbound.acknowledge(before);
      watch().answered();
    };
    requests.wait(request, REQUEST_TIMEOUT).then(proven, (error: unknown) => {
      if (error instanceof FaultError && error.fault.kind === 'refused') proven();
    });
    stream.send(request);
  }

  function attach(stream: XmppStream): void {
    const ask = () => (enabled === undefined ? ping(stream, () => watch) : stream.send(requestAcknowledgement()));
    const watch = createWatch({
      clock,
      patience: options.patience,
      ask,
      dead: () => stream.destroy('no sign of life'),
    });
    const regulate = (full: boolean) => {
      for (const each of [stream, watch, requests]) full ? each.pause() : each.proceed();
      log.info(full ? 'reading paused' : 'reading again');
    };
    link = { stream, watch, undo: options.intake.onChange(regulate) };
    heard = false;
    requests.proceed();
    stream.onLife(watch.life);
    stream.deliver((element) => {
      const ns = element.getNS();
      if (ns === SM_NS) takeManagement(element, stream, watch);
      else if (ns === 'jabber:client' && STANZAS.includes(element.getName())) {
        dispatch(element, enabled === undefined ? UNCOUNTED : inbound.arrive());
      } else log.info('unknown element skipped', { name: element.getName(), ns });
    });
    if (options.intake.full()) regulate(true);
  }

  function detach(): void {
    link?.watch.stop();
    link?.undo();
    link = undefined;
    cancelTelling?.();
    cancelTelling = undefined;
    inbound.forgetPending();
    requests.pause();
    owed = false;
  }

  return {
    account: toBare(jid),
    jid,
    serverFeatures,
    restored: restored !== undefined,
    send,
    request(iq, { timeout = REQUEST_TIMEOUT } = {}) {
      if (ended) return Promise.reject(new FaultError({ kind: 'offline' }));
      iq.attrs.id = newId();
      const answer = requests.wait(iq, timeout);
      send(iq);
      return answer;
    },
    begin(stream, early) {
      for (const element of early) dispatch(element, UNCOUNTED);
      attach(stream);
    },
    resume(stream, from, h) {
      if (!confirm(h)) return false;
      inbound.resumeFrom(from);
      for (const stanza of outbound.unacknowledged()) stream.send(stanza);
      attach(stream);
      if (outbound.unacknowledged().length > 0) link?.watch.sent();
      return true;
    },
    detach,
    end(h) {
      if (ended) return;
      if (h !== undefined) confirm(h);
      ended = true;
      detach();
      requests.end();
    },
    resumption() {
      if (ended || enabled?.id === undefined) return undefined;
      return { ...enabled, id: enabled.id, h: inbound.h() };
    },
    probe: (ms) => link?.watch.probe(ms),
    hasten: (ms) => link?.watch.hasten(ms),
    heard: () => heard,
    acknowledgeNow,
    facts() {
      const waiting = outbound.unacknowledged().length;
      return {
        managed: enabled !== undefined,
        ...(enabled?.id === undefined || enabled.max === undefined ? {} : { resumable: enabled.max }),
        restored: restored !== undefined,
        received: inbound.arrived(),
        safe: inbound.h(),
        sent: outbound.sent(),
        confirmed: (outbound.sent() - waiting) >>> 0,
      };
    },
  };
}
