/** What main keeps of an account, beside its password: enough to sign in again. The history is the page's. */
import * as v from 'valibot';
import { bareJidArg, portArg, webSocketArg } from '../../app/contract/define.ts';
import { SHOWS } from '../../app/roster/presence.ts';
import type { AccountSettings } from '../session/session.ts';
import { webSocketUrl } from '../xmpp/websocket/host-meta.ts';

export const accountRecord = v.object({
  account: bareJidArg,
  /** Bound at every sign-in of this installation, so that a server hands over what it held for it. */
  resource: v.string(),
  host: v.exactOptional(v.string()),
  port: v.exactOptional(portArg),
  websocket: v.exactOptional(webSocketArg),
  /** SHA-256 of the certificate that the person trusts for this account. */
  pinnedFingerprint: v.exactOptional(v.string()),
  presence: v.object({ show: v.picklist([...SHOWS, 'offline']), status: v.string() }),
  secret: v.picklist(['keychain', 'file', 'run']),
  signedOut: v.boolean(),
  /** It was signed in without giving the password away, and never has to be again by giving it away. */
  neverPlain: v.exactOptional(v.boolean()),
});
export type AccountRecord = v.InferOutput<typeof accountRecord>;

export type GivenServer = Pick<AccountSettings, 'host' | 'port' | 'pinnedFingerprint' | 'websocket'>;

export function serverOf({ host, port, pinnedFingerprint, websocket }: AccountRecord): GivenServer {
  const url = websocket === undefined ? undefined : webSocketUrl(websocket);
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(pinnedFingerprint === undefined ? {} : { pinnedFingerprint }),
    ...(url === undefined ? {} : { websocket: url }),
  };
}
