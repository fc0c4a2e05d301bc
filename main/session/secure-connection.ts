/** To the first endpoint of a domain that speaks XMPP inside TLS and proves to be of that domain. */
import type { SecureContext } from 'node:tls';
import type { ConnectingStep } from '../../app/account/connection.ts';
import { type Fault, FaultError } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import { type Log, reasonOf } from '../log.ts';
import { openSecureStream, type SecureStream } from '../xmpp/stream/starttls.ts';
import { StreamEnded } from '../xmpp/stream/stream-end.ts';
import { unreachable } from '../xmpp/transport/dial.ts';
import type { Endpoint } from '../xmpp/transport/resolve.ts';
import type { Resolver } from '../xmpp/transport/resolver.ts';
import { directWay, type Way } from '../xmpp/transport/way.ts';
import { phase } from './phase.ts';

export interface HostAndPort {
  readonly host?: string;
  readonly port?: number;
}

export interface SecureConnectionOptions {
  readonly domain: string;
  /** Told to the server inside TLS. */
  readonly from?: BareJid;
  readonly manual?: HostAndPort;
  readonly preferred?: HostAndPort | undefined;
  readonly pinned?: string | undefined;
  /** By itself, unless it goes through a proxy. */
  readonly way?: Way;
  readonly context: SecureContext;
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly step: (step: ConnectingStep) => void;
  readonly signal: AbortSignal;
}

/** ms for each of: all look-ups, TLS with the opening of the stream. */
const LIMIT = 15_000;
/** Servers that send us from one to the other. */
const MOST_REDIRECTS = 3;

/** Throws FaultError (of the endpoint whose failure says most), or the signal's reason. */
export async function connectSecurely(options: SecureConnectionOptions): Promise<SecureStream> {
  const { clock, signal, step, log, way = directWay } = options;
  step('resolving');
  let left = await phase(clock, LIMIT, signal, () => allEndpoints(options));
  let redirects = 0;
  const faults: Fault[] = [];
  while (left.length > 0) {
    step('connecting');
    const dialled = await phase(clock, way.limit, signal, (own) => way.dial(left, { clock, signal: own })).catch(
      (error: unknown) => {
        if (signal.aborted || left[0] === undefined) throw error;
        faults.push(faultWith(left[0], error));
      },
    );
    if (dialled === undefined) break;
    const { socket, endpoint, rest } = dialled;
    left = rest;
    step('securing');
    try {
      return await phase(clock, LIMIT, signal, (own) =>
        openSecureStream(socket, { ...options, endpoint, signal: own }),
      );
    } catch (error) {
      socket.destroy();
      if (signal.aborted) throw error;
      log.info('endpoint failed', {
        host: endpoint.host,
        port: endpoint.port,
        tls: endpoint.tls,
        reason: reasonOf(error),
      });
      const fault = faultWith(endpoint, error);
      // Somebody between us and the server, or a new certificate: the person decides before anything else is tried.
      if (fault.kind === 'certificate' && fault.problem === 'changed') throw error;
      faults.push(fault);
      // The port speaks what we took it for (a manual one is tried as both kinds), it only does not please us.
      if (TELLING.includes(fault.kind)) {
        left = left.filter(({ address, port }) => address !== endpoint.address || port !== endpoint.port);
      }
      const other = redirects < MOST_REDIRECTS ? otherHostOf(error) : undefined;
      if (other !== undefined) {
        redirects += 1;
        left = [...(await phase(clock, LIMIT, signal, () => endpointsAt(other, options))), ...left];
      }
    }
  }
  throw new FaultError(mostTelling(faults));
}

async function allEndpoints(options: SecureConnectionOptions): Promise<readonly Endpoint[]> {
  const { preferred, way = directWay } = options;
  const before = preferred === undefined ? [] : await endpointsAt(preferred, options);
  try {
    return [...before, ...(await way.endpoints(options))];
  } catch (error) {
    if (before.length === 0) throw error;
    return before;
  }
}

async function endpointsAt(place: HostAndPort, options: SecureConnectionOptions): Promise<readonly Endpoint[]> {
  try {
    return await (options.way ?? directWay).endpoints({ ...options, manual: place });
  } catch (error) {
    options.log.warn('the place that the server named has no address', { reason: reasonOf(error) });
    return [];
  }
}

/** Where the server sends us (see-other-host); openSecureStream gives it only when it came from inside TLS. */
function otherHostOf(error: unknown): HostAndPort | undefined {
  if (!(error instanceof StreamEnded) || error.end.how !== 'error') return undefined;
  return readHostAndPort(error.end.otherHost ?? '');
}

/** `host`, `host:port`, `[address]` or `[address]:port` (RFC 6120 section 4.9.3.19). */
export function readHostAndPort(text: string): HostAndPort | undefined {
  const [, literal, name, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/@]+))(?::([0-9]{1,5}))?$/.exec(text.trim()) ?? [];
  const host = literal ?? name;
  if (host === undefined) return undefined;
  if (port === undefined) return { host };
  return Number(port) > 0 && Number(port) < 65_536 ? { host, port: Number(port) } : undefined;
}

function faultWith(endpoint: Endpoint, error: unknown): Fault {
  const fault = error instanceof FaultError ? error.fault : ({ kind: 'internal' } as const);
  if (fault.kind === 'offline') return unreachable(endpoint, undefined);
  return fault.kind === 'timeout' ? unreachable(endpoint, 'ETIMEDOUT') : fault;
}

const TELLING: readonly Fault['kind'][] = ['certificate', 'stream', 'no-tls'];

/** Of several endpoints' faults, the one that a person can do most about; the first one of its kind. */
function mostTelling(faults: readonly Fault[]): Fault {
  const found = TELLING.map((kind) => faults.find((fault) => fault.kind === kind)).find((fault) => fault !== undefined);
  return found ?? faults.find(({ kind }) => kind === 'unreachable') ?? faults[0] ?? { kind: 'offline' };
}
