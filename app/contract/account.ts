/** Accounts: signing in and out, the connection, the own presence. */
import * as v from 'valibot';
import type { ConnectionState } from '../account/connection.ts';
import type { BareJid, FullJid } from '../jid.ts';
import { type OwnPresence, SHOWS } from '../roster/presence.ts';
import { bareJidArg, command, nameArg, ofAccount, portArg, textArg, webSocketArg } from './define.ts';

/** Where the password is: the OS keychain, a 0600 file that the person agreed to, or only this run's memory. */
export type SecretPlace = 'keychain' | 'file' | 'run';

export interface AccountInfo {
  readonly account: BareJid;
  /** The full JID while signed in. */
  readonly jid?: FullJid;
  readonly connection: ConnectionState;
  readonly presence: OwnPresence;
  readonly secret: SecretPlace;
  readonly host?: string;
  readonly port?: number;
  readonly websocket?: string;
  /** Being signed in for the first time: where that fails, the account is removed again. */
  readonly joining?: true;
  /** Signed out: stays on this device with its history, but is not connected. */
  readonly signedOut: boolean;
  /** What the server can do, once known. */
  readonly abilities: readonly Ability[];
}

export type Ability = 'archive' | 'carbons' | 'blocking' | 'preapproval' | 'roster-versioning' | 'stream-management';

/** A field of the registration form (XEP-0077 section 3.1); `username` and `password` are always among them. */
export interface RegistrationField {
  readonly name: string;
  /** As the server words it; the names that XEP-0077 defines come without. */
  readonly label?: string;
  readonly required: boolean;
  readonly secret: boolean;
}

export interface RegistrationForm {
  readonly instructions?: string;
  readonly fields: readonly RegistrationField[];
}

/** All absent: found by the domain. */
const server = {
  host: v.optional(textArg(255)),
  port: v.optional(portArg),
  /** The address of a WebSocket (RFC 7395), which is then the only place to go to. */
  websocket: v.optional(webSocketArg),
};
const password = v.pipe(textArg(4096), v.minLength(1));

export const accountCommands = {
  /** Signs in for the first time, or again with another password; the fault of the first attempt is the answer. */
  'account/sign-in': command<
    {
      account: BareJid;
      password: string;
      host?: string | undefined;
      port?: number | undefined;
      websocket?: string | undefined;
      keep: SecretPlace;
      trust?: string | undefined;
    },
    { account: BareJid; secret: SecretPlace }
  >(
    v.strictObject({
      ...ofAccount,
      password,
      ...server,
      keep: v.picklist(['keychain', 'file', 'run']),
      /** Fingerprint of a certificate that the person decided to trust for this account. */
      trust: v.optional(textArg(200)),
    }),
  ),
  /** Signs in again an account that was signed out, with the kept password. */
  'account/resume': command(v.strictObject({ ...ofAccount, password: v.optional(password) })),
  /** Goes offline and stays so over a restart; the history stays. Forgets the password. */
  'account/sign-out': command(v.strictObject({ ...ofAccount })),
  /** Forgets the account on this device. The renderer removes its history. */
  'account/remove': command(v.strictObject({ ...ofAccount })),
  /** Tries now instead of at the next attempt. */
  'account/reconnect': command(v.strictObject({ ...ofAccount })),
  /** Pins a certificate for the account and tries again. */
  'account/trust': command(v.strictObject({ ...ofAccount, fingerprint: textArg(200) })),
  /** The own presence for one account, or for all. */
  'account/set-presence': command(
    v.strictObject({
      account: v.optional(bareJidArg),
      show: v.picklist([...SHOWS, 'offline']),
      status: textArg(1024),
    }),
  ),
  /** What a server wants for a new account (XEP-0077). */
  'account/registration': command<
    {
      domain: string;
      host?: string | undefined;
      port?: number | undefined;
      websocket?: string | undefined;
      trust?: string | undefined;
    },
    RegistrationForm
  >(v.strictObject({ domain: textArg(255), ...server, trust: v.optional(textArg(200)) })),
  /** Makes an account; sign-in follows by `account/sign-in`. */
  'account/register': command(
    v.strictObject({
      domain: textArg(255),
      ...server,
      trust: v.optional(textArg(200)),
      fields: v.record(nameArg, textArg(4096)),
    }),
  ),
};

/** The account was removed: its history goes from this device, behind what was still on its way to be stored. */
export type AccountDurable = { readonly type: 'account/forgotten'; readonly account: BareJid };

export type AccountEvent =
  /** The state of one account changed; it replaces what was known. */
  | { readonly type: 'account/changed'; readonly info: AccountInfo }
  | { readonly type: 'account/removed'; readonly account: BareJid };
