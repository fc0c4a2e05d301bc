/** The mechanisms that Kith accepts, strongest first. A bound channel is worth more than a longer hash. */
import type { Fault } from '../../../app/fault.ts';
import type { Circumstances, Mechanism } from './mechanism.ts';
import { TLS_EXPORTER } from './offer.ts';
import { plain } from './plain.ts';
import { scram, scramPlus } from './scram.ts';

const BOUND: readonly Mechanism[] = [
  scramPlus('SCRAM-SHA-512-PLUS', 'sha512'),
  scramPlus('SCRAM-SHA-256-PLUS', 'sha256'),
  scramPlus('SCRAM-SHA-1-PLUS', 'sha1'),
];

const UNBOUND: readonly Mechanism[] = [
  scram('SCRAM-SHA-512', 'sha512'),
  scram('SCRAM-SHA-256', 'sha256'),
  scram('SCRAM-SHA-1', 'sha1'),
];

/**
 * -PLUS only where the server says that it knows `tls-exporter`: ejabberd 23.01 offers -PLUS inside TLS 1.3, where it
 * knows no binding at all, and calls the attempt a wrong password.
 */
export function strongestOf({ offer, exporter, neverPlain }: Omit<Circumstances, 'nonce'>): Mechanism | undefined {
  const bindable = exporter !== undefined && offer.bindings?.includes(TLS_EXPORTER) === true;
  const accepted = [...(bindable ? BOUND : []), ...UNBOUND, ...(neverPlain ? [] : [plain])];
  return accepted.find(({ name }) => offer.mechanisms.includes(name));
}

/**
 * What it means that there is none. XEP-0474 section 7: clients "MUST pin the fact that they did use some sort of SCRAM
 * mechanism [...] rather than PLAIN once and MUST NOT fall back to PLAIN": whoever takes the rest out of the offer would
 * be given the password.
 */
export function withoutMechanism({ offer: { mechanisms }, neverPlain }: Omit<Circumstances, 'nonce'>): Fault {
  if (neverPlain && mechanisms.includes(plain.name)) return { kind: 'downgraded' };
  return { kind: 'no-mechanism', offered: mechanisms };
}
