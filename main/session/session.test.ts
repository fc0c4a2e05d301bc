import { xml } from '@xmpp/xml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultOf } from '../../app/fault.ts';
import { startEjabberd } from '../../e2e/server/ejabberd.ts';
import { startProxy } from '../../e2e/server/fault-proxy.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { conversation } from './testing/conversation.ts';
import { openTestAccount } from './testing/opened-account.ts';

const stanza = () => xml('iq', { type: 'get' }, xml('ping', 'urn:xmpp:ping'));

describe.each([
  ['Prosody', startProsody],
  ['ejabberd', startEjabberd],
])('%s', (_, start) => {
  let server: TestServer;
  const romeo = { jid: 'romeo@localhost', password: 'Jülie пароль' };
  const juliet = { jid: 'juliet@localhost', password: 'secret' };
  beforeAll(async () => {
    server = await start();
    await server.addUser('romeo', romeo.password);
    await server.addUser('juliet', juliet.password);
  }, 60_000);
  afterAll(() => server.dispose());

  test('signs in over STARTTLS, step by step', async () => {
    await using account = openTestAccount(server, romeo);
    account.connection.connect();
    await account.reached('online');
    expect(account.states.map((state) => (state.phase === 'connecting' ? state.step : state.phase))).toEqual([
      'resolving',
      'connecting',
      'securing',
      'signing-in',
      'binding',
      'catching-up',
      'online',
    ]);
    expect(account.connection.current()?.jid).toBe('romeo@localhost/Kith.test');
    await account.connection.disconnect();
    expect(account.connection.state()).toEqual({ phase: 'offline' });
    expect(account.connection.current()).toBeUndefined();
  });

  test('signs in over direct TLS, also when the port was not known to be one', async () => {
    await using account = openTestAccount({ ...server, port: server.directTlsPort }, romeo);
    account.connection.connect();
    await account.reached('online');
  });

  test('signs in where SRV says, and again after a DNS failure', async () => {
    let lookups = 0;
    await using account = openTestAccount(server, romeo, {
      settings: () => ({ password: romeo.password }),
      resolver: {
        async srv(name) {
          lookups += 1;
          if (lookups <= 2) throw Object.assign(new Error('no DNS'), { code: 'ESERVFAIL' });
          if (!name.startsWith('_xmpps')) return [];
          return [{ name: 'xmpp.example', port: server.directTlsPort, priority: 1, weight: 0 }];
        },
        async addresses(host) {
          if (host === 'xmpp.example') return [server.host];
          throw Object.assign(new Error('no DNS'), { code: 'EAI_AGAIN' });
        },
      },
    });
    account.connection.connect();
    await account.reached('waiting');
    await account.reached('online');
    expect(lookups).toBe(4);
  });

  test('stops at a wrong password, and goes on when it was mended', async () => {
    let password = 'wrong';
    await using account = openTestAccount(server, romeo, {
      settings: () => ({ password, host: server.host, port: server.port }),
    });
    account.connection.connect();
    const { fault } = await account.reached('stopped');
    expect(fault).toMatchObject({ kind: 'credentials', reason: 'wrong' });
    password = romeo.password;
    account.connection.connect();
    await account.reached('online');
  });

  test('a link that breaks is resumed: nothing lost, nothing twice, in either direction', async () => {
    await using proxy = await startProxy(server);
    const [ours, theirs] = [conversation(), conversation()];
    await using account = openTestAccount({ ...server, port: proxy.port }, romeo, { features: [ours.feature] });
    await using peer = openTestAccount(server, juliet, { features: [theirs.feature] });
    account.connection.connect();
    peer.connection.connect();
    await Promise.all([account.reached('online'), peer.reached('online')]);
    const [me, you] = [account.connection.current()?.jid ?? '', peer.connection.current()?.jid ?? ''];
    await Promise.all([ours.say(you, 'a1'), theirs.say(me, 'b1'), ours.heard('b1')]);

    await proxy.refuse();
    await account.reached('waiting');
    const said = ['a2', 'a3'].map((body) => ours.say(you, body));
    await Promise.all(['b2', 'b3'].map((body) => theirs.say(me, body)));
    await proxy.accept();
    account.connection.retryNow();
    await Promise.all([...said, ours.heard('b3'), theirs.heard('a3')]);
    await Promise.all([ours.say(you, 'a4'), theirs.say(me, 'b4'), ours.heard('b4'), theirs.heard('a4')]);

    expect(ours.bodies).toEqual(['b1', 'b2', 'b3', 'b4']);
    expect(theirs.bodies).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(ours.hooks).toEqual(['online', 'offline', 'resumed']);
  });

  test('what was not released comes again after a resumption, and stays away once it was', async () => {
    await using proxy = await startProxy(server);
    const [ours, theirs] = [conversation({ holding: true }), conversation()];
    await using account = openTestAccount({ ...server, port: proxy.port }, romeo, { features: [ours.feature] });
    await using peer = openTestAccount(server, juliet, { features: [theirs.feature] });
    account.connection.connect();
    peer.connection.connect();
    await Promise.all([account.reached('online'), peer.reached('online')]);
    const me = account.connection.current()?.jid ?? '';
    for (const body of ['1', '2', '3']) await theirs.say(me, body);
    await ours.heard('3');
    ours.releases[0]?.();
    ours.releases[2]?.();
    proxy.cut();
    await account.reached('waiting');
    await account.reached('online');
    await theirs.say(me, '4');
    await ours.heard('4');
    expect(ours.bodies).toEqual(['1', '2', '3', '2', '3', '4']);
    for (const release of ours.releases) release();
    proxy.cut();
    await account.reached('waiting');
    await account.reached('online');
    await theirs.say(me, '5');
    await ours.heard('5');
    expect(ours.bodies).toEqual(['1', '2', '3', '2', '3', '4', '5']);
  });

  test('a server that was restarted is found again with a new session; requests under way are told', async () => {
    const ours = conversation();
    await using account = openTestAccount(server, romeo, { features: [ours.feature] });
    account.connection.connect();
    await account.reached('online');
    const before = account.connection.current();
    await server.stop();
    await account.reached('waiting');
    await server.restart();
    account.connection.retryNow();
    await account.reached('online');
    expect(account.connection.current()).not.toBe(before);
    expect(ours.hooks.filter((hook) => hook !== 'offline')).toEqual(['online', 'ended', 'online']);
    expect(() => before?.send(stanza())).toThrow('offline');
    expect(faultOf(await before?.request(stanza()).catch((error: unknown) => error))).toEqual({ kind: 'offline' });
  }, 30_000);

  test('a second sign-in with the same resource stops the first, which says so', async () => {
    await using first = openTestAccount(server, romeo);
    await using second = openTestAccount(server, romeo);
    first.connection.connect();
    await first.reached('online');
    second.connection.connect();
    await second.reached('online');
    expect((await first.reached('stopped')).fault).toEqual({ kind: 'replaced' });
  });
});
