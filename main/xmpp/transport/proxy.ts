/**
 * TCP through the proxy that the person set. The proxy is given names and looks them up itself; TLS goes through it end to
 * end, with the checks that it has without.
 */
import type { Socket } from 'node:net';
import { FaultError, faultOf } from '../../../app/fault.ts';
import type { ChosenProxy, ProxyProblem } from '../../../app/network/proxy.ts';
import type { Clock } from '../../clock.ts';
import { type Log, reasonOf } from '../../log.ts';
import { dial } from './dial.ts';
import { connectByHttp } from './http-connect.ts';
import { TimeLimitError, within } from './limit.ts';
import { resolveEndpoints } from './resolve.ts';
import type { Resolver } from './resolver.ts';
import { connectBySocks } from './socks5.ts';

export interface ProxyServer extends Pick<ChosenProxy, 'kind' | 'host' | 'port' | 'user'> {
  /** Empty where the proxy asks for none, or where it could not be read: the proxy then refuses. */
  readonly password: string;
}
export type ProxyCredentials = Pick<ProxyServer, 'user' | 'password'>;
export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
}

export interface TunnelOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** For the proxy's own name. */
  readonly resolver: Resolver;
  /** Aborting destroys the socket while it is not given yet; its reason is what is thrown. */
  readonly signal: AbortSignal;
}

/** ms to reach the proxy, and for it to reach the server; a chain of relays takes ten seconds at times. */
const REACH_LIMIT = 8000;
const ANSWER_LIMIT = 12_000;

/** Throws FaultError proxy, or the signal's reason. */
export async function openTunnel(proxy: ProxyServer, target: ProxyTarget, options: TunnelOptions): Promise<Socket> {
  const { clock, signal, log } = options;
  const { kind, host, port } = proxy;
  const failed = (problem: ProxyProblem) => {
    log.info('proxy failed', { kind, problem, server: target.host, port: target.port });
    return new FaultError({ kind: 'proxy', problem, host, port, server: target.host });
  };
  const socket = await reach(proxy, options).catch((error: unknown) => {
    if (signal.aborted) throw signal.reason;
    log.info('proxy not reached', { reason: reasonOf(error) });
    throw failed('unreachable');
  });
  const onAbort = () => socket.destroy();
  signal.addEventListener('abort', onAbort);
  try {
    const connect = kind === 'http' ? connectByHttp : connectBySocks;
    const problem = await within(clock, ANSWER_LIMIT, connect(socket, proxy, target));
    if (problem !== undefined) throw failed(problem);
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal.aborted) throw signal.reason;
    if (error instanceof FaultError) throw error;
    throw failed(error instanceof TimeLimitError ? 'silent' : 'protocol');
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function reach({ host, port }: ProxyServer, options: TunnelOptions): Promise<Socket> {
  const { clock, signal } = options;
  const endpoints = await resolveEndpoints({ ...options, domain: host, manual: { host, port } });
  const addresses = endpoints.filter(({ tls }) => tls === 'direct');
  const own = new AbortController();
  const given = AbortSignal.any([signal, own.signal]);
  try {
    return (await within(clock, REACH_LIMIT, dial(addresses, { clock, signal: given }))).socket;
  } finally {
    // What is won has left the race; what is still in it is given up.
    own.abort();
  }
}

/** It would be the same with another server, or another port of it. */
export function isAboutProxyAlone(error: unknown): boolean {
  const fault = faultOf(error);
  return fault.kind === 'proxy' && (fault.problem === 'unreachable' || fault.problem === 'credentials');
}
