/** What Prosody 0.12 and ejabberd 23.01 say about channel binding inside TLS 1.3, and that no password is blamed for it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { xml } from '@xmpp/xml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultOf } from '../../app/fault.ts';
import { bareJid } from '../../app/jid.ts';
import { startEjabberd } from '../../e2e/server/ejabberd.ts';
import { STARTTLS, sasl, startHostile } from '../../e2e/server/hostile.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { systemClock } from '../clock.ts';
import { strongestOf } from '../xmpp/sasl/mechanisms.ts';
import { CHANNEL_BINDING_NS, readOffer } from '../xmpp/sasl/offer.ts';
import { authenticate, SASL_NS } from '../xmpp/sasl/profile.ts';
import { systemResolver } from '../xmpp/transport/resolver.ts';
import { secureContextFor } from '../xmpp/transport/trust.ts';
import { connectSecurely } from './secure-connection.ts';
import { openTestAccount } from './testing/opened-account.ts';

const credentials = { username: 'romeo', password: 'secret' };

function connect(server: TestServer) {
  return connectSecurely({
    domain: 'localhost',
    from: bareJid('romeo@localhost'),
    manual: { host: server.host, port: server.port },
    context: secureContextFor([readFileSync(server.ca, 'utf8')]),
    resolver: systemResolver,
    random: () => 0,
    clock: systemClock,
    log: { info: () => {}, warn: () => {} },
    step: () => {},
    signal: new AbortController().signal,
  });
}

describe.each([
  ['Prosody', startProsody, false],
  ['ejabberd', startEjabberd, true],
])('%s', (_, start, offersPlus) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start();
    await server.addUser('romeo', credentials.password);
  }, 60_000);
  afterAll(() => server.dispose());

  async function signIn(change: (features: ReturnType<typeof xml>) => void): Promise<unknown> {
    const { stream, features, exporter } = await connect(server);
    change(features);
    try {
      await authenticate(stream, features, credentials, { exporter, nonce: randomUUID, neverPlain: true });
      return 'signed in';
    } catch (error) {
      return faultOf(error);
    } finally {
      stream.destroy('seen enough');
    }
  }

  test('there is an exporter, and the server does not know it: SCRAM without', async () => {
    const { stream, features, exporter } = await connect(server);
    stream.destroy('seen enough');
    const offer = readOffer(features, features.getChild('mechanisms', SASL_NS));
    expect(exporter).toHaveLength(32);
    expect(offer.bindings).toBeUndefined();
    expect(offer.mechanisms.some((name) => name.endsWith('-PLUS'))).toBe(offersPlus);
    expect(strongestOf({ offer, exporter, neverPlain: true })?.name).toMatch(/^SCRAM-SHA-[0-9]+$/);
    expect(await signIn(() => {})).toBe('signed in');
  });

  if (!offersPlus) return;
  test('somebody who says that it does know it makes no wrong password of a right one', async () => {
    const lie = xml('sasl-channel-binding', CHANNEL_BINDING_NS, xml('channel-binding', { type: 'tls-exporter' }));
    expect(await signIn((features) => void features.append(lie))).toEqual({ kind: 'downgraded' });
  });
});

test('before TLS 1.3 nothing is bound, whatever the server lists', async () => {
  let auth = '';
  await using server = await startHostile(async (client) => {
    await client.open(STARTTLS);
    await client.read(/<starttls [^>]*>/);
    client.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    await client.secure({ secureContext: client.context({ maxVersion: 'TLSv1.2' }) });
    const listed = `<sasl-channel-binding xmlns='${CHANNEL_BINDING_NS}'><channel-binding type='tls-exporter'/></sasl-channel-binding>`;
    await client.open(sasl('SCRAM-SHA-1', 'SCRAM-SHA-1-PLUS') + listed);
    const [all, first = ''] = await client.read(/<auth [^>]*>([^<]*)<\/auth>/);
    auth = `${/mechanism="([^"]*)"/.exec(all)?.[1]} ${Buffer.from(first, 'base64')}`;
    client.write(`<failure xmlns='${SASL_NS}'><not-authorized/></failure>`);
    await client.ended();
  });
  await using account = openTestAccount(server, { jid: 'romeo@localhost', password: 'secret' });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'credentials', reason: 'wrong' });
  expect(auth).toMatch(/^SCRAM-SHA-1 n,,n=romeo,/);
});
