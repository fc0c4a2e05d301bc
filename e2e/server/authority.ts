/**
 * A certificate authority made by the test run, and certificates signed by it. Kith trusts it by its file (`--ca`),
 * so the client's checks stay on in every test. openssl comes with either server's Debian package.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './process.ts';

const run = promisify(execFile);

/** What a test wants to be wrong with the certificate; `trusted` is signed by the authority for the server's domain. */
export type CertificateKind = 'trusted' | 'self-signed' | 'expired' | 'wrong-name';

export interface IssuedCertificate {
  /** Paths to PEM files. */
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  /** Path to the authority's own certificate, PEM. */
  readonly ca: string;
  /** Makes a new key and certificate in `folder`; a second call gives another one for the same domain. */
  issue(domain: string, folder: string, kind?: CertificateKind): Promise<IssuedCertificate>;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
let serial = 1;

async function makeAuthority(): Promise<Authority> {
  const home = temporaryFolder('test-ca');
  const ca = join(home, 'ca.pem');
  const caKey = join(home, 'ca.key');
  await run('openssl', [
    ...['req', '-x509', ...newKey, '-keyout', caKey, '-out', ca, '-days', '2', '-subj', '/CN=Kith test authority'],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ]);

  return {
    ca,
    async issue(domain, folder, kind = 'trusted') {
      const name = `${domain}-${serial++}`;
      const certificate = join(folder, `${name}.pem`);
      const key = join(folder, `${name}.key`);
      const certified = kind === 'wrong-name' ? 'elsewhere.example' : domain;
      const subject = ['-subj', `/CN=${certified}`];
      if (kind === 'self-signed') {
        const names = ['-addext', `subjectAltName=DNS:${certified}`];
        await run('openssl', [
          ...['req', '-x509', ...newKey, '-keyout', key, '-out', certificate, '-days', '2'],
          ...[...subject, ...names],
        ]);
        return { certificate, key };
      }
      const request = join(folder, `${name}.csr`);
      const extensions = join(folder, `${name}.ext`);
      await run('openssl', ['req', ...newKey, '-keyout', key, '-out', request, ...subject]);
      await writeFile(
        extensions,
        `subjectAltName=DNS:${certified}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
      );
      await run('openssl', [
        ...['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-set_serial', String(Date.now() + serial++)],
        ...['-extfile', extensions, '-out', certificate, '-days', kind === 'expired' ? '-1' : '2'],
      ]);
      return { certificate, key };
    },
  };
}

let authority: Promise<Authority> | undefined;

/** One authority for the whole process. */
export function testAuthority(): Promise<Authority> {
  authority ??= makeAuthority();
  return authority;
}
