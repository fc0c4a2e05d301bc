/** Signing in over a WebSocket: the person's own, or the domain's where TCP leads nowhere, with real servers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEjabberd } from '../../e2e/server/ejabberd.ts';
import { startProxy } from '../../e2e/server/fault-proxy.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { type Clock, systemClock } from '../clock.ts';
import { directWay, type Way } from '../xmpp/transport/way.ts';
import { conversation } from './testing/conversation.ts';
import { openTestAccount } from './testing/opened-account.ts';

const user = { jid: 'romeo@localhost', password: 'Jülie пароль' };
const other = { jid: 'juliet@localhost', password: 'secret' };
/** Nothing listens there. */
const CLOSED = 1;

/** Where the world is as it should be, but ports are the test's: what leads where. Writes down what was dialled. */
function network(ports: Readonly<Record<number, number>>): Way & { readonly dialled: number[] } {
  const dialled: number[] = [];
  return {
    ...directWay,
    dialled,
    dial(endpoints, options) {
      dialled.push(...endpoints.map(({ port }) => port));
      const led = endpoints.map((endpoint) => ({ ...endpoint, port: ports[endpoint.port] ?? CLOSED }));
      return directWay.dial(led, options);
    },
  };
}
/** No answer, ever. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

const resolver = { srv: async () => [], addresses: async () => ['127.0.0.1'] };
const byAddress = { resolver, settings: () => ({ password: user.password }) };

describe.each([
  ['Prosody', startProsody],
  ['ejabberd', startEjabberd],
])('%s', (_, start) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start({ web: true });
    await server.addUser('romeo', user.password);
    await server.addUser('juliet', other.password);
  }, 60_000);
  afterAll(() => server.dispose());
  const webLeadsTo = () => network({ 443: server.httpsPort, [server.httpsPort]: server.httpsPort });

  test('the domain’s WebSocket carries where TCP leads nowhere', async () => {
    const direct = webLeadsTo();
    await using account = openTestAccount(server, user, { ...byAddress, direct });
    account.connection.connect();
    await account.reached('online');
    expect(account.connection.facts().link).toMatchObject({
      host: 'localhost',
      tls: 'direct',
      websocket: true,
      profile: 'SASL',
    });
    expect(direct.dialled.slice(0, 3)).toEqual([5222, 5223, 443]);
    await account.connection.disconnect();
    expect(account.connection.state()).toEqual({ phase: 'offline' });
  });

  test('a link that breaks is resumed: nothing lost, nothing twice, in either direction', async () => {
    await using proxy = await startProxy({ host: server.host, port: server.httpsPort });
    const websocket = new URL(server.websocket.replace(String(server.httpsPort), String(proxy.port)));
    const [ours, theirs] = [conversation(), conversation()];
    const settings = () => ({ password: user.password, websocket });
    await using account = openTestAccount(server, user, { settings, features: [ours.feature] });
    await using peer = openTestAccount(server, other, { features: [theirs.feature] });
    account.connection.connect();
    peer.connection.connect();
    await Promise.all([account.reached('online'), peer.reached('online')]);
    const [me, you] = [account.connection.current()?.jid ?? '', peer.connection.current()?.jid ?? ''];
    const odd = 'a1 <&> 😀 \u{1F468}\u200D\u{1F469} ]]>';
    await Promise.all([ours.say(you, odd), theirs.say(me, 'b1'), ours.heard('b1'), theirs.heard(odd)]);
    await proxy.refuse();
    await account.reached('waiting');
    const said = ['a2', 'a3'].map((body) => ours.say(you, body));
    await Promise.all(['b2', 'b3'].map((body) => theirs.say(me, body)));
    await proxy.accept();
    account.connection.retryNow();
    await Promise.all([...said, ours.heard('b3'), theirs.heard('a3')]);
    const many = Array.from({ length: 300 }, (_, n) => `c${n}`);
    await Promise.all([...many.map((body) => ours.say(you, body)), theirs.heard('c299')]);
    await Promise.all([...many.map((body) => theirs.say(me, body)), ours.heard('c299')]);
    expect(ours.bodies).toEqual(['b1', 'b2', 'b3', ...many]);
    expect(theirs.bodies).toEqual([odd, 'a2', 'a3', ...many]);
    expect(ours.hooks).toEqual(['online', 'offline', 'resumed']);
    expect(account.connection.facts().link).toMatchObject({ port: proxy.port, websocket: true });
  });

  test('TCP that led nowhere is not waited for long again, until the network is another one', async () => {
    await using line = await startProxy({ host: server.host, port: server.httpsPort });
    const web = network({ 443: server.httpsPort, [server.httpsPort]: line.port });
    // A firewall that drops what it does not know: nothing answers until the time is over, which comes soon here.
    const direct: Way = {
      ...web,
      limit: 14_000,
      dial: (endpoints, options) =>
        endpoints[0]?.port === 5222 ? silence(options.signal) : web.dial(endpoints, options),
    };
    const limits: number[] = [];
    const isDial = (ms: number) => ms === 14_000 || ms === 3000;
    const clock: Clock = {
      ...systemClock,
      after(ms, call) {
        if (isDial(ms)) limits.push(ms);
        return systemClock.after(ms === 3000 || (ms === 14_000 && limits.length === 1) ? 20 : ms, call);
      },
    };
    await using account = openTestAccount(server, user, { ...byAddress, direct, clock });
    account.connection.connect();
    await account.reached('online');
    expect(limits[0]).toBe(14_000);
    limits.length = 0;
    line.cut();
    await account.reached('waiting');
    await account.reached('online');
    expect(limits[0]).toBe(3000);
    limits.length = 0;
    account.connection.networkChanged();
    line.cut();
    await account.reached('waiting');
    await account.reached('online');
    expect(limits[0]).toBe(14_000);
  });

  test('who gave a host or trusts one certificate stays with that', async () => {
    for (const also of [{ host: server.host }, { port: 5222 }, { pinnedFingerprint: 'AA:BB' }]) {
      const direct = webLeadsTo();
      const settings = () => ({ password: user.password, ...also });
      await using account = openTestAccount(server, user, { resolver, direct, settings });
      account.connection.connect();
      expect((await account.reached('waiting')).fault).toMatchObject({ kind: 'unreachable' });
      expect(direct.dialled).not.toContain(443);
    }
  });

  test('a wrong password over a WebSocket stops as everywhere', async () => {
    const settings = () => ({ password: 'wrong', websocket: new URL(server.websocket) });
    await using account = openTestAccount(server, user, { settings });
    account.connection.connect();
    expect((await account.reached('stopped')).fault).toMatchObject({ kind: 'credentials', reason: 'wrong' });
  });

  test('where there is no WebSocket, it is told', async () => {
    const settings = () => ({ password: user.password, websocket: new URL('/elsewhere', server.websocket) });
    await using account = openTestAccount(server, user, { settings });
    account.connection.connect();
    expect((await account.reached('waiting')).fault).toEqual({
      kind: 'unreachable',
      host: 'localhost',
      port: server.httpsPort,
      reason: 'refused',
    });
  });
});

test('the web is no way around a certificate', async () => {
  await using server = await startProsody({ web: true, certificate: 'wrong-name' });
  const direct = network({ 5222: server.port, 443: server.httpsPort, [server.httpsPort]: server.httpsPort });
  await using account = openTestAccount(server, user, { ...byAddress, direct });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toMatchObject({ kind: 'certificate', problem: 'wrong-name' });
  expect(direct.dialled).not.toContain(443);
});

test('a web server that is not the domain’s is not believed, and is no reason to stop', async () => {
  await using server = await startProsody({ web: true, certificate: 'wrong-name' });
  const direct = network({ 443: server.httpsPort, [server.httpsPort]: server.httpsPort });
  await using account = openTestAccount(server, user, { ...byAddress, direct });
  account.connection.connect();
  expect((await account.reached('waiting')).fault).toMatchObject({ kind: 'unreachable', port: CLOSED });
  expect(account.logged.join('\n')).toContain(
    'not over the web either {"domain":"localhost","reason":"FaultError: certificate"}',
  );
  expect(direct.dialled).toContain(443);
  expect(direct.dialled).not.toContain(server.httpsPort);
});

test('a WebSocket given by hand has to prove its name, and the person decides', async () => {
  await using server = await startProsody({ web: true, certificate: 'self-signed' });
  const websocket = new URL(server.websocket);
  await using account = openTestAccount(server, user, { settings: () => ({ password: user.password, websocket }) });
  account.connection.connect();
  const { fault } = await account.reached('stopped');
  expect(fault).toMatchObject({ kind: 'certificate', problem: 'self-signed' });
});
