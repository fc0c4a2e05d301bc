/** One attempt to sign in, from what the person entered to the account or the fault. */
import * as v from 'valibot';
import type { Args } from '../../../app/contract/contract.ts';
import { webSocketArg } from '../../../app/contract/define.ts';
import type { Fault } from '../../../app/fault.ts';
import { isJidProblem, typedAddress } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';

/** A form's fields as they were typed. */
export interface ServerEntry {
  readonly host: string;
  readonly port: string;
  /** Where it is not empty, host and port are. */
  readonly websocket: string;
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

/** As the commands take it; all empty: found by the address. */
export function readServer(entry: ServerEntry): { host?: string; port?: number; websocket?: string } | Fault {
  const websocket = entry.websocket.trim();
  if (websocket !== '') {
    const read = v.safeParse(webSocketArg, websocket);
    return read.success ? { websocket } : { kind: 'invalid', field: 'websocket', problem: 'malformed' };
  }
  const host = entry.host.trim();
  const port = Number(entry.port.trim());
  if (/\s|\//.test(host)) return { kind: 'invalid', field: 'host', problem: 'malformed' };
  if (entry.port.trim() !== '' && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    return { kind: 'invalid', field: 'port', problem: 'malformed' };
  }
  return { ...(host === '' ? {} : { host }), ...(port === 0 ? {} : { port }) };
}
