/**
 * Everything that can go wrong, as one closed union, from the stanza to the words that a person reads
 * (app/i18n has a sentence for each). Nothing else crosses the contract as an error.
 */
import type { JidProblem } from './jid.ts';
import type { ProxyProblem } from './network/proxy.ts';

/** The defined conditions of a stanza error (RFC 6120 section 8.3.3). */
export const STANZA_CONDITIONS = [
  'bad-request',
  'conflict',
  'feature-not-implemented',
  'forbidden',
  'gone',
  'internal-server-error',
  'item-not-found',
  'jid-malformed',
  'not-acceptable',
  'not-allowed',
  'not-authorized',
  'policy-violation',
  'recipient-unavailable',
  'redirect',
  'registration-required',
  'remote-server-not-found',
  'remote-server-timeout',
  'resource-constraint',
  'service-unavailable',
  'subscription-required',
  'undefined-condition',
  'unexpected-request',
] as const;
export type StanzaCondition = (typeof STANZA_CONDITIONS)[number];

/** What a person needs to know to decide about a certificate that was not trusted. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms. */
  readonly validTo: number;
  /** SHA-256, upper-case hex in pairs with colons. */
  readonly fingerprint: string;
  /** The names that it is valid for. */
  readonly names: readonly string[];
}

/** Why a certificate was refused; `changed`: another one than the person trusted for this account. */
export type CertificateProblem =
  | 'self-signed'
  | 'unknown-issuer'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  | 'changed'
  | 'other';

export type InvalidField =
  | { readonly field: 'address'; readonly problem: JidProblem }
  | {
      readonly field: 'password' | 'host' | 'port' | 'user' | 'websocket' | 'name' | 'group' | 'body' | 'arguments';
      readonly problem: 'empty' | 'too-long' | 'malformed';
    };

export type Fault =
  /** There is no connection; it goes when there is one again, or not at all. */
  | { readonly kind: 'offline' }
  /** No answer within the time allowed. */
  | { readonly kind: 'timeout' }
  /** The server or the other side said no. */
  | { readonly kind: 'refused'; readonly condition: StanzaCondition; readonly text?: string }
  | ({ readonly kind: 'invalid' } & InvalidField)
  /** The server, the other side or this system can't do it. */
  | { readonly kind: 'unsupported'; readonly what: string }
  /** No server answers for the domain: DNS has no such name. */
  | { readonly kind: 'no-server'; readonly domain: string }
  /** There is a name, but nothing accepts the connection. */
  | {
      readonly kind: 'unreachable';
      readonly host: string;
      readonly port: number;
      readonly reason: 'refused' | 'timeout' | 'network';
    }
  /** The proxy that the person set is in the way to the server. */
  | {
      readonly kind: 'proxy';
      readonly problem: ProxyProblem;
      readonly host: string;
      readonly port: number;
      readonly server: string;
    }
  /** Wrong password or unknown user; `disabled`: the account was shut. */
  | { readonly kind: 'credentials'; readonly reason: 'wrong' | 'disabled' | 'missing'; readonly text?: string }
  | {
      readonly kind: 'certificate';
      readonly problem: CertificateProblem;
      readonly host: string;
      readonly certificate: CertificateFacts;
    }
  /** The server offers no TLS: nothing is sent in the clear. */
  | { readonly kind: 'no-tls' }
  /** The server offers no sign-in mechanism that Kith accepts, or its proof was wrong. */
  | { readonly kind: 'no-mechanism'; readonly offered: readonly string[] }
  | { readonly kind: 'server-not-proven' }
  /** What the server offered was changed on its way, or it sees another TLS connection than we do: somebody is between. */
  | { readonly kind: 'downgraded' }
  /** Another sign-in took this one's place. */
  | { readonly kind: 'replaced' }
  /** The server ended the stream for a reason that trying again does not mend. */
  | { readonly kind: 'stream'; readonly condition: string; readonly text?: string }
  /** The browser's storage refused: full, blocked or damaged. */
  | { readonly kind: 'storage'; readonly problem: 'full' | 'blocked' | 'damaged' | 'newer' }
  /** A defect of Kith itself; the log has the details. */
  | { readonly kind: 'internal' };

/** An answer that is either the value or the fault; the only shape in which errors cross the contract. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export const done: Outcome<null> = { ok: true, value: null };

export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(fault: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault };
}

/** A fault on its way up inside one process, where throwing reads better than returning. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.kind === 'refused' ? `refused: ${fault.condition}` : fault.kind, options);
    this.name = 'FaultError';
    this.fault = fault;
  }
}

/** The fault behind anything that was thrown; what is not a fault is a defect of ours. */
export function faultOf(error: unknown): Fault {
  return error instanceof FaultError ? error.fault : { kind: 'internal' };
}

/** Whether trying again by itself could help; where not, the session stops and tells. */
export function mayRetry(fault: Fault): boolean {
  switch (fault.kind) {
    case 'offline':
    case 'timeout':
    case 'no-server':
    case 'unreachable':
    case 'internal':
    case 'refused':
      return true;
    case 'proxy':
      // Another try with the same password may be the one that locks it.
      return fault.problem !== 'credentials';
    default:
      return false;
  }
}
