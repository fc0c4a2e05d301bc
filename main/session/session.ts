/**
 * The life of one account's connection: from its settings to a signed-in, bound session that survives faults.
 * One attempt at a time, a deadline for each phase, back-off with jitter between attempts, resumption (XEP-0198) where
 * the server can; it stops and tells where trying again would not help.
 */
import type { ConnectionState } from '../../app/account/connection.ts';
import type { LinkFacts, StreamFacts } from '../../app/contract/diagnostics.ts';
import type { KeptSession } from '../../app/contract/sync.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import type { ProxyServer } from '../xmpp/transport/proxy.ts';
import type { Resolver } from '../xmpp/transport/resolver.ts';
import type { Way } from '../xmpp/transport/way.ts';
import type { Device } from './device.ts';
import type { Intake } from './intake.ts';

/** What the person gave; asked for anew at every attempt. */
export interface AccountSettings {
  /** Missing (no keychain, kept for one run only): the account stops with the fault credentials `missing`. */
  readonly password: string | undefined;
  /** Given by hand: no SRV look-up. Without a port both usual ones are tried. */
  readonly host?: string;
  readonly port?: number;
  /** SHA-256 of the one certificate that the person trusts for this account, as in CertificateFacts. */
  readonly pinnedFingerprint?: string;
  /** Given by hand: the only place to go to (RFC 7395). Host and port are not looked at. */
  readonly websocket?: URL;
  /** What everything goes through. */
  readonly proxy?: ProxyServer;
}

/** Where a session is kept over the end of the process. */
export interface KeptSessions {
  /** That of an earlier run, if it was not ended in order. Asked once; resolves in any case. */
  earlier(): Promise<KeptSession | undefined>;
  began(session: KeptSession): void;
  /** `stored` is called once the count is on disk. */
  counted(h: number, stored: () => void): void;
  ended(): void;
}

export interface AccountOptions {
  readonly account: BareJid;
  /** The resource to bind, the same at every start of this installation: the server then hands over what it held. */
  readonly resource: string;
  readonly settings: () => AccountSettings | Promise<AccountSettings>;
  /** What the server knows this installation by. */
  readonly device: Device;
  /** PEM certificates trusted besides the usual roots (`--ca FILE`). */
  readonly extraCas: readonly string[];
  /** In order: their `online` hooks are awaited and their `receive` is asked in this order. */
  readonly features: readonly Feature[];
  /**
   * `report`: until the account has been signed in once, any fault stops (a sign-in dialog tells it at once).
   * `retry` (default): a fault that may pass is tried again.
   */
  readonly firstAttempt?: 'report' | 'retry';
  readonly kept: KeptSessions;
  /** How many there are in the roster: the server may need its time for them. Missing: few. */
  readonly contacts?: () => number;
  /** Where what is read goes; while it is full, nothing is read. Missing: it takes everything. */
  readonly intake?: Intake;
  /** Told every change, the current one not. Must not throw. */
  readonly onState: (state: ConnectionState) => void;
  readonly clock: Clock;
  /** 0 <= n < 1, as Math.random: jitter and SRV weights, nothing secret. */
  readonly random: () => number;
  /** Unguessable and without commas, as crypto.randomUUID: IQ ids and SCRAM nonces. */
  readonly newId: () => string;
  readonly log: Log;
  readonly resolver: Resolver;
  /** How a server is reached without a proxy; `directWay` by default. */
  readonly direct?: Way;
}

export interface AccountConnection {
  /** Begins to try, and goes on until `disconnect` or a fault that stops. Also leaves `stopped`. No effect otherwise. */
  connect(): void;
  /** Says goodbye (features' `leaving`, then the end of the stream; 2 s at most) and stays `offline`. Never rejects. */
  disconnect(): Promise<void>;
  /** The person pressed "try now": no waiting for the back-off. Leaves `stopped`, too; no effect while offline. */
  retryNow(): void;
  /** Another network: a dead link is found within 10 s, a waiting one tried at once. */
  networkChanged(): void;
  /** Another proxy, or none any more: what there is goes over to the new way, and its session goes on there. */
  wayChanged(): void;
  /** Somebody looks: as `networkChanged`, but a server with many contacts to look up may take its time. */
  attended(): void;
  /** The machine is about to sleep: the server is told what is safe here, so that it does not keep and repeat it. */
  suspend(): void;
  /** The machine woke: as `networkChanged`. */
  resumedFromSleep(): void;
  /** The session that features have now, also while its link is down but may be resumed. */
  current(): Session | undefined;
  state(): ConnectionState;
  /** The link and what was counted on it, while there is one. */
  facts(): { readonly link?: LinkFacts; readonly stream?: StreamFacts };
}

export { openAccount } from './account-connection.ts';
