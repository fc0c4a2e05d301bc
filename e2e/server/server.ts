/** What a test may ask of a real server, whichever it is. */
import type { CertificateKind } from './authority.ts';

export interface ServerOptions {
  /** Default `localhost`. Any other needs the client to be given host and port. */
  readonly domain?: string;
  /** Whether anybody may make an account (XEP-0077); default false. */
  readonly registration?: boolean;
  /** Default `trusted`. */
  readonly certificate?: CertificateKind;
  /** `none`: the server offers no STARTTLS and lets people in without (a client must refuse). Default `required`. */
  readonly tls?: 'required' | 'none';
  /** Prosody only: a folder with modules of the test's own. */
  readonly pluginFolder?: string;
  /** It also has HTTPS with a WebSocket (RFC 7395), and says so in its host-meta (XEP-0156); default false. */
  readonly web?: boolean;
  /** Lines put at the end of the server's own configuration. */
  readonly configuration?: string;
}

/** A roster item that is there before the person signs in. */
export interface SeededContact {
  /** Bare JID. */
  readonly jid: string;
  readonly name?: string;
  readonly groups?: readonly string[];
  /** Default `both`. */
  readonly subscription?: 'none' | 'to' | 'from' | 'both';
  /** A request of ours that was not answered yet. */
  readonly ask?: boolean;
}

export interface TestServer {
  readonly kind: 'prosody' | 'ejabberd';
  readonly domain: string;
  readonly host: '127.0.0.1';
  /** STARTTLS. */
  readonly port: number;
  readonly directTlsPort: number;
  /** Listened to only with `web`. */
  readonly httpsPort: number;
  /** The WebSocket's address. */
  readonly websocket: string;
  /** Path to the PEM file of the authority to trust. */
  readonly ca: string;
  /** Everything that the server keeps; removed by `dispose`. */
  readonly folder: string;
  readonly pid: number;
  /** Gives the bare JID. */
  addUser(name: string, password: string): Promise<string>;
  removeUser(name: string): Promise<void>;
  /**
   * Puts contacts into the user's roster on this side only. With Prosody the whole roster is written, so it must
   * happen before the user's first sign-in (and before anybody writes to them).
   */
  seedRoster(name: string, contacts: readonly SeededContact[]): Promise<void>;
  /** All that the server logged since the test began. */
  log(): string;
  /** Ends it in order; accounts and archives stay for `restart`. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Stops it if it runs and starts it on the same ports with the same accounts; another certificate if one is named. */
  restart(options?: { readonly certificate?: CertificateKind }): Promise<void>;
  /** Ends it and removes its folder. Happens by itself when the test process ends. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
