/**
 * Preloaded (node --import) into the application under test: name look-ups answer 127.0.0.1, or fail as the file says that
 * KITH_SOAK_DNS names: a code such as ENOTFOUND, or `silence`. The application itself stays as it is built.
 */

import dns from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env.KITH_SOAK_DNS;
const real = dns.lookup;

dns.lookup = async (host, options) => {
  if (file === undefined || !String(host).endsWith('.soak.invalid')) return real(host, options);
  const fault = readFileSync(file, 'utf8').trim();
  if (fault === 'silence') return new Promise(() => {});
  if (fault !== '')
    throw Object.assign(new Error(`getaddrinfo ${fault} ${host}`), { code: fault, syscall: 'getaddrinfo' });
  return options?.all === true ? [{ address: '127.0.0.1', family: 4 }] : { address: '127.0.0.1', family: 4 };
};
syncBuiltinESMExports();
