/** Name look-ups as a collaborator: the system's own in the application, scripted ones in tests. */
import { Resolver as DnsResolver, lookup } from 'node:dns/promises';

export interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

export interface Resolver {
  /** SRV records of a name. Rejects as node:dns does (ENOTFOUND, ENODATA, ESERVFAIL, ...). */
  srv(name: string): Promise<readonly SrvRecord[]>;
  /** The addresses of a host name, in the system's order of preference. Rejects as node:dns does. */
  addresses(host: string): Promise<readonly string[]>;
}

/** SRV from the configured name servers; addresses through getaddrinfo, which knows the hosts file and mDNS too. */
export const systemResolver: Resolver = {
  // A resolver each time: the system's name servers may have changed since (another network, a VPN).
  srv: (name) => new DnsResolver({ timeout: 2000, tries: 3 }).resolveSrv(name),
  addresses: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
};
