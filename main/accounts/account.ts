/** One account while Kith runs: its connection, its features, and what the person is told about it. */
import { randomUUID } from 'node:crypto';
import type { ConnectionState } from '../../app/account/connection.ts';
import type { Ability, AccountInfo } from '../../app/contract/account.ts';
import type { DurableEvent, LiveEvent } from '../../app/contract/contract.ts';
import type { AttemptFacts } from '../../app/contract/diagnostics.ts';
import type { AccountCache } from '../../app/contract/sync.ts';
import { FaultError } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import type { OwnPresence } from '../../app/roster/presence.ts';
import type { Settings } from '../../app/settings/settings.ts';
import type { Clock } from '../clock.ts';
import { createAttempts } from '../diagnostics/attempts.ts';
import type { LastSeen } from '../last-seen.ts';
import type { Log } from '../log.ts';
import type { Intake } from '../session/intake.ts';
import { type AccountConnection, openAccount } from '../session/session.ts';
import { MAM } from '../xmpp/archive.ts';
import { BLOCKING } from '../xmpp/blocking.ts';
import { CARBONS } from '../xmpp/carbons.ts';
import type { Session } from '../xmpp/feature.ts';
import { createFeatures, type Features } from '../xmpp/features.ts';
import { VERSIONING } from '../xmpp/roster.ts';
import { SM_NS } from '../xmpp/stream-management.ts';
import { PREAPPROVAL } from '../xmpp/subscription.ts';
import type { ProxyServer } from '../xmpp/transport/proxy.ts';
import type { Resolver } from '../xmpp/transport/resolver.ts';
import type { KeptDevice } from './devices.ts';
import { type AccountRecord, type GivenServer, serverOf } from './record.ts';
import { createStoredCache } from './stored-cache.ts';

export interface AccountParts {
  readonly version: string;
  readonly extraCas: readonly string[];
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly settings: () => Settings;
  /** Whether somebody may be looking at Kith. */
  readonly attended: () => boolean;
  readonly lastSeen: Pick<LastSeen, 'at' | 'awaySince'>;
  readonly live: (event: LiveEvent) => void;
  readonly durable: (event: DurableEvent, stored?: () => void) => void;
  /** Of the durable events: whether the page keeps up with them. */
  readonly intake: Intake;
  /** The record as it is now: it changes with what the person decides. */
  readonly record: () => AccountRecord;
  readonly password: () => Promise<string | undefined>;
  /** What everything goes through, with its password. */
  readonly proxy: () => Promise<ProxyServer | undefined>;
  readonly device: KeptDevice;
  /** It is being signed in for the first time. */
  readonly joining: () => boolean;
  /** `report`: a sign-in that the person waits for; its first fault stops. */
  readonly firstAttempt: 'report' | 'retry';
}

export interface Account {
  readonly account: BareJid;
  readonly connection: AccountConnection;
  readonly features: Features;
  readonly device: KeptDevice;
  info(): AccountInfo;
  /** Where its server is, as far as the person said so. */
  server(): GivenServer;
  /** The session; throws FaultError offline without one. */
  session(): Session;
  /** Its last tries to be connected, newest first. */
  attempts(): readonly AttemptFacts[];
  /** Told of each change of the connection's state. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Sends the own presence anew; connects or disconnects when it went from or to `offline`. */
  presenceChanged(before: OwnPresence): Promise<void>;
  cacheAnswered(cache: AccountCache): void;
  pageReady(): void;
  /** See StoredCache. */
  forgetStored(): void;
  tell(): void;
}

export function createAccount(account: BareJid, parts: AccountParts): Account {
  const { clock, log, live } = parts;
  const attempts = createAttempts(clock);
  const listeners = new Set<(state: ConnectionState) => void>();
  const cache = createStoredCache(account, () => live({ type: 'sync/cache-wanted', account }), clock);
  const features = createFeatures(
    {
      account,
      clock,
      log,
      newId: randomUUID,
      settings: parts.settings,
      stored: cache.stored,
      live,
      durable: parts.durable,
    },
    {
      version: parts.version,
      attended: parts.attended,
      lastSeen: parts.lastSeen,
      ownPresence: () => parts.record().presence,
      stored: cache.feature,
      storedKnown: cache.known,
    },
  );
  const connection = openAccount({
    account,
    resource: parts.record().resource,
    device: parts.device,
    settings: async () => {
      const [password, proxy] = await Promise.all([parts.password(), parts.proxy()]);
      return { password, ...serverOf(parts.record()), ...(proxy === undefined ? {} : { proxy }) };
    },
    extraCas: parts.extraCas,
    features: features.list,
    contacts: features.roster.count,
    firstAttempt: parts.firstAttempt,
    kept: {
      earlier: async () => (await cache.first())?.session,
      began: (session) => parts.durable({ type: 'session/began', account, session }),
      counted: (h, stored) => parts.durable({ type: 'session/counted', account, h }, stored),
      ended: () => parts.durable({ type: 'session/ended', account }),
    },
    onState(state) {
      attempts.state(state);
      log.info('connection', {
        account,
        phase: state.phase,
        ...(state.phase === 'connecting' ? { step: state.step } : {}),
        ...('fault' in state ? { fault: state.fault.kind } : {}),
      });
      tell();
      for (const listener of [...listeners]) listener(state);
    },
    clock,
    newId: randomUUID,
    random: parts.random,
    log,
    intake: parts.intake,
    resolver: parts.resolver,
  });

  function abilities(): Ability[] {
    const session = connection.current();
    if (session === undefined) return [];
    const offered = (name: string, ns: string) => session.serverFeatures.getChild(name, ns) !== undefined;
    const has: Record<Ability, boolean> = {
      archive: features.disco.has(MAM),
      carbons: features.disco.has(CARBONS),
      blocking: features.disco.has(BLOCKING),
      preapproval: offered('sub', PREAPPROVAL),
      'roster-versioning': offered('ver', VERSIONING),
      'stream-management': offered('sm', SM_NS),
    };
    return (Object.keys(has) as Ability[]).filter((ability) => has[ability]);
  }

  function info(): AccountInfo {
    const { presence, secret, host, port, websocket, signedOut } = parts.record();
    const jid = connection.current()?.jid;
    return {
      account,
      ...(jid === undefined ? {} : { jid }),
      connection: connection.state(),
      presence,
      secret,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(websocket === undefined ? {} : { websocket }),
      signedOut,
      ...(parts.joining() ? { joining: true } : {}),
      abilities: abilities(),
    };
  }

  function tell(): void {
    live({ type: 'account/changed', info: info() });
  }

  return {
    account,
    connection,
    features,
    device: parts.device,
    info,
    server: () => serverOf(parts.record()),
    tell,
    attempts: attempts.list,
    session() {
      const session = connection.current();
      if (session === undefined) throw new FaultError({ kind: 'offline' });
      return session;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async presenceChanged(before) {
      const { show } = parts.record().presence;
      tell();
      if (show === 'offline') {
        // The words of parting go with the unavailable presence.
        features.presence.announce();
        await connection.disconnect();
      } else if (before.show === 'offline') connection.connect();
      else features.presence.announce();
    },
    cacheAnswered: cache.answer,
    pageReady: cache.pageReady,
    forgetStored() {
      cache.forget();
      features.catchUp.forget();
    },
  };
}
