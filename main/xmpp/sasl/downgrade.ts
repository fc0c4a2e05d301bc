/**
 * SASL SCRAM Downgrade Protection, XEP-0474 0.5: the server signs, with the password, what it offered. (Version 0.3 had
 * the attribute "d" and other delimiters, with which two lists could be made to read the same; it is not listened to.)
 */
import { createHash } from 'node:crypto';
import type { Offer } from './offer.ts';

/** Section 6.1: base64 of the hash over what was offered, each list sorted by bytes ("i;octet"). */
export function offerHash({ mechanisms, bindings }: Offer, hash: string): string {
  const lists = bindings === undefined ? [mechanisms] : [mechanisms, bindings];
  const text = lists.map((list) => [...list].sort(byOctets).join('\x1e')).join('\x1f');
  return createHash(hash).update(text).digest('base64');
}

const byOctets = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
