import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CertificateFacts } from '../../app/fault.ts';
import { BIND, type HostileClient, sasl, startHostile } from '../../e2e/server/hostile.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { openTestAccount } from './testing/opened-account.ts';

const romeo = { jid: 'romeo@localhost', password: 'secret' };

let server: TestServer;
beforeAll(async () => {
  server = await startProsody({ certificate: 'self-signed' });
  await server.addUser('romeo', romeo.password);
}, 30_000);
afterAll(() => server.dispose());

async function refusedCertificate(pinnedFingerprint?: string): Promise<{ problem: string; facts: CertificateFacts }> {
  await using account = openTestAccount(server, romeo, {
    also: pinnedFingerprint === undefined ? {} : { pinnedFingerprint },
  });
  account.connection.connect();
  const { fault } = await account.reached('stopped');
  if (fault.kind !== 'certificate') throw new Error(`not a certificate fault: ${fault.kind}`);
  return { problem: fault.problem, facts: fault.certificate };
}

async function signsIn(pinnedFingerprint?: string): Promise<void> {
  await using account = openTestAccount(server, romeo, {
    also: pinnedFingerprint === undefined ? {} : { pinnedFingerprint },
  });
  account.connection.connect();
  await account.reached('online');
}

test('a self-signed certificate is shown, accepted once it is pinned, and no other one after that', async () => {
  const { problem, facts } = await refusedCertificate();
  expect(problem).toBe('self-signed');
  expect(facts).toMatchObject({ subject: 'CN=localhost', issuer: 'CN=localhost', names: ['localhost'] });
  expect(facts.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(facts.validTo - facts.validFrom).toBe(2 * 24 * 3600 * 1000);
  await signsIn(facts.fingerprint);

  await server.restart({ certificate: 'self-signed' });
  const changed = await refusedCertificate(facts.fingerprint);
  expect(changed.problem).toBe('changed');
  expect(changed.facts.fingerprint).not.toBe(facts.fingerprint);

  // Also when the other one would be believed without the pin: the person asked for exactly that certificate.
  await server.restart({ certificate: 'trusted' });
  expect((await refusedCertificate(facts.fingerprint)).problem).toBe('changed');
  await signsIn();
}, 30_000);

const welcome = async (client: HostileClient) => {
  await client.welcome(BIND);
  await client.bind();
  await client.ended();
};

test.each([
  ['expired', 'expired'],
  ['wrong-name', 'wrong-name'],
  ['self-signed', 'self-signed'],
] as const)(
  'a certificate that is %s is refused before anything is said inside TLS, and pinned it is accepted',
  async (kind, problem) => {
    let inside = '';
    let pinnedFingerprint: string | undefined;
    await using hostile = await startHostile(async (client) => {
      if (pinnedFingerprint !== undefined) return welcome(client);
      await client.welcome(sasl('PLAIN')).catch(() => {});
      inside += client.unread();
    }, kind);
    await using account = openTestAccount(hostile, romeo, {
      settings: () => ({
        password: romeo.password,
        host: hostile.host,
        port: hostile.port,
        ...(pinnedFingerprint === undefined ? {} : { pinnedFingerprint }),
      }),
    });
    account.connection.connect();
    const { fault } = await account.reached('stopped');
    expect(fault).toMatchObject({ kind: 'certificate', problem, host: '127.0.0.1' });
    expect(inside).toBe('');
    pinnedFingerprint = fault.kind === 'certificate' ? fault.certificate.fingerprint : undefined;
    account.connection.connect();
    await account.reached('online');
  },
);

test('an authority that nobody named is not believed', async () => {
  await using hostile = await startHostile(welcome);
  await using account = openTestAccount(hostile, romeo, { extraCas: [] });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toMatchObject({ kind: 'certificate', problem: 'unknown-issuer' });
});

test('the server is asked for by the account’s domain, and for XMPP (SNI, ALPN)', async () => {
  const names: string[] = [];
  const agreed: unknown[] = [];
  await using hostile = await startHostile(async (client) => {
    const socket = await client.secure({
      SNICallback: (name, done) => {
        names.push(name);
        done(null, client.context());
      },
      ALPNProtocols: ['xmpp-server', 'xmpp-client'],
    });
    agreed.push(socket.alpnProtocol);
    await client.open(sasl('NONE'));
    await client.ended();
  });
  await using account = openTestAccount(hostile, romeo, {
    settings: () => ({ password: romeo.password }),
    resolver: {
      srv: async (name) =>
        name.startsWith('_xmpps') ? [{ name: 'elsewhere.example', port: hostile.port, priority: 0, weight: 0 }] : [],
      addresses: async () => [hostile.host],
    },
  });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'no-mechanism', offered: ['NONE'] });
  expect(names).toEqual(['localhost']);
  expect(agreed).toEqual(['xmpp-client']);
});

test('TLS older than 1.2 is no TLS', async () => {
  await using hostile = await startHostile(async (client) => {
    await client.open("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    await client.read(/<starttls [^>]*>/);
    client.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await client.secure({ secureContext: client.context(old) });
  });
  await using account = openTestAccount(hostile, romeo);
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'no-tls' });
});
