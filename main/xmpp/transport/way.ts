/** How this device gets a TCP connection to a server: by itself, or through a proxy. */
import { type Fault, FaultError, faultOf } from '../../../app/fault.ts';
import type { ProxyKind } from '../../../app/network/proxy.ts';
import type { Log } from '../../log.ts';
import { type Dialled, type DialOptions, dial } from './dial.ts';
import { isAboutProxyAlone, openTunnel, type ProxyServer, type TunnelOptions } from './proxy.ts';
import { type Endpoint, namedEndpoints, type ResolveOptions, resolveEndpoints } from './resolve.ts';
import type { Resolver } from './resolver.ts';

export interface Way {
  readonly proxy?: ProxyKind;
  /** As resolveEndpoints. */
  endpoints(options: ResolveOptions): Promise<readonly Endpoint[]>;
  /** As dial. Throws FaultError unreachable or proxy, or the signal's reason. */
  dial(endpoints: readonly Endpoint[], options: Pick<DialOptions, 'clock' | 'signal'>): Promise<Dialled>;
  /** ms for a dial. */
  readonly limit: number;
}

export const directWay: Way = { endpoints: resolveEndpoints, dial, limit: 15_000 };

/**
 * No name of a server is looked up here, so no SRV either, as DNS can't be asked through a proxy: the domain's usual ports
 * are tried, or the host that the account was given. Gajim and Conversations do the same; what SRV would have said is mostly
 * said by XEP-0156 too, and that can be read through a proxy.
 */
export function wayThrough(proxy: ProxyServer, { resolver, random, log }: WayParts): Way {
  return {
    proxy: proxy.kind,
    endpoints: async (options) => namedEndpoints(options),
    dial: (endpoints, options) => dialInTurn(proxy, endpoints, { ...options, resolver, random, log }),
    limit: 45_000,
  };
}

export interface WayParts {
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly log: Log;
}

/** One after the other: a race would ask the proxy for what is not wanted, and give a wrong password several times. */
async function dialInTurn(
  proxy: ProxyServer,
  endpoints: readonly Endpoint[],
  options: TunnelOptions,
): Promise<Dialled> {
  let first: Fault | undefined;
  for (const [n, endpoint] of endpoints.entries()) {
    try {
      const socket = await openTunnel(proxy, endpoint, options);
      return { socket, endpoint, rest: endpoints.slice(n + 1) };
    } catch (error) {
      if (options.signal.aborted || isAboutProxyAlone(error)) throw error;
      first ??= faultOf(error);
    }
  }
  throw new FaultError(first ?? { kind: 'offline' });
}
