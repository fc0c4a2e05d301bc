/** Signing in through proxies, with a real server behind them. No name may be looked up on this side. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { startTunnelProxy, type TunnelProxy } from '../../e2e/server/tunnel-proxy.ts';
import { systemClock } from '../clock.ts';
import { openRegistration } from './registration.ts';
import { conversation } from './testing/conversation.ts';
import { openTestAccount } from './testing/opened-account.ts';

const romeo = { jid: 'romeo@localhost', password: 'secret' };
const juliet = { jid: 'juliet@localhost', password: 'secret' };
const never = async (): Promise<never> => {
  throw new Error('a name was looked up on this side of the proxy');
};
const resolver = { srv: never, addresses: never };

let server: TestServer;
beforeAll(async () => {
  server = await startProsody({ web: true, registration: true });
  await server.addUser('romeo', romeo.password);
  await server.addUser('juliet', juliet.password);
}, 60_000);
afterAll(() => server.dispose());

describe.each(['http', 'socks5'] as const)('%s', (kind) => {
  const given = (proxy: TunnelProxy, user = '', password = '') => ({
    kind,
    host: proxy.host,
    port: proxy.port,
    user,
    password,
  });

  test('STARTTLS at the domain’s usual port', async () => {
    const routes = { 'localhost:5222': { host: server.host, port: server.port } };
    await using proxy = await startTunnelProxy({ kind, routes });
    const settings = () => ({ password: romeo.password, proxy: given(proxy) });
    await using account = openTestAccount(server, romeo, { resolver, settings });
    account.connection.connect();
    await account.reached('online');
    expect(proxy.asked).toEqual(['localhost:5222']);
    expect(proxy.open()).toBe(1);
    expect(account.connection.facts().link).toMatchObject({ proxy: kind, tls: 'starttls', host: 'localhost' });
  });

  test('whoever is led to somebody else by it finds out', async () => {
    await using other = await startProsody({ certificate: 'wrong-name' });
    const routes = { 'localhost:5222': { host: other.host, port: other.port } };
    await using proxy = await startTunnelProxy({ kind, routes });
    const settings = () => ({ password: romeo.password, proxy: given(proxy) });
    await using account = openTestAccount(server, romeo, { resolver, settings });
    account.connection.connect();
    expect((await account.reached('stopped')).fault).toMatchObject({ kind: 'certificate', problem: 'wrong-name' });
  });

  test('direct TLS at a host and port given by hand', async () => {
    const routes = { 'xmpp.example:443': { host: server.host, port: server.directTlsPort } };
    await using proxy = await startTunnelProxy({ kind, routes });
    const settings = () => ({ password: romeo.password, host: 'xmpp.example', port: 443, proxy: given(proxy) });
    await using account = openTestAccount(server, romeo, { resolver, settings });
    account.connection.connect();
    await account.reached('online');
    expect(proxy.asked).toEqual(['xmpp.example:443']);
  });

  test('the domain’s WebSocket, where the proxy lets only the web through', async () => {
    const web = { host: server.host, port: server.httpsPort };
    const routes = { 'localhost:443': web, [`localhost:${server.httpsPort}`]: web };
    const forbidden = ['localhost:5222', 'localhost:5223'];
    await using proxy = await startTunnelProxy({ kind, routes, forbidden });
    const settings = () => ({ password: romeo.password, proxy: given(proxy) });
    await using account = openTestAccount(server, romeo, { resolver, settings });
    account.connection.connect();
    await account.reached('online');
    expect(account.connection.facts().link).toMatchObject({ proxy: kind, websocket: true });
    expect(new Set(proxy.asked)).toEqual(new Set([...forbidden, ...Object.keys(routes)]));
  });

  test('a password that it refuses stops, is given once, and goes on once it was mended', async () => {
    const routes = { 'localhost:5222': { host: server.host, port: server.port } };
    await using proxy = await startTunnelProxy({ kind, user: 'ann', password: 'right', routes });
    let password = 'wrong-one';
    const settings = () => ({ password: romeo.password, proxy: given(proxy, 'ann', password) });
    await using account = openTestAccount(server, romeo, { resolver, settings });
    account.connection.connect();
    expect((await account.reached('stopped')).fault).toMatchObject({ kind: 'proxy', problem: 'credentials' });
    expect(proxy.made()).toBe(1);
    expect(account.logged.join('\n')).not.toContain('wrong-one');
    password = 'right';
    account.connection.wayChanged();
    await account.reached('online');
  });

  test('one that is away is not gone around, and is tried again', async () => {
    const gone = await startTunnelProxy({ kind });
    await gone[Symbol.asyncDispose]();
    const settings = () => ({ password: romeo.password, proxy: given(gone) });
    await using account = openTestAccount(server, romeo, { resolver, settings });
    account.connection.connect();
    expect((await account.reached('waiting')).fault).toMatchObject({ kind: 'proxy', problem: 'unreachable' });
  });

  test('a link goes over to a proxy and back, and its session with it', async () => {
    const routes = { [`${server.host}:${server.port}`]: { host: server.host, port: server.port } };
    await using proxy = await startTunnelProxy({ kind, routes });
    const [ours, theirs] = [conversation(), conversation()];
    let through = false;
    const settings = () => ({
      password: romeo.password,
      host: server.host,
      port: server.port,
      ...(through ? { proxy: given(proxy) } : {}),
    });
    await using account = openTestAccount(server, romeo, { settings, features: [ours.feature] });
    await using peer = openTestAccount(server, juliet, { features: [theirs.feature] });
    account.connection.connect();
    peer.connection.connect();
    await Promise.all([account.reached('online'), peer.reached('online')]);
    const me = account.connection.current()?.jid ?? '';
    await theirs.say(me, '1');
    await ours.heard('1');
    for (const [n, next] of [true, false].entries()) {
      // What is not safe yet would come again, to be sorted out by whoever stores it.
      const { connection } = account;
      await expect.poll(() => connection.facts().stream?.safe).toBe(connection.facts().stream?.received);
      through = next;
      account.connection.wayChanged();
      await theirs.say(me, `2.${n}`);
      await account.reached('online');
      await ours.heard(`2.${n}`);
      expect(proxy.open()).toBe(next ? 1 : 0);
      expect(account.connection.facts().link?.proxy).toBe(next ? kind : undefined);
    }
    expect(ours.bodies).toEqual(['1', '2.0', '2.1']);
    expect(ours.hooks).toEqual(['online', 'offline', 'resumed', 'offline', 'resumed']);
  });
});

test('an account is made through the proxy, too', async () => {
  const routes = { 'localhost:5222': { host: server.host, port: server.port } };
  await using proxy = await startTunnelProxy({ kind: 'http', routes });
  const { host, port } = proxy;
  const registration = await openRegistration({
    domain: 'localhost',
    extraCas: [readFileSync(server.ca, 'utf8')],
    resolver,
    proxy: async () => ({ kind: 'http', host, port, user: '', password: '' }),
    clock: systemClock,
    random: () => 0,
    log: { info: () => {}, warn: () => {} },
    signal: new AbortController().signal,
  });
  expect(registration.form.fields.map(({ name }) => name)).toContain('password');
  await registration.close();
  expect(proxy.asked).toEqual(['localhost:5222']);
});

test('a proxy whose tunnel breaks later is a link that breaks', async () => {
  const routes = { 'localhost:5222': { host: server.host, port: server.port } };
  await using proxy = await startTunnelProxy({ kind: 'socks5', routes });
  const { host, port } = proxy;
  const settings = () => ({
    password: romeo.password,
    proxy: { kind: 'socks5', host, port, user: '', password: '' } as const,
  });
  const { feature, hooks } = conversation();
  await using account = openTestAccount(server, romeo, { resolver, settings, features: [feature] });
  account.connection.connect();
  await account.reached('online');
  proxy.cut();
  await account.reached('waiting');
  await account.reached('online');
  expect(hooks).toEqual(['online', 'offline', 'resumed']);
});
