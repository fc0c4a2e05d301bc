/** The state machine behind session.ts: at any time it is attempting, or has a link, or waits, or has stopped. */
import type { SecureContext } from 'node:tls';
import type { ConnectingStep, ConnectionState } from '../../app/account/connection.ts';
import type { LinkFacts } from '../../app/contract/diagnostics.ts';
import type { KeptSession } from '../../app/contract/sync.ts';
import { type Fault, FaultError, faultOf, mayRetry } from '../../app/fault.ts';
import { toBare } from '../../app/jid.ts';
import { reasonOf } from '../log.ts';
import type { XmppStream } from '../xmpp/stream/stream.ts';
import { faultOfEnd, isSignOfDeafness, mayResumeAfter, type StreamEnd } from '../xmpp/stream/stream-end.ts';
import type { Resumption } from '../xmpp/stream-management.ts';
import { secureContextFor } from '../xmpp/transport/trust.ts';
import { directWay, wayThrough } from '../xmpp/transport/way.ts';
import { createBackoff } from './backoff.ts';
import { type BoundSession, createBoundSession } from './bound-session.ts';
import { createHooks } from './hooks.ts';
import { endlessIntake } from './intake.ts';
import { phase } from './phase.ts';
import { type HostAndPort, readHostAndPort } from './secure-connection.ts';
import type { AccountConnection, AccountOptions } from './session.ts';
import { ResumptionRefused, type SignedIn, signIn } from './sign-in.ts';

/** ms that a link in doubt has to show life. */
const PATIENCE = 5000;
/** ms that a link which took up a session has to: the server may be sending it much. */
const RESUMED_PATIENCE = 8000;
/** ms that a link which nobody doubts may be silent after it was asked for an answer. */
const USUAL_PATIENCE = 20_000;
/**
 * ms a contact: after the first presence a slow server looks up all of them before it says anything else (Prosody 0.12.3
 * took 20 to 40 s for ten thousand on a busy machine).
 */
const LOOK_UP = 10;
/** ms for the password: where the keychain is locked, a person is typing. */
const SETTINGS_LIMIT = 120_000;
/** ms: signals that come in a row (an interface going up and down) do not make a storm of attempts. */
const SIGNAL_GAP = 1000;
/**
 * ms after which a signal gives up an attempt that gets nowhere: its sockets may be of the network before. A server that was
 * reached may be looking for the session: ejabberd does for 15 s.
 */
const ATTEMPT_STALE = 5000;
const SIGN_IN_STALE = 16_000;
/** ms in which an attempt that was given up may still sign in at a slow server, and throw out the one after it. */
const LATE_SIGN_IN = 60_000;
/** Attempts that reached the server and broke while resuming, until the session is given up for a new one. */
const MOST_BROKEN_RESUMPTIONS = 3;

export function openAccount(options: AccountOptions): AccountConnection {
  const { account, features, clock, log, random, newId } = options;
  const hooks = createHooks(features, log);
  let state: ConnectionState = { phase: 'offline' };
  let session: BoundSession | undefined;
  let caughtUp = false;
  let everSignedIn = false;
  /** The session of an earlier run, until it was resumed, refused or given up. */
  let earlier: KeptSession | undefined;
  let earlierAsked: Promise<KeptSession | undefined> | undefined;
  let earlierOver = false;
  /** The link that carries the session. Never a second one, and none while an attempt runs. */
  let link: XmppStream | undefined;
  /** Of the newest attempt. */
  let linkFacts: LinkFacts | undefined;
  let attempt: AbortController | undefined;
  /** `elapsed` of the clock, as all of these times. */
  let attemptBegan = 0;
  /** Of the next attempt, while one is waited for. */
  let attemptDue = 0;
  /** Of its last step. */
  let stepBegan = 0;
  /** When the last attempt was given up that had asked the server for the session. */
  let gaveUpSignIn = Number.NEGATIVE_INFINITY;
  /** Steps of all attempts: whether one gets on. */
  let steps = 0;
  let cancelDoubt = () => {};
  /** The farewell of the last link. */
  let closing: Promise<void> = Promise.resolve();
  /** Since which there is a link. */
  let linkedSince = 0;
  const backoff = createBackoff(random);
  let brokenResumptions = 0;
  /** The link carries a session that began on an earlier one. */
  let resumed = false;
  let cancelRetry = () => {};
  /** The last link was a WebSocket, as TCP led nowhere. */
  let overTheWeb = false;
  /** Where the server sent us, for one attempt. */
  let redirect: HostAndPort | undefined;
  let context: SecureContext | undefined;

  const sessionParts = {
    features,
    intake: options.intake ?? endlessIntake,
    clock,
    newId,
    log,
    keepCount: options.kept.counted,
    patience: () => USUAL_PATIENCE + lookUps(),
  };

  /** Always last in what it is called from: the listener may call back. */
  function tell(next: ConnectionState): void {
    state = next;
    try {
      options.onState(next);
    } catch (error) {
      // Called from inside socket events, where nobody else would catch it.
      log.warn('state listener failed', { phase: next.phase, reason: reasonOf(error) });
    }
  }

  /** ms that the server may need besides; only while it is being caught up with. */
  const lookUps = () => (caughtUp ? 0 : LOOK_UP * (options.contacts?.() ?? 0));

  function abandonAttempt(): void {
    cancelRetry();
    cancelDoubt();
    if (attempt !== undefined) noteGivenUp();
    attempt?.abort(new FaultError({ kind: 'offline' }));
    attempt = undefined;
  }

  const isSigningIn = () => state.phase === 'connecting' && (state.step === 'signing-in' || state.step === 'binding');

  function noteGivenUp(): void {
    if (isSigningIn()) gaveUpSignIn = clock.elapsed();
  }

  function attemptNow(): void {
    abandonAttempt();
    attempt = new AbortController();
    attemptBegan = clock.elapsed();
    const { signal } = attempt;
    const step = (step: ConnectingStep) => {
      steps += 1;
      stepBegan = clock.elapsed();
      const told = state.phase === 'connecting' && state.step === step;
      if (!told && !signal.aborted) tell({ phase: 'connecting', step });
    };
    run(signal, step).then(
      (signedIn) => {
        if (signal.aborted) signedIn.stream.destroy('not wanted any more');
        else established(signedIn);
      },
      (error: unknown) => {
        if (!signal.aborted) attemptFailed(error);
      },
    );
  }

  async function run(signal: AbortSignal, step: (step: ConnectingStep) => void): Promise<SignedIn> {
    step('resolving');
    // Two authenticated streams at once would throw each other out.
    await closing;
    const { password, host, port, pinnedFingerprint, websocket, proxy } = await phase(
      clock,
      SETTINGS_LIMIT,
      signal,
      async () => options.settings(),
    );
    if (password === undefined) throw new FaultError({ kind: 'credentials', reason: 'missing' });
    context ??= secureContextFor(options.extraCas);
    const preferred = redirect ?? readHostAndPort(session?.resumption()?.location ?? '');
    redirect = undefined;
    return signIn({
      account,
      password,
      resource: options.resource,
      device: options.device,
      manual: { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) },
      preferred,
      pinned: pinnedFingerprint,
      way: proxy === undefined ? (options.direct ?? directWay) : wayThrough(proxy, options),
      websocket,
      impatient: overTheWeb,
      resuming: { known: resumption, refused },
      context,
      resolver: options.resolver,
      random,
      nonce: newId,
      clock,
      log,
      step,
      linkIs(facts) {
        if (!signal.aborted) linkFacts = facts;
      },
      signal,
    });
  }

  async function resumption(): Promise<Resumption | undefined> {
    if (session !== undefined || earlierOver) return session?.resumption();
    earlierAsked ??= options.kept.earlier();
    const found = await earlierAsked;
    if (found === undefined || toBare(found.jid) !== account || earlierOver) return undefined;
    earlier = found;
    return found;
  }

  function forgetEarlier(): void {
    earlier = undefined;
    earlierOver = true;
  }

  function refused(h?: number): void {
    if (earlier !== undefined) options.kept.ended();
    forgetEarlier();
    endSession(h);
  }

  function attemptFailed(error: unknown): void {
    attempt = undefined;
    noteGivenUp();
    const fault = faultOf(error);
    log.info('attempt failed', { account, fault: fault.kind, reason: reasonOf(error) });
    if (error instanceof ResumptionRefused) {
      // The next attempt has no id to resume with, so this can't go round.
      attemptNow();
      return;
    }
    // Past TLS only these two are left: something breaks or hangs where the old session is asked for.
    if (fault.kind === 'timeout' || fault.kind === 'offline') brokenResumptions += 1;
    if (brokenResumptions >= MOST_BROKEN_RESUMPTIONS) refused();
    if (options.firstAttempt === 'report' && !everSignedIn) stop(fault);
    else retryOrStop(fault);
  }

  function established(signedIn: SignedIn): void {
    attempt = undefined;
    const { stream } = signedIn;
    const over = session === undefined ? 'restored' : 'resumed';
    log.info('signed in', { account, session: signedIn.outcome === 'resumed' ? over : 'new' });
    brokenResumptions = 0;
    everSignedIn = true;
    overTheWeb = linkFacts?.websocket === true;
    resumed = signedIn.outcome === 'resumed';
    if (signedIn.outcome === 'resumed' && session !== undefined) {
      if (!session.resume(stream, signedIn.from, signedIn.h)) {
        stream.destroy('impossible count after resuming');
        endSession();
        retryOrStop({ kind: 'offline' });
        return;
      }
      session.probe(RESUMED_PATIENCE);
      hooks.resumed(session);
    } else {
      endSession();
      session = signedIn.outcome === 'resumed' ? restoredSession(signedIn) : newSession(signedIn);
      hooks.begin(session);
      session.begin(stream, signedIn.outcome === 'resumed' ? [] : signedIn.early);
      if (resumed) session.probe(RESUMED_PATIENCE);
      void catchUp(session);
    }
    forgetEarlier();
    link = stream;
    linkedSince = clock.elapsed();
    stream.onEnd((end) => lost(stream, end));
    if (link === stream) tellOnline();
  }

  function newSession({ jid, features, enabled }: Extract<SignedIn, { outcome: 'bound' }>): BoundSession {
    if (enabled?.id !== undefined) options.kept.began({ ...enabled, id: enabled.id, jid, h: 0 });
    return createBoundSession({ ...sessionParts, jid, serverFeatures: features, enabled });
  }

  function restoredSession({ features, h }: Extract<SignedIn, { outcome: 'resumed' }>): BoundSession {
    if (earlier === undefined) throw new FaultError({ kind: 'internal' });
    const { jid, h: stored, ...enabled } = earlier;
    return createBoundSession({
      ...sessionParts,
      jid,
      serverFeatures: features,
      enabled,
      restored: { h: stored, confirmed: h },
    });
  }

  async function catchUp(begun: BoundSession): Promise<void> {
    caughtUp = false;
    // Not in this turn: the link is to be known, and `catching-up` told, before a feature acts.
    await Promise.resolve();
    await hooks.online(begun, () => session === begun);
    if (session !== begun) return;
    caughtUp = true;
    // What was asked while the server had as long as it wants is not waited for that long any more.
    begun.hasten(USUAL_PATIENCE);
    if (link !== undefined) tellOnline();
  }

  function tellOnline(): void {
    tell(caughtUp ? { phase: 'online' } : { phase: 'catching-up' });
  }

  function lost(stream: XmppStream, end: StreamEnd): void {
    if (link !== stream) return;
    link = undefined;
    if (caughtUp) backoff.worked(clock.elapsed() - linkedSince);
    if (end.how === 'error') redirect = readHostAndPort(end.otherHost ?? '');
    const isDeaf = resumed && isSignOfDeafness(end, session?.heard() === true);
    const isOwn = faultOfEnd(end).kind === 'replaced' && clock.elapsed() - gaveUpSignIn < LATE_SIGN_IN;
    leaveLink(isOwn || (!isDeaf && mayResumeAfter(end)));
    retryOrStop(isDeaf || isOwn ? { kind: 'offline' } : faultOfEnd(end));
  }

  function leaveLink(mayResume: boolean): void {
    if (mayResume && session?.resumption() !== undefined) {
      session.detach();
      hooks.offline(false);
    } else endSession();
  }

  function endSession(lostAt?: number): void {
    const last = session;
    if (last === undefined) return;
    session = undefined;
    if (last.resumption() !== undefined) options.kept.ended();
    last.end(lostAt);
    hooks.offline(true);
  }

  function retryOrStop(fault: Fault): void {
    if (!mayRetry(fault)) {
      stop(fault);
      return;
    }
    waitUntil(clock.elapsed() + backoff.next(), fault);
  }

  function waitUntil(due: number, fault: Fault): void {
    cancelRetry();
    attemptDue = due;
    const left = Math.max(0, due - clock.elapsed());
    cancelRetry = clock.after(left, attemptNow);
    tell({ phase: 'waiting', nextAttempt: clock.now() + left, fault });
  }

  function stop(fault: Fault): void {
    endSession();
    tell({ phase: 'stopped', fault });
  }

  function doubt(doubted: AbortController): void {
    const before = steps;
    cancelDoubt();
    const due = stepBegan + (isSigningIn() ? SIGN_IN_STALE : ATTEMPT_STALE);
    cancelDoubt = clock.after(Math.max(0, due - clock.elapsed()), () => {
      if (attempt === doubted && steps === before) attemptNow();
    });
  }

  function signal(patience: number): void {
    if (link !== undefined) session?.probe(patience);
    else if (attempt !== undefined) doubt(attempt);
    else if (state.phase === 'waiting') waitUntil(Math.min(attemptDue, attemptBegan + SIGNAL_GAP), state.fault);
  }

  return {
    connect() {
      if (state.phase !== 'offline' && state.phase !== 'stopped') return;
      backoff.reset();
      attemptNow();
    },
    async disconnect() {
      abandonAttempt();
      const last = link;
      const leaving = session;
      link = undefined;
      if (last !== undefined && leaving !== undefined) {
        hooks.leaving(leaving);
        // What is safe on either side is said before the end, after which nobody can ask any more.
        leaving.acknowledgeNow();
        leaving.probe(PATIENCE);
        closing = last.close().then(() => {
          if (session === leaving) endSession();
        });
      } else endSession();
      tell({ phase: 'offline' });
      await closing;
    },
    retryNow() {
      if (state.phase === 'waiting' || state.phase === 'stopped') attemptNow();
    },
    attended: () => signal(PATIENCE + lookUps()),
    networkChanged() {
      overTheWeb = false;
      signal(PATIENCE);
    },
    wayChanged() {
      overTheWeb = false;
      const last = link;
      link = undefined;
      if (last !== undefined) {
        session?.acknowledgeNow();
        last.destroy('another way');
        leaveLink(true);
      }
      const wasInTheWay = state.phase === 'stopped' && state.fault.kind === 'proxy';
      if (last !== undefined || state.phase === 'connecting' || state.phase === 'waiting' || wasInTheWay) attemptNow();
    },
    resumedFromSleep: () => signal(PATIENCE),
    suspend: () => session?.acknowledgeNow(),
    current: () => session,
    state: () => state,
    facts: () => ({
      ...(link === undefined || linkFacts === undefined ? {} : { link: linkFacts }),
      ...(session === undefined ? {} : { stream: session.facts() }),
    }),
  };
}
