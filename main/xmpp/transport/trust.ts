/**
 * Whether a server's certificate is believed for an account: RFC 6120 section 13.7.2 (the name is the account's domain,
 * never the host that DNS led to), RFC 9525 for the matching itself, and the one certificate that a person pinned.
 */
import type { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import type { CertificateFacts, CertificateProblem, Fault } from '../../../app/fault.ts';
import { hostOfDomain } from './resolve.ts';

export interface Presented {
  readonly certificate: X509Certificate;
  /** OpenSSL's verdict on the chain, a code such as CERT_HAS_EXPIRED; undefined when the chain is good. */
  readonly chainError: string | undefined;
}

export interface Expected {
  readonly domain: string;
  /** Where we connected to, for the words that a person reads. */
  readonly host: string;
  /** CertificateFacts.fingerprint of the only certificate to accept. */
  readonly pinned?: string;
}

/**
 * Nothing when believed. A pin replaces the usual check in both directions: that certificate is accepted whatever else
 * is wrong with it, and every other one is refused as `changed`, even a valid one: the person who pinned asked for it.
 */
export function certificateFault({ certificate, chainError }: Presented, expected: Expected): Fault | undefined {
  const problem = problemOf(certificate, chainError, expected);
  if (problem === undefined) return undefined;
  return { kind: 'certificate', problem, host: expected.host, certificate: certificateFacts(certificate) };
}

function problemOf(
  certificate: X509Certificate,
  chainError: string | undefined,
  { domain, pinned }: Expected,
): CertificateProblem | undefined {
  if (pinned !== undefined) return certificate.fingerprint256 === pinned.toUpperCase() ? undefined : 'changed';
  if (chainError !== undefined) return CHAIN_PROBLEMS[chainError] ?? 'other';
  const mismatch = tls.checkServerIdentity(hostOfDomain(domain), certificate.toLegacyObject() as tls.PeerCertificate);
  return mismatch === undefined ? undefined : 'wrong-name';
}

const CHAIN_PROBLEMS: Readonly<Record<string, CertificateProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
};

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    names: namesOf(certificate),
  };
}

/** Node writes one attribute a line: "O=Example\nCN=example.org". */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}

function namesOf(certificate: X509Certificate): readonly string[] {
  const alternatives = (certificate.subjectAltName ?? '').matchAll(/(?:^|, )(?:DNS|IP Address):([^,\s"]+)/g);
  const names = [...alternatives].map(([, name]) => name ?? '');
  if (names.length > 0) return names;
  const common = /(?:^|\n)CN=(.*)/.exec(certificate.subject)?.[1];
  return common === undefined ? [] : [common];
}

/** The usual roots and the extra ones, loaded once: it costs some ten milliseconds. */
export function secureContextFor(extraCas: readonly string[]): tls.SecureContext {
  const minVersion = 'TLSv1.2';
  if (extraCas.length === 0) return tls.createSecureContext({ minVersion });
  // Node before 22.15 has only its built-in list; later ones also know what NODE_EXTRA_CA_CERTS and the system add.
  const usual = tls.getCACertificates?.('default') ?? tls.rootCertificates;
  return tls.createSecureContext({ minVersion, ca: [...usual, ...extraCas] });
}
