/** The mechanisms that Kith accepts, strongest first. Those with channel binding (-PLUS) would go before their twins. */
import type { Mechanism } from './mechanism.ts';
import { plain } from './plain.ts';
import { scram } from './scram.ts';

const MECHANISMS: readonly Mechanism[] = [
  scram('SCRAM-SHA-512', 'sha512'),
  scram('SCRAM-SHA-256', 'sha256'),
  scram('SCRAM-SHA-1', 'sha1'),
  plain,
];

export function strongestOf(offered: readonly string[]): Mechanism | undefined {
  return MECHANISMS.find(({ name }) => offered.includes(name));
}
