/** What goes on below the surface, asked for while somebody looks at it. Nothing here names anybody but the own accounts. */
import * as v from 'valibot';
import type { ConnectingStep, ConnectionState } from '../account/connection.ts';
import type { BareJid } from '../jid.ts';
import type { ProxyKind } from '../network/proxy.ts';
import { command, ofAccount } from './define.ts';

/** One try to be connected, and what came of it. */
export interface AttemptFacts {
  /** Epoch ms. */
  readonly at: number;
  /** How far it came. */
  readonly reached: ConnectingStep | 'catching-up' | 'online';
  /** ms until it was online or failed; absent while it goes on. */
  readonly took?: number;
  /** ms that the link then carried, when it broke. */
  readonly lasted?: number;
  /** The fault's kind and its reason, in our own words for them; never what a server or a certificate says. */
  readonly fault?: string;
}

export interface LinkFacts {
  readonly host: string;
  readonly port: number;
  readonly tls: 'direct' | 'starttls';
  /** RFC 7395, inside the TLS. */
  readonly websocket?: true;
  /** What it goes through. */
  readonly proxy?: ProxyKind;
  /** As OpenSSL names them: `TLSv1.3`, `TLS_AES_256_GCM_SHA384`. */
  readonly protocol: string;
  readonly cipher: string;
  /** The SASL mechanism; one that ends in -PLUS, or a token's in -EXPR, is bound to the TLS connection. */
  readonly mechanism?: string;
  readonly profile?: 'SASL' | 'SASL2';
}

/** Stream management (XEP-0198), in stanzas modulo 2^32. */
export interface StreamFacts {
  readonly managed: boolean;
  /** s that the server keeps a broken session; absent: it does not say, or can't resume. */
  readonly resumable?: number;
  /** It was begun by an earlier run of Kith. */
  readonly restored: boolean;
  readonly received: number;
  /** Of these: stored, or with nothing to store; what the server is told. */
  readonly safe: number;
  readonly sent: number;
  readonly confirmed: number;
}

export interface AccountFacts {
  readonly account: BareJid;
  readonly connection: ConnectionState;
  /** Newest first. */
  readonly attempts: readonly AttemptFacts[];
  readonly link?: LinkFacts;
  readonly stream?: StreamFacts;
  /** Messages that wait to be sent, or to be confirmed. */
  readonly outbox: number;
}

export interface DiagnosticFacts {
  readonly versions: {
    readonly kith: string;
    readonly shell: string;
    readonly electron?: string;
    readonly node: string;
    readonly platform: string;
  };
  readonly desktop: {
    readonly tray: boolean;
    readonly notifications: readonly ('shown' | 'actions' | 'reply')[];
    /** Its name for itself; absent: there is none. */
    readonly keychain?: string;
  };
  /** Durable events that the page has not stored yet, and whether that waits for room. */
  readonly unstored: number;
  readonly paused: boolean;
  readonly accounts: readonly AccountFacts[];
}

export const diagnosticsCommands = {
  'diagnostics/facts': command<Record<never, never>, DiagnosticFacts>(v.strictObject({})),
  /** One question to the account's server and its answer (XEP-0199). */
  'diagnostics/ping': command<{ account: BareJid }, { ms: number }>(v.strictObject({ ...ofAccount })),
};
