/**
 * Where to connect for a domain: RFC 6120 section 3.2 (SRV with fallback), XEP-0368 1.1 (direct TLS beside STARTTLS),
 * RFC 2782 (priority and weight). Looked up anew at every attempt. One look-up that fails never takes the others along.
 */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { FaultError } from '../../../app/fault.ts';
import type { Clock } from '../../clock.ts';
import { type Log, reasonOf } from '../../log.ts';
import { within } from './limit.ts';
import type { Resolver, SrvRecord } from './resolver.ts';

export type TlsKind = 'direct' | 'starttls';

/** A host as the domain's owner (or the person) named it. The name is kept: what is dialled is an address of it. */
export interface Candidate {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsKind;
  /** Lower is asked first; equal ones are alternatives. */
  readonly rank: number;
}

export interface Endpoint extends Candidate {
  readonly address: string;
}

export interface ResolveOptions {
  /** The account's domain, or an IP literal. */
  readonly domain: string;
  /** Given by the person: SRV is not asked. */
  readonly manual?: { readonly host?: string; readonly port?: number };
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Log;
  /** ms for each look-up; 5,000 by default. */
  readonly limit?: number;
}

const STARTTLS_PORT = 5222;
const DIRECT_PORT = 5223;
/** Ports on which direct TLS is the custom, so it is tried first when a person gives only the number. */
const DIRECT_BY_CUSTOM = [DIRECT_PORT, 443];

/** The domain as DNS and TLS know it: ASCII labels, an IPv6 literal without brackets. */
export function hostOfDomain(domain: string): string {
  const bare = domain.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? domainToASCII(domain) || domain : bare;
}

/** In the order in which to try. Throws FaultError: no-server (no such name), unreachable (names without an address). */
export async function resolveEndpoints(options: ResolveOptions): Promise<readonly Endpoint[]> {
  const candidates = await findCandidates(options);
  return addressesOf(candidates, options);
}

/** As far as it is known without a look-up: for a proxy, which looks up the name that it is given. */
export function namedEndpoints({ domain, manual }: Pick<ResolveOptions, 'domain' | 'manual'>): readonly Endpoint[] {
  const host = hostOfDomain(manual?.host ?? domain);
  return byHand(host, manual?.port).map((candidate) => ({ ...candidate, address: candidate.host }));
}

async function findCandidates(options: ResolveOptions): Promise<readonly Candidate[]> {
  const host = hostOfDomain(options.domain);
  const { manual } = options;
  if (manual?.host !== undefined || manual?.port !== undefined) {
    return byHand(manual.host === undefined ? host : hostOfDomain(manual.host), manual.port);
  }
  if (isIP(host) !== 0) return usualPorts(host);
  const [direct, starttls] = await Promise.all([
    srv(`_xmpps-client._tcp.${host}`, 'direct', options),
    srv(`_xmpp-client._tcp.${host}`, 'starttls', options),
  ]);
  const found = [...direct.candidates, ...starttls.candidates];
  if (found.length > 0) return weighted(found, options.random);
  // RFC 2782: "A Target of "." means that the service is decidedly not available at this domain."
  if (starttls.denied) throw new FaultError({ kind: 'no-server', domain: options.domain });
  return usualPorts(host);
}

function byHand(host: string, port: number | undefined): readonly Candidate[] {
  if (port === undefined) return usualPorts(host);
  const order: readonly TlsKind[] = DIRECT_BY_CUSTOM.includes(port) ? ['direct', 'starttls'] : ['starttls', 'direct'];
  return order.map((tls, rank) => ({ host, port, tls, rank }));
}

function usualPorts(host: string): readonly Candidate[] {
  return [
    { host, port: STARTTLS_PORT, tls: 'starttls', rank: 0 },
    { host, port: DIRECT_PORT, tls: 'direct', rank: 1 },
  ];
}

type Weighted = SrvRecord & { readonly tls: TlsKind };

async function srv(
  name: string,
  tls: TlsKind,
  { resolver, clock, log, limit = 5000 }: ResolveOptions,
): Promise<{ readonly candidates: readonly Weighted[]; readonly denied: boolean }> {
  try {
    const records = await within(clock, limit, resolver.srv(name));
    const usable = records.filter((record) => record.name !== '.' && record.name !== '');
    return {
      candidates: usable.map((record) => ({ ...record, tls })),
      denied: records.length > 0 && usable.length === 0,
    };
  } catch (error) {
    if (!isAbsence(error)) log.warn('SRV look-up failed', { name, reason: reasonOf(error) });
    return { candidates: [], denied: false };
  }
}

/** XEP-0368 section 5: both kinds of record are "treated as if they were in the same SRV record set". */
export function weighted(records: readonly Weighted[], random: () => number): readonly Candidate[] {
  const priorities = [...new Set(records.map((record) => record.priority))].sort((a, b) => a - b);
  return priorities.flatMap((priority, rank) =>
    byWeight(
      records.filter((record) => record.priority === priority),
      random,
    ).map(({ name, port, tls }) => ({ host: name.replace(/\.$/, ''), port, tls, rank })),
  );
}

/** RFC 2782, "Weight": a running sum, and the first record whose sum reaches a random number, until none is left. */
function byWeight(records: readonly Weighted[], random: () => number): readonly Weighted[] {
  const left = [...records].sort((a, b) => Number(a.weight > 0) - Number(b.weight > 0));
  const order: Weighted[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0);
    let goal = Math.floor(random() * (total + 1));
    const index = left.findIndex(({ weight }) => {
      goal -= weight;
      return goal <= 0;
    });
    order.push(...left.splice(Math.max(index, 0), 1));
  }
  return order;
}

async function addressesOf(
  candidates: readonly Candidate[],
  { domain, resolver, clock, log, limit = 5000 }: ResolveOptions,
): Promise<readonly Endpoint[]> {
  const hosts = [...new Set(candidates.map(({ host }) => host))];
  const failures: unknown[] = [];
  const known = new Map<string, readonly string[]>();
  await Promise.all(
    hosts.map(async (host) => {
      if (isIP(host) !== 0) return known.set(host, [host]);
      try {
        return known.set(host, alternating(await within(clock, limit, resolver.addresses(host))));
      } catch (error) {
        failures.push(error);
        log.warn('address look-up failed', { host, reason: reasonOf(error) });
        return known.set(host, []);
      }
    }),
  );
  const endpoints = candidates.flatMap((candidate) =>
    (known.get(candidate.host) ?? []).map((address): Endpoint => ({ ...candidate, address })),
  );
  const [first] = candidates;
  if (endpoints.length > 0 || first === undefined) return endpoints;
  if (failures.every(isAbsence)) throw new FaultError({ kind: 'no-server', domain });
  throw new FaultError({ kind: 'unreachable', host: first.host, port: first.port, reason: 'network' });
}

/**
 * RFC 8305 section 4: the families take turns, the system's favourite first, so that a whole family that leads nowhere
 * costs one delay and not one for each of its addresses.
 */
function alternating(addresses: readonly string[]): readonly string[] {
  const family = isIP(addresses[0] ?? '');
  const first = addresses.filter((address) => isIP(address) === family);
  const second = addresses.filter((address) => isIP(address) !== family);
  const turns = Array.from({ length: Math.max(first.length, second.length) }, (_, turn) => [first[turn], second[turn]]);
  return turns.flat().filter((address) => address !== undefined);
}

/** DNS said that there is no such name or no such record, as opposed to not having been able to say. */
function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOTFOUND' || code === 'ENODATA';
}
