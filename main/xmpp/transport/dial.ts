/**
 * TCP to the first endpoint that accepts. Attempts start one after the other without waiting for the one before to fail
 * (RFC 8305 section 5, "Connection Attempt Delay"), so that a dead address costs a quarter of a second and not a timeout.
 */
import { connect, type Socket } from 'node:net';
import { type Fault, FaultError } from '../../../app/fault.ts';
import type { Clock } from '../../clock.ts';
import type { Endpoint } from './resolve.ts';

export interface DialOptions {
  readonly clock: Clock;
  /** Aborting destroys every socket of the race; its reason is what the caller gets. */
  readonly signal: AbortSignal;
  /** The system's TCP by default. */
  readonly open?: (endpoint: Endpoint) => Socket;
}

export interface Dialled {
  readonly socket: Socket;
  readonly endpoint: Endpoint;
  /** What may still be tried if this one turns out not to be what we look for. */
  readonly rest: readonly Endpoint[];
}

/** ms before the next address of equal rank, and before one that its owner ranked lower (a backup, another port). */
const STAGGER = 250;
const RANK_STAGGER = 1000;

const openTcp = ({ address, port }: Endpoint) => connect({ host: address, port, noDelay: true, keepAlive: true });

/** Throws FaultError unreachable (of the first endpoint), or the signal's reason. */
export function dial(endpoints: readonly Endpoint[], { clock, signal, open = openTcp }: DialOptions): Promise<Dialled> {
  return new Promise((resolve, reject) => {
    const waiting = [...endpoints];
    const racing = new Map<Endpoint, Socket>();
    let firstFault: Fault | undefined;
    let cancelNext = () => {};

    const stop = () => {
      cancelNext();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      stop();
      for (const socket of racing.values()) socket.destroy();
      reject(signal.reason);
    };
    const startNext = () => {
      cancelNext();
      const endpoint = waiting.shift();
      if (endpoint === undefined) {
        if (racing.size > 0) return;
        stop();
        return reject(new FaultError(firstFault ?? { kind: 'offline' }));
      }
      const socket = open(endpoint);
      racing.set(endpoint, socket);
      // Stays for the socket's whole life: an error that comes late, when nobody listens, would end the process.
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (!racing.delete(endpoint)) return;
        firstFault ??= unreachable(endpoint, error.code);
        startNext();
      });
      socket.once('connect', () => {
        racing.delete(endpoint);
        stop();
        const rest = [...racing.keys(), ...waiting];
        for (const loser of racing.values()) loser.destroy();
        racing.clear();
        resolve({ socket, endpoint, rest });
      });
      const next = waiting[0];
      if (next !== undefined) cancelNext = clock.after(next.rank === endpoint.rank ? STAGGER : RANK_STAGGER, startNext);
    };

    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    startNext();
  });
}

export function unreachable({ host, port }: Endpoint, code: string | undefined): Fault {
  const reason = code === 'ECONNREFUSED' ? 'refused' : code === 'ETIMEDOUT' ? 'timeout' : 'network';
  return { kind: 'unreachable', host, port, reason };
}
