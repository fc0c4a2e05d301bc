/** The mechanisms that Kith accepts, strongest first. A bound channel is worth more than a longer hash. */
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
  plain,
];

/**
 * -PLUS only where the server says that it knows `tls-exporter`: ejabberd 23.01 offers -PLUS inside TLS 1.3, where it
 * knows no binding at all, and calls the attempt a wrong password.
 */
export function strongestOf({ offer, exporter }: Pick<Circumstances, 'offer' | 'exporter'>): Mechanism | undefined {
  const bindable = exporter !== undefined && offer.bindings?.includes(TLS_EXPORTER) === true;
  const accepted = bindable ? [...BOUND, ...UNBOUND] : UNBOUND;
  return accepted.find(({ name }) => offer.mechanisms.includes(name));
}
