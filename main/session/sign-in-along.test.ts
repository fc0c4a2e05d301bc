/**
 * Sign-ins that the servers at hand are too old for, against the scripted one: -PLUS with tls-exporter, downgrade
 * protection, SASL2 with Bind 2, resumption along, FAST.
 */
import { expect, test } from 'vitest';
import { type ScriptedOptions, type ScriptedServer, startScriptedServer } from '../../e2e/server/scripted.ts';
import { testClock } from '../clock.testing.ts';
import { FAST_NS } from '../xmpp/sasl/fast.ts';
import { SASL2_NS } from '../xmpp/sasl/sasl2.ts';
import { conversation } from './testing/conversation.ts';
import { openTestAccount, testDevice } from './testing/opened-account.ts';

const ann = { jid: 'ann@localhost', password: 'Jülie, пароль=' };
const EXPORTER = ['tls-server-end-point', 'tls-exporter'];
const SCRAMS = ['SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'];
const SM = 'urn:xmpp:sm:3';

const start = (more: Partial<ScriptedOptions>) =>
  startScriptedServer({ users: { ann: ann.password, bob: 'hidden' }, mechanisms: SCRAMS, ...more });

/** With which an attempt stops. */
async function fault(server: ScriptedServer, password = ann.password) {
  await using account = openTestAccount(server, { ...ann, password });
  account.connection.connect();
  return (await account.reached('stopped')).fault;
}

async function signedIn(server: ScriptedServer, device = testDevice(), password = ann.password) {
  const { feature, hooks, say } = conversation();
  const account = openTestAccount(server, { ...ann, password }, { device, features: [feature] });
  account.connection.connect();
  await account.reached('online');
  const client = await server.client();
  const auth = client.received.filter((each) => each.is('auth') || each.is('authenticate', SASL2_NS));
  const names = () => client.received.map(({ name }) => name).filter((name) => name !== 'starttls' && name !== 'r');
  return {
    account,
    client,
    device,
    hooks,
    say,
    auth,
    names,
    [Symbol.asyncDispose]: () => account.connection.disconnect(),
  };
}

const first = (element: { getChildText(name: string): string | null; getText(): string } | undefined) =>
  Buffer.from(element?.getChildText('initial-response') ?? element?.getText() ?? '', 'base64').toString();

const inRfc6120 = {};
const inSasl2: Partial<ScriptedOptions> = { sasl2: { bind: [] } };

test.each([
  ['RFC 6120', inRfc6120],
  ['SASL2', inSasl2],
])('%s: the password is bound to the TLS connection, and the server comes to the same bytes', async (_, profile) => {
  await using server = await start({ ...profile, bindings: EXPORTER, protectsOffer: true });
  await using session = await signedIn(server);
  expect(session.auth.map(({ attrs }) => attrs.mechanism)).toEqual(['SCRAM-SHA-256-PLUS']);
  expect(first(session.auth[0])).toMatch(/^p=tls-exporter,,n=ann,/);
});

test.each([
  ['RFC 6120', inRfc6120],
  ['SASL2', inSasl2],
])('%s: whoever ends our TLS and speaks another with the server is found out', async (_, profile) => {
  await using server = await start({ ...profile, bindings: EXPORTER, otherChannel: true });
  expect(await fault(server)).toEqual({ kind: 'downgraded' });
});

test.each([
  ['RFC 6120', inRfc6120],
  ['SASL2', inSasl2],
])('%s: whoever takes mechanisms or bindings out of the offer is found out', async (_, profile) => {
  const without = { ...profile, bindings: EXPORTER, seen: { mechanisms: ['SCRAM-SHA-256'] } };
  // By the flag of SCRAM itself, where -PLUS is gone altogether ...
  await using unprotected = await start(without);
  expect(await fault(unprotected)).toEqual({ kind: 'downgraded' });
  // ... and by the signed offer, also where something of -PLUS is left.
  await using stripped = await start({ ...without, seen: { bindings: ['tls-unique'] }, protectsOffer: true });
  expect(await fault(stripped)).toEqual({ kind: 'downgraded' });
  await using weaker = await start({
    ...profile,
    mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-512'],
    seen: { mechanisms: ['SCRAM-SHA-1'] },
    protectsOffer: true,
  });
  expect(await fault(weaker)).toEqual({ kind: 'downgraded' });
});

test.each([
  ['RFC 6120', inRfc6120],
  ['SASL2', inSasl2],
])('%s: PLAIN is good for a server that never had better, and for no other', async (_, profile) => {
  const device = testDevice();
  await using plain = await start({ ...profile, mechanisms: ['PLAIN'] });
  await (await signedIn(plain, device))[Symbol.asyncDispose]();
  await (await signedIn(plain, device))[Symbol.asyncDispose]();
  await using scram = await start({ ...profile, mechanisms: ['SCRAM-SHA-1'] });
  await (await signedIn(scram, device))[Symbol.asyncDispose]();
  await using account = openTestAccount(plain, ann, { device });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'downgraded' });
});

test('SASL2: a wrong password is told as one, with and without binding', async () => {
  await using bound = await start({ ...inSasl2, bindings: EXPORTER });
  expect(await fault(bound, 'wrong')).toEqual({ kind: 'credentials', reason: 'wrong' });
  await using unbound = await start({ ...inSasl2, mechanisms: ['SCRAM-SHA-1'] });
  expect(await fault(unbound, 'wrong')).toEqual({ kind: 'credentials', reason: 'wrong' });
});

test.each([
  ['a wrong signature', '<additional-data>dj1BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE9</additional-data>'],
  ['none', ''],
])('SASL2: a server that proves itself with %s is not believed', async (_, data) => {
  await using server = await start({ ...inSasl2, mechanisms: ['SCRAM-SHA-1'] });
  const identity = '<authorization-identifier>ann@localhost/x</authorization-identifier>';
  server.answer((element) =>
    element.is('response', SASL2_NS)
      ? `<success xmlns="${SASL2_NS}">${data}${identity}<bound xmlns="urn:xmpp:bind:0"/></success><stream:features/>`
      : undefined,
  );
  expect(await fault(server)).toEqual({ kind: 'server-not-proven' });
});

test('SASL2: a second factor is said to be missing here', async () => {
  await using server = await start(inSasl2);
  server.answer((element) =>
    element.is('response', SASL2_NS)
      ? `<continue xmlns="${SASL2_NS}"><tasks><task>TOTP</task></tasks></continue>`
      : undefined,
  );
  expect(await fault(server)).toEqual({ kind: 'unsupported', what: 'second factor' });
});

test('SASL2: a server that says nothing is given up at the deadline', async () => {
  await using server = await start(inSasl2);
  const clock = testClock();
  const asked = new Promise<void>((resolve) => {
    server.answer((element) => {
      if (!element.is('authenticate')) return undefined;
      resolve();
      return '';
    });
  });
  await using account = openTestAccount(server, ann, { clock });
  account.connection.connect();
  await asked;
  clock.pass(30_000);
  expect((await account.reached('waiting')).fault).toEqual({ kind: 'timeout' });
});

test('Bind 2: one resource, managed from the start, though the old binding is listed again', async () => {
  await using server = await start({
    sasl2: { bind: [SM, 'urn:xmpp:carbons:2'], resume: true },
    features: ['<ver xmlns="urn:xmpp:features:rosterver"/>'],
  });
  await using session = await signedIn(server);
  const [request] = session.auth;
  expect(request?.getChild('bind', 'urn:xmpp:bind:0')?.children.map(String)).toEqual([
    '<tag>Kith</tag>',
    '<enable xmlns="urn:xmpp:carbons:2"/>',
    '<enable xmlns="urn:xmpp:sm:3" resume="true"/>',
  ]);
  expect(request?.getChild('user-agent')?.attrs.id).toBe(await session.device.id());
  expect(session.account.connection.current()?.jid).toBe(session.client.jid);
  expect(session.account.connection.current()?.serverFeatures.getChild('ver')).toBeDefined();
  expect(session.account.connection.current()?.serverFeatures.getChild('sm', SM)).toBeDefined();
  await session.say('bob@localhost', 'hello');
  expect(session.names()).toEqual(['authenticate', 'response', 'presence', 'message']);
});

test('SASL2 without Bind 2: resource and stream management by elements of their own', async () => {
  await using server = await start({ sasl2: {}, features: [`<sm xmlns="${SM}"/>`] });
  await using session = await signedIn(server);
  expect(session.names().slice(0, 4)).toEqual(['authenticate', 'response', 'iq', 'enable']);
  expect(session.account.connection.current()?.jid).toBe('ann@localhost/Kith.test');
});

test('a link that breaks is resumed with the sign-in: nothing lost, nothing twice', async () => {
  await using server = await start({ sasl2: { bind: [SM], resume: true } });
  await using session = await signedIn(server);
  const before = session.account.connection.current();
  await session.say('bob@localhost', 'one');
  session.client.drop();
  await session.account.reached('waiting');
  const said = session.say('bob@localhost', 'two');
  session.account.connection.retryNow();
  const again = await server.client();
  await session.account.reached('online');
  await said;
  expect(session.account.connection.current()).toBe(before);
  expect(session.hooks).toEqual(['online', 'offline', 'resumed']);
  expect(again.jid).toBe(session.client.jid);
  const bodies = [session.client, again].flatMap(({ received }) =>
    received.flatMap((each) => each.getChildText('body') ?? []),
  );
  expect(bodies).toEqual(['one', 'two']);
});

test('a session that the server has forgotten is followed by a new one in the same round trip', async () => {
  await using server = await start({ sasl2: { bind: [SM], resume: true } });
  await using session = await signedIn(server);
  server.forgetSessions();
  session.client.drop();
  await session.account.reached('waiting');
  session.account.connection.retryNow();
  const again = await server.client();
  await session.account.reached('online');
  expect(session.hooks).toEqual(['online', 'offline', 'ended', 'online']);
  expect(again.received.filter((each) => each.is('authenticate'))).toHaveLength(1);
  expect(again.jid).not.toBe(session.client.jid);
});

test('what comes between success and the features is the session’s, and counted', async () => {
  await using server = await start({ sasl2: { bind: [SM] }, mechanisms: ['PLAIN'] });
  const { feature, heard } = conversation();
  server.answer((element) =>
    element.is('authenticate')
      ? `<success xmlns="${SASL2_NS}"><authorization-identifier>ann@localhost/Kith.1</authorization-identifier>` +
        `<bound xmlns="urn:xmpp:bind:0"><enabled xmlns="${SM}" id="a" resume="true"/></bound></success>` +
        `<message from="bob@localhost/x"><body>early</body></message><stream:features/><r xmlns="${SM}"/>`
      : undefined,
  );
  const counts: (string | undefined)[] = [];
  server.answer((element) => {
    if (element.is('a', SM)) counts.push(element.attrs.h);
    return undefined;
  });
  await using account = openTestAccount(server, ann, { features: [feature] });
  account.connection.connect();
  await heard('early');
  await account.reached('online');
  await account.connection.disconnect();
  expect(counts).toContain('1');
});

const fast = (...mechanisms: string[]): Partial<ScriptedOptions> => ({
  bindings: EXPORTER,
  sasl2: { bind: [SM], resume: true, fast: mechanisms },
});
const mechanismsOf = (session: { readonly auth: readonly { attrs: Record<string, string | undefined> }[] }) =>
  session.auth.map(({ attrs }) => attrs.mechanism);

test.each([
  [['HT-SHA-256-NONE', 'HT-SHA-256-EXPR', 'HT-SHA-256-ENDP'], 'HT-SHA-256-EXPR'],
  [['HT-SHA-256-NONE'], 'HT-SHA-256-NONE'],
])('FAST: of %j the token is asked for %s, and signs in the next time in one round trip', async (offered, chosen) => {
  await using server = await start(fast(...offered));
  const device = testDevice();
  {
    await using session = await signedIn(server, device);
    expect(mechanismsOf(session)).toEqual(['SCRAM-SHA-256-PLUS']);
    expect(session.auth[0]?.getChild('request-token', FAST_NS)?.attrs.mechanism).toBe(chosen);
  }
  expect(device.kept()).toMatchObject({ mechanism: chosen, token: server.tokens[0]?.token });
  await using again = await signedIn(server, device);
  expect(mechanismsOf(again)).toEqual([chosen]);
  expect(again.auth[0]?.getChild('fast', FAST_NS)).toBeDefined();
  expect(again.auth[0]?.getChild('request-token')).toBeUndefined();
  await again.client.expect('its presence', (each) => each.is('presence'));
  expect(again.names()).toEqual(['authenticate', 'presence']);
});

test('FAST: a link that breaks is resumed by the token, too', async () => {
  await using server = await start(fast('HT-SHA-256-EXPR'));
  await using session = await signedIn(server);
  session.client.drop();
  await session.account.reached('waiting');
  session.account.connection.retryNow();
  const again = await server.client();
  await session.account.reached('online');
  const asked = again.received.filter((each) => each.is('authenticate')).map(({ attrs }) => attrs.mechanism);
  expect(asked).toEqual(['HT-SHA-256-EXPR']);
  expect(session.hooks).toEqual(['online', 'offline', 'resumed']);
});

test('FAST: a token that is refused is gone, and the password has its turn once, on the same connection', async () => {
  await using server = await start(fast('HT-SHA-256-NONE'));
  const device = testDevice();
  await (await signedIn(server, device))[Symbol.asyncDispose]();
  const [old] = server.tokens.splice(0);
  await using session = await signedIn(server, device);
  expect(mechanismsOf(session)).toEqual(['HT-SHA-256-NONE', 'SCRAM-SHA-256-PLUS']);
  expect(device.kept()?.token).toBe(server.tokens[0]?.token);
  expect(device.kept()?.token).not.toBe(old?.token);
});

test('FAST: the token of another account, or of another device, is worth nothing', async () => {
  await using server = await start({ ...fast('HT-SHA-256-NONE'), users: { ann: ann.password, bob: ann.password } });
  const device = testDevice();
  await (await signedIn(server, device))[Symbol.asyncDispose]();
  const token = device.kept();
  await using bob = openTestAccount(server, { ...ann, jid: 'bob@localhost' }, { device: testDevice(token) });
  bob.connection.connect();
  await bob.reached('online');
  const { received } = await server.client();
  const asked = received.filter((each) => each.is('authenticate')).map(({ attrs }) => attrs.mechanism);
  expect(asked).toEqual(['HT-SHA-256-NONE', 'SCRAM-SHA-256-PLUS']);
  await using stolen = await signedIn(server, testDevice(token));
  expect(mechanismsOf(stolen)).toEqual(['HT-SHA-256-NONE', 'SCRAM-SHA-256-PLUS']);
});

test('FAST: with a refused token and a wrong password it stops, without a token', async () => {
  await using server = await start(fast('HT-SHA-256-NONE'));
  const device = testDevice({ mechanism: 'HT-SHA-256-NONE', token: 'made-up', expiry: Date.now() + 60_000 });
  await using account = openTestAccount(server, { ...ann, password: 'old' }, { device });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'credentials', reason: 'wrong' });
  expect(device.kept()).toBeUndefined();
});

test('FAST: a trouble of the server’s own costs no token', async () => {
  await using server = await start(fast('HT-SHA-256-NONE'));
  server.answer((element) =>
    element.is('authenticate')
      ? `<failure xmlns="${SASL2_NS}"><temporary-auth-failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/></failure>`
      : undefined,
  );
  const device = testDevice({ mechanism: 'HT-SHA-256-NONE', token: 'good', expiry: Date.now() + 60_000 });
  await using account = openTestAccount(server, ann, { device });
  account.connection.connect();
  expect((await account.reached('waiting')).fault).toMatchObject({ kind: 'refused' });
  expect(device.kept()?.token).toBe('good');
});

test('FAST: a server that does not know the token itself is not believed', async () => {
  await using server = await start(fast('HT-SHA-256-EXPR'));
  const identity = '<authorization-identifier>ann@localhost/x</authorization-identifier>';
  const forged = Buffer.alloc(32).toString('base64');
  server.answer((element) =>
    element.is('authenticate')
      ? `<success xmlns="${SASL2_NS}"><additional-data>${forged}</additional-data>${identity}` +
        '<bound xmlns="urn:xmpp:bind:0"/></success><stream:features/>'
      : undefined,
  );
  const device = testDevice({ mechanism: 'HT-SHA-256-EXPR', token: 'mine', expiry: Date.now() + 60_000 });
  await using account = openTestAccount(server, ann, { device });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'server-not-proven' });
});

test('FAST: a token that binds is worth nothing to somebody in between, who then has to face the password', async () => {
  const more = { ...fast('HT-SHA-256-EXPR'), otherChannel: true };
  await using server = await start(more);
  const device = testDevice({ mechanism: 'HT-SHA-256-EXPR', token: 'mine', expiry: Date.now() + 60_000 });
  server.tokens.push({ user: 'ann', device: await device.id(), mechanism: 'HT-SHA-256-EXPR', token: 'mine' });
  await using account = openTestAccount(server, ann, { device });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'downgraded' });
});

test('FAST: the server changes the token; one that ran out, or is for another mechanism, is not tried', async () => {
  await using server = await start({ ...fast('HT-SHA-256-EXPR'), mechanisms: SCRAMS });
  const expired = testDevice({ mechanism: 'HT-SHA-256-EXPR', token: 'old', expiry: Date.now() - 1 });
  {
    await using session = await signedIn(server, expired);
    expect(mechanismsOf(session)).toEqual(['SCRAM-SHA-256-PLUS']);
  }
  const other = testDevice({ mechanism: 'HT-SHA-256-NONE', token: 'other', expiry: Date.now() + 60_000 });
  {
    await using session = await signedIn(server, other);
    expect(mechanismsOf(session)).toEqual(['SCRAM-SHA-256-PLUS']);
  }
  const undo = server.rotateTokens();
  await using rotated = await signedIn(server, expired);
  undo();
  expect(mechanismsOf(rotated)).toEqual(['HT-SHA-256-EXPR']);
  expect(expired.kept()?.token).toBe(server.tokens.at(-1)?.token);
});

test('FAST: where a binding token can be had, it takes the place of one that is not', async () => {
  await using server = await start(fast('HT-SHA-256-EXPR', 'HT-SHA-256-NONE'));
  const device = testDevice({ mechanism: 'HT-SHA-256-NONE', token: 'mine', expiry: Date.now() + 60_000 });
  server.tokens.push({ user: 'ann', device: await device.id(), mechanism: 'HT-SHA-256-NONE', token: 'mine' });
  await using session = await signedIn(server, device);
  expect(mechanismsOf(session)).toEqual(['HT-SHA-256-NONE']);
  expect(device.kept()?.mechanism).toBe('HT-SHA-256-EXPR');
});
