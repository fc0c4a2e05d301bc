/**
 * To the account's server by whichever way leads there: TCP, or a WebSocket where the network lets nothing but the web
 * through (XEP-0156), or where the person said so.
 */
import { FaultError, faultOf } from '../../app/fault.ts';
import { reasonOf } from '../log.ts';
import type { SecureStream } from '../xmpp/stream/starttls.ts';
import { directWay } from '../xmpp/transport/way.ts';
import { findWebSocket } from '../xmpp/websocket/host-meta.ts';
import { openWebSocketStream } from '../xmpp/websocket/open.ts';
import { phase } from './phase.ts';
import { connectSecurely, type SecureConnectionOptions } from './secure-connection.ts';

export interface ReachOptions extends SecureConnectionOptions {
  /** The only place to go to. */
  readonly websocket?: URL | undefined;
  /** TCP led nowhere the last time, so it is not waited for long. */
  readonly impatient?: boolean;
}

/** ms for TLS with the opening of the stream, behind the connection. */
const LIMIT = 15_000;
/** ms for TCP where a WebSocket was the way that led there. */
const IMPATIENCE = 3000;

/** Throws FaultError, or the signal's reason. */
export async function reachServer(options: ReachOptions): Promise<SecureStream> {
  const opened = await reach(options);
  const proxy = options.way?.proxy;
  return proxy === undefined ? opened : { ...opened, transport: { ...opened.transport, proxy } };
}

async function reach(options: ReachOptions): Promise<SecureStream> {
  if (options.websocket !== undefined) return overWebSocket(options.websocket, options);
  const { way = directWay, impatient = false } = options;
  try {
    return await connectSecurely(impatient ? { ...options, way: { ...way, limit: IMPATIENCE } } : options);
  } catch (error) {
    if (!mayTakeTheWeb(error, options)) throw error;
    const opened = await overTheWeb(options);
    if (opened === undefined) throw error;
    return opened;
  }
}

/**
 * Never past a certificate, a refusal or a pin, but where nothing answers. Who gave a host knows where the server is.
 */
function mayTakeTheWeb(error: unknown, { manual, pinned, signal }: ReachOptions): boolean {
  if (signal.aborted || pinned !== undefined || manual?.host !== undefined || manual?.port !== undefined) return false;
  const fault = faultOf(error);
  if (fault.kind === 'proxy') return fault.problem !== 'credentials' && fault.problem !== 'unreachable';
  return fault.kind === 'unreachable' || fault.kind === 'no-server';
}

/**
 * Undefined where that does not lead there either. Whatever is wrong with it is no reason to stop: in a hotel, somebody
 * else answers for the domain until the guest has signed in there.
 */
async function overTheWeb(options: ReachOptions): Promise<SecureStream | undefined> {
  const { domain, clock, signal, log, way = directWay } = options;
  try {
    const url = await phase(clock, way.limit, signal, (own) => findWebSocket(domain, { ...options, way, signal: own }));
    return url === undefined ? undefined : await overWebSocket(url, options);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    log.info('not over the web either', { domain, reason: reasonOf(error) });
    return undefined;
  }
}

async function overWebSocket(url: URL, options: ReachOptions): Promise<SecureStream> {
  const { clock, signal, step, way = directWay } = options;
  step('connecting');
  const limit = way.limit + LIMIT;
  try {
    return await phase(clock, limit, signal, (own) => openWebSocketStream(url, { ...options, way, signal: own }));
  } catch (error) {
    const { kind } = faultOf(error);
    if (signal.aborted || (kind !== 'offline' && kind !== 'timeout')) throw error;
    const reason = kind === 'timeout' ? 'timeout' : 'network';
    const port = url.port === '' ? 443 : Number(url.port);
    throw new FaultError({ kind: 'unreachable', host: url.hostname, port, reason }, { cause: error });
  }
}
