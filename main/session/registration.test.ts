import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultOf } from '../../app/fault.ts';
import { startEjabberd } from '../../e2e/server/ejabberd.ts';
import { BIND, startHostile } from '../../e2e/server/hostile.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { systemClock } from '../clock.ts';
import { systemResolver } from '../xmpp/transport/resolver.ts';
import { openRegistration, type RegistrationOptions } from './registration.ts';
import { openTestAccount, type ReachableServer } from './testing/opened-account.ts';

function registering(server: ReachableServer, more: Partial<RegistrationOptions> = {}) {
  return openRegistration({
    domain: 'localhost',
    host: server.host,
    port: server.port,
    extraCas: [readFileSync(server.ca, 'utf8')],
    clock: systemClock,
    random: () => 0,
    log: { info: () => {}, warn: () => {} },
    resolver: systemResolver,
    signal: new AbortController().signal,
    ...more,
  });
}

const faultIn = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => faultOf(error),
  );

describe.each([
  ['Prosody', startProsody],
  ['ejabberd', startEjabberd],
])('%s', (_, start) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start({ registration: true });
  }, 60_000);
  afterAll(() => server.dispose());

  test('an account is made and signs in; the same name is taken then', async () => {
    const registration = await registering(server);
    expect(registration.form.fields.map(({ name }) => name)).toEqual(['username', 'password']);
    const values = { username: 'rosaline', password: 'geheim & <gut>' };
    await registration.submit(values);
    await registration.close();

    await using account = openTestAccount(server, { jid: 'rosaline@localhost', password: values.password });
    account.connection.connect();
    await account.reached('online');

    const again = await registering(server);
    expect(await faultIn(again.submit(values))).toMatchObject({ kind: 'refused', condition: 'conflict' });
    // Another name on the same form.
    await again.submit({ ...values, username: 'rosaline2' });
    await again.close();
  });

  test('a form that was open for too long is sent over a new stream', async () => {
    const registration = await registering(server);
    await registration.close();
    await registration.submit({ username: 'mercutio', password: 'secret' });
    await registration.close();
  });
});

test('a server where nobody may register says so', async () => {
  await using server = await startProsody();
  expect(await faultIn(registering(server))).toMatchObject({ kind: 'refused', condition: 'service-unavailable' });
}, 30_000);

test('a form that only a browser can show is not supported', async () => {
  await using server = await startHostile(async (client) => {
    await client.open("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    await client.read(/<starttls [^>]*>/);
    client.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    await client.secure();
    await client.open(BIND);
    await client.read(/<iq .*<\/iq>/);
    client.write(
      "<iq type='result' id='register-form'><query xmlns='jabber:iq:register'>" +
        "<x xmlns='jabber:x:oob'><url>https://localhost/</url></x></query></iq>",
    );
    await client.ended();
  });
  expect(await faultIn(registering(server))).toEqual({ kind: 'unsupported', what: 'registration form' });
});
