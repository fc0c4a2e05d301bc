/** One attempt to sign in, from what the person entered to the account or the fault. */
import type { Args } from '../../../app/contract/contract.ts';
import type { Fault } from '../../../app/fault.ts';
import { isJidProblem, typedAddress } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';

/** A form's fields as they were typed. */
export interface ServerEntry {
  readonly host: string;
  readonly port: string;
}

export interface SignInEntry extends ServerEntry {
  readonly address: string;
  readonly password: string;
  readonly keep: Args<'account/sign-in'>['keep'];
  /** Fingerprint of a certificate that the person decided to trust. */
  readonly trust?: string;
}

/** Gives the fault, or nothing once signed in. */
export async function signIn(entry: SignInEntry): Promise<Fault | undefined> {
  const account = typedAddress(entry.address);
  if (isJidProblem(account)) return { kind: 'invalid', field: 'address', problem: account };
  if (entry.password === '') return { kind: 'invalid', field: 'password', problem: 'empty' };
  const server = readServer(entry);
  if ('kind' in server) return server;
  const { password, keep, trust } = entry;
  const answer = await call('account/sign-in', { account, password, keep, trust, ...server });
  return answer.ok ? undefined : answer.fault;
}

/** Host and port as the commands take them; both empty: found by the address. */
export function readServer(entry: ServerEntry): { host?: string; port?: number } | Fault {
  const host = entry.host.trim();
  const port = Number(entry.port.trim());
  if (/\s|\//.test(host)) return { kind: 'invalid', field: 'host', problem: 'malformed' };
  if (entry.port.trim() !== '' && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    return { kind: 'invalid', field: 'port', problem: 'malformed' };
  }
  return { ...(host === '' ? {} : { host }), ...(port === 0 ? {} : { port }) };
}
