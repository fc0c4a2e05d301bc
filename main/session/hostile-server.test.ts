/** What no honest server does. Nothing of it may end the process, hang the account, or be believed. */
import { xml } from '@xmpp/xml';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConnectionState } from '../../app/account/connection.ts';
import type { FullJid } from '../../app/jid.ts';
import { BIND, type HostileClient, SM, STARTTLS, sasl, startHostile } from '../../e2e/server/hostile.ts';
import { testClock } from '../clock.testing.ts';
import type { Feature } from '../xmpp/feature.ts';
import { conversation } from './testing/conversation.ts';
import { keptInMemory, openTestAccount } from './testing/opened-account.ts';

const romeo = { jid: 'romeo@localhost', password: 'secret' };
const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";

const uncaught: unknown[] = [];
const keep = (error: unknown) => void uncaught.push(error);
beforeEach(() => {
  uncaught.length = 0;
  process.on('uncaughtException', keep);
  process.on('unhandledRejection', keep);
});
afterEach(() => {
  process.off('uncaughtException', keep);
  process.off('unhandledRejection', keep);
  expect(uncaught).toEqual([]);
});

async function startTls(client: HostileClient) {
  await client.open(STARTTLS);
  await client.read(/<starttls [^>]*>/);
  client.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  await client.secure();
}

/** Up to a bound session with stream management. */
async function signedIn(client: HostileClient) {
  await client.welcome(BIND + SM);
  await client.bind();
  await client.read(/<enable [^>]*>/);
  client.write("<enabled xmlns='urn:xmpp:sm:3' id='first' resume='true'/>");
}

test('without STARTTLS nothing but the stream header is sent', async () => {
  let read = '';
  await using server = await startHostile(async (client) => {
    await client.open(sasl('PLAIN', 'SCRAM-SHA-1'));
    await client.ended();
    read = client.unread();
  });
  await using account = openTestAccount(server, romeo);
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'no-tls' });
  expect(read).toBe('');
  // Nor is a port that speaks XMPP in the clear tried for direct TLS.
  expect(server.connections()).toBe(1);
});

test('what is put behind <proceed/> in the clear is not taken for the server’s word', async () => {
  await using server = await startHostile(async (client, index) => {
    if (index > 0) return void client.socket.destroy();
    await client.open(STARTTLS);
    await client.read(/<starttls [^>]*>/);
    client.write(
      `<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features>${sasl('PLAIN')}</stream:features>`,
    );
    await client.secure();
    await client.open(sasl('NOTHING'));
  });
  await using account = openTestAccount(server, romeo);
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'no-mechanism', offered: ['NOTHING'] });
});

test.each([
  ['a wrong proof', `<success ${SASL}>${Buffer.from('v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=').toString('base64')}</success>`],
  ['no proof', `<success ${SASL}/>`],
])('a server that answers SCRAM with %s is not signed in to', async (_, success) => {
  let after = '';
  await using server = await startHostile(async (client) => {
    await startTls(client);
    await client.open(sasl('SCRAM-SHA-1'));
    const [, first] = await client.read(/<auth [^>]*>([^<]*)<\/auth>/);
    const nonce = /r=(.*)$/.exec(Buffer.from(first ?? '', 'base64').toString())?.[1];
    const challenge = Buffer.from(`r=${nonce}more,s=QSXCR+Q6sek8bf92,i=4096`).toString('base64');
    client.write(`<challenge ${SASL}>${challenge}</challenge>`);
    await client.read(/<response [^>]*>([^<]*)<\/response>/);
    client.write(success);
    await client.ended();
    after = client.unread();
  });
  await using account = openTestAccount(server, romeo);
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'server-not-proven' });
  expect(after).not.toContain('<stream:stream');
});

test.each([
  ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><message/>', 'restricted-xml'],
  ['a comment', '<!-- hello --><message/>', 'restricted-xml'],
  ['an unknown entity', '<message><body>&nbsp;</body></message>', 'restricted-xml'],
  ['a reference to no character', '<message><body>&#0;</body></message>', 'not-well-formed'],
  ['bytes that are not UTF-8', Uint8Array.of(0x3c, 0xc3, 0x28), 'unsupported-encoding'],
  ['crossed tags', '<message><body></message></body>', 'not-well-formed'],
  ['a stanza nested too deep', '<message>'.repeat(200), 'policy-violation'],
  ['text between the stanzas', 'hello', 'bad-format'],
])('%s ends the link with a stream error; the next one has a new session', async (_, bad, condition) => {
  let told = '';
  const { feature, heard, hooks } = conversation();
  await using server = await startHostile(async (client, index) => {
    await signedIn(client);
    await client.read(/<presence\/>/);
    client.write(index === 0 ? bad : '<message><body>back</body></message>');
    await client.ended();
    told += client.unread();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await heard('back');
  expect(told).toContain(`<stream:error><${condition} `);
  // Resumed, the server would only send the same again.
  expect(hooks).toEqual(['online', 'ended', 'online']);
});

test('malformed senders, unknown elements and IQ answers that nobody asked for are passed over', async () => {
  const { feature, heard, bodies } = conversation();
  await using server = await startHostile(async (client) => {
    await signedIn(client);
    client.write("<message from='a@@b'><body>forged</body></message><x xmlns='urn:x'/><iq type='result' id='none'/>");
    client.write("<iq type='error'/><iq/><presence from=''/><a xmlns='urn:xmpp:sm:3'/>".replace(/<a .*/, ''));
    client.write('<message><body>good</body></message></stream:stream><message><body>late</body></message>');
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await heard('good');
  await account.reached('waiting');
  expect(bodies).toEqual(['good']);
});

test('characters split over packets stay whole inside TLS', async () => {
  const body = 'Привет 😀 мир, 你好';
  const { feature, heard } = conversation();
  await using server = await startHostile(async (client) => {
    await signedIn(client);
    client.socket.setNoDelay(true);
    for (const byte of Buffer.from(`<message><body>${body}</body></message>`)) {
      await new Promise<void>((resolve) => void client.socket.write(Uint8Array.of(byte), () => resolve()));
    }
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await heard(body);
});

test.each(['7', '4294967295', '-1', 'many', ''])(
  'a count of acknowledged stanzas of "%s" breaks the link, not the process',
  async (h) => {
    await using server = await startHostile(async (client, index) => {
      if (index > 0) return void client.socket.destroy();
      await signedIn(client);
      await client.read(/<presence\/>/);
      client.write(`<a xmlns='urn:xmpp:sm:3' h='${h}'/>`);
      await client.ended();
    });
    await using account = openTestAccount(server, romeo, { features: [conversation().feature] });
    account.connection.connect();
    await account.reached('waiting');
    expect(account.logged.join()).toContain('impossible count');
  },
);

test('a resumption with an impossible count gives the session up and begins a new one', async () => {
  const { feature, hooks } = conversation();
  await using server = await startHostile(async (client, index) => {
    if (index !== 1) await signedIn(client);
    else {
      await client.welcome(BIND + SM);
      await client.read(/<resume [^>]*>/);
      client.write("<resumed xmlns='urn:xmpp:sm:3' previd='first' h='99'/>");
      return;
    }
    await client.read(/<presence\/>/);
    if (index === 0) client.socket.destroy();
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await account.reached('waiting');
  await account.reached('online');
  expect(hooks).toEqual(['online', 'offline', 'ended', 'online']);
});

test('a refused resumption confirms what the server says that it got, and begins anew on the same stream', async () => {
  const { feature, hooks, say } = conversation();
  const sent: string[] = [];
  await using server = await startHostile(async (client, index) => {
    if (index === 0) {
      await signedIn(client);
      await client.read(/<body>two<\/body><\/message>/);
      client.socket.destroy();
      return;
    }
    await client.welcome(BIND + SM);
    await client.read(/<resume [^>]*>/);
    client.write("<failed xmlns='urn:xmpp:sm:3' h='2'><item-not-found xmlns='urn:x'/></failed>");
    await client.bind();
    await client.read(/<enable [^>]*>/);
    client.write("<enabled xmlns='urn:xmpp:sm:3' id='second' resume='true'/>");
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await account.reached('online');
  say('juliet@localhost', 'one').then(() => sent.push('one'));
  say('juliet@localhost', 'two').then(() => sent.push('two'));
  await account.reached('waiting');
  await account.reached('online');
  expect(server.connections()).toBe(2);
  expect(sent).toEqual(['one']);
  expect(hooks).toEqual(['online', 'offline', 'ended', 'online']);
});

test('resource-constraint as an answer to resuming drops the id at once: no loop', async () => {
  const { feature, hooks } = conversation();
  await using server = await startHostile(async (client, index) => {
    if (index === 1) {
      await client.welcome(BIND + SM);
      await client.read(/<resume [^>]*>/);
      client.write(
        "<stream:error><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
      );
      return;
    }
    await signedIn(client);
    await client.read(/<presence\/>/);
    if (index === 0) client.socket.destroy();
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await account.reached('waiting');
  await account.reached('online');
  expect(server.connections()).toBe(3);
  expect(hooks).toEqual(['online', 'offline', 'ended', 'online']);
  expect(account.states.filter(({ phase }) => phase === 'waiting')).toHaveLength(1);
});

test('the session of an earlier run, too, is not asked for again once it was refused', async () => {
  const asked: boolean[] = [];
  await using server = await startHostile(async (client, index) => {
    await client.welcome(BIND + SM);
    if (index === 0) {
      await client.read(/<resume [^>]*>/);
      client.write("<failed xmlns='urn:xmpp:sm:3'/></stream:stream>");
      await client.ended();
      return;
    }
    await client.read(/<iq /);
    asked.push(client.unread().includes('<resume'));
    await client.ended();
  });
  const kept = keptInMemory();
  kept.began({ jid: 'romeo@localhost/Kith.test' as FullJid, id: 'earlier', h: 0 });
  await using account = openTestAccount(server, romeo, { kept });
  account.connection.connect();
  await vi.waitUntil(() => asked.length > 0, 10_000);
  expect(asked).toEqual([false]);
  expect(kept.session).toBeUndefined();
  expect(account.states.map(({ phase }) => phase)).not.toContain('waiting');
});

test.each([
  [
    'calls it not well-formed',
    "<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
  ],
  ['says nothing', ''],
])('a server that can’t read a resumed link, and %s, gets a new session', async (_, answer) => {
  const clock = testClock();
  const { feature, hooks } = conversation();
  const resumed = Promise.withResolvers<void>();
  let wishes = '';
  await using server = await startHostile(async (client, index) => {
    if (index === 1) {
      await client.welcome(BIND + SM);
      await client.read(/<resume [^>]*>/);
      client.write(`<resumed xmlns='urn:xmpp:sm:3' previd='first' h='0'/><a xmlns='urn:xmpp:sm:3' h='0'/>${answer}`);
      // It is asked at once whether it hears.
      await client.read(/<r [^>]*>/);
      resumed.resolve();
      await client.ended();
      return;
    }
    await client.welcome(BIND + SM);
    if (index === 2) wishes = client.unread();
    await client.bind();
    await client.read(/<enable [^>]*>/);
    client.write("<enabled xmlns='urn:xmpp:sm:3' id='first' resume='true'/>");
    await client.read(/<presence\/>/);
    if (index === 0) client.socket.destroy();
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { clock, features: [feature] });
  account.connection.connect();
  await account.reached('waiting');
  clock.pass(200);
  if (answer === '') {
    await resumed.promise;
    clock.pass(8000);
  }
  await account.reached('waiting');
  clock.pass(1000);
  await account.reached('online');
  expect(wishes).not.toContain('<resume');
  expect(hooks.slice(-2)).toEqual(['ended', 'online']);
  expect(server.connections()).toBe(3);
  const left = account.connection.disconnect();
  clock.pass(2000);
  await left;
});

test.each([
  ['conflict', { kind: 'replaced' }],
  ['policy-violation', { kind: 'stream', condition: 'policy-violation', text: 'No.' }],
  ['host-unknown', { kind: 'stream', condition: 'host-unknown', text: 'No.' }],
])('the stream error %s stops', async (condition, fault) => {
  await using server = await startHostile(async (client) => {
    await signedIn(client);
    const ns = "xmlns='urn:ietf:params:xml:ns:xmpp-streams'";
    client.write(`<stream:error><${condition} ${ns}/><text ${ns}>No.</text></stream:error></stream:stream>`);
    await client.ended();
  });
  await using account = openTestAccount(server, romeo);
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual(fault);
  expect(server.connections()).toBe(1);
});

test('a slow server that signs in an attempt which was given up throws out the next one, which is no stranger', async () => {
  const clock = testClock();
  const { feature, hooks } = conversation();
  const asked = Promise.withResolvers<void>();
  await using server = await startHostile(async (client, index) => {
    if (index === 0) {
      await signedIn(client);
      await client.read(/<presence\/>/);
      client.socket.destroy();
      return;
    }
    await client.welcome(BIND + SM);
    await client.read(/<resume [^>]*>/);
    if (index === 1) asked.resolve();
    else {
      client.write("<resumed xmlns='urn:xmpp:sm:3' previd='first' h='1'/>");
      const ns = "xmlns='urn:ietf:params:xml:ns:xmpp-streams'";
      if (index === 2) client.write(`<stream:error><conflict ${ns}/></stream:error></stream:stream>`);
    }
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { clock, features: [feature] });
  account.connection.connect();
  const { nextAttempt } = await account.reached('waiting');
  clock.pass(nextAttempt - clock.now());
  await asked.promise;
  account.connection.networkChanged();
  clock.pass(16_000);
  const again = await account.reached('waiting');
  expect(again.fault).toEqual({ kind: 'offline' });
  clock.pass(again.nextAttempt - clock.now());
  await account.reached('online');
  await expect.poll(() => server.connections()).toBe(4);
  expect(hooks.filter((hook) => hook !== 'offline' && hook !== 'resumed')).toEqual(['online']);
  const left = account.connection.disconnect();
  clock.pass(2000);
  await left;
});

test('another host is followed when it was named inside TLS, and not when it was named in the clear', async () => {
  await using other = await startHostile(async (client) => {
    await signedIn(client);
    await client.ended();
  });
  const elsewhere =
    "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" +
    `127.0.0.1:${other.port}</see-other-host></stream:error></stream:stream>`;
  const header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
  await using server = await startHostile(async (client, index) => {
    if (index > 1) return void client.socket.destroy();
    if (index === 0) await startTls(client);
    await client.read(/<stream:stream[^>]*>/);
    client.write(header + elsewhere);
    await client.ended();
  });
  await using account = openTestAccount(server, romeo);
  account.connection.connect();
  await account.reached('online');
  expect(other.connections()).toBe(1);

  await account.connection.disconnect();
  account.connection.connect();
  await account.reached('waiting');
  expect(other.connections()).toBe(1);
});

test('a server that accepts and says nothing is given up at the deadline, at every step', async () => {
  const clock = testClock();
  const steps: ((client: HostileClient) => Promise<unknown>)[] = [
    (client) => client.read(/<stream:stream[^>]*>/),
    async (client) => {
      await client.open(STARTTLS);
      await client.read(/<starttls [^>]*>/);
    },
    async (client) => {
      await startTls(client);
      await client.open(sasl('PLAIN'));
      await client.read(/<auth [^>]*>[^<]*<\/auth>/);
    },
    async (client) => {
      await client.welcome(BIND);
      await client.read(/<bind /);
    },
    async (client) => {
      await client.welcome(BIND + SM);
      await client.read(/<resume /);
    },
    async (client) => {
      await client.welcome(BIND + SM);
      await client.bind();
      await client.read(/<enable /);
    },
  ];
  const kept = keptInMemory();
  kept.began({ jid: 'romeo@localhost/Kith.test' as FullJid, id: 'earlier', h: 0 });
  let silent = () => {};
  await using server = await startHostile(async (client, index) => {
    await steps[index]?.(client);
    silent();
    await client.ended();
  });
  const resolver = {
    srv: async () => [{ name: 'localhost', port: server.port, priority: 0, weight: 0 }],
    addresses: async () => ['127.0.0.1'],
  };
  await using account = openTestAccount(server, romeo, {
    clock,
    settings: () => ({ password: romeo.password }),
    kept,
    resolver: {
      srv: async (name) => (name.startsWith('_xmpps') ? [] : resolver.srv()),
      addresses: resolver.addresses,
    },
  });
  for (const [index] of steps.entries()) {
    const reached = new Promise<void>((resolve) => {
      silent = resolve;
    });
    if (index === 0) account.connection.connect();
    else account.connection.retryNow();
    await reached;
    const waiting = account.reached('waiting');
    clock.pass(index < 3 ? 15_000 : 30_000);
    expect((await waiting).fault).toMatchObject(
      index < 2 ? { kind: 'unreachable', reason: 'timeout' } : { kind: 'timeout' },
    );
  }
  const gone = account.connection.disconnect();
  clock.pass(2000);
  await gone;
});

test('a server that falls silent after the binding has as long as a slow one may take, and is then tried again', async () => {
  const clock = testClock();
  await using server = await startHostile(async (client) => {
    await signedIn(client);
    await client.ended();
  });
  // The archive is never answered, nor is anything else.
  const feature: Feature = { name: 'slow', online: () => new Promise(() => {}) };
  await using account = openTestAccount(server, romeo, {
    clock,
    features: [feature],
    contacts: () => 10_000,
    firstAttempt: 'report',
  });
  account.connection.connect();
  await account.reached('catching-up');
  account.connection.attended();
  clock.pass(100_000);
  expect(account.connection.state().phase).toBe('catching-up');
  // Another network is reason enough to doubt even a slow one.
  account.connection.networkChanged();
  clock.pass(5000);
  const { nextAttempt, fault } = await account.reached('waiting');
  expect(fault).toEqual({ kind: 'offline' });
  // It has been signed in: from now on nothing that may pass stops it.
  server.refuse();
  clock.pass(nextAttempt - clock.now());
  expect((await account.reached('waiting')).fault).toMatchObject({ kind: 'unreachable' });
  const gone = account.connection.disconnect();
  clock.pass(2000);
  await gone;
});

test('a keychain or a page that never answers holds nothing up for ever', async () => {
  const clock = testClock();
  await using server = await startHostile(async (client) => {
    await client.welcome(BIND + SM);
    await client.ended();
  });
  const isBinding = (state: ConnectionState) => state.phase === 'connecting' && state.step === 'binding';
  let settings: () => Promise<{ password: string; host: string; port: number }> = () => new Promise(() => {});
  const kept = { ...keptInMemory(), earlier: () => new Promise<undefined>(() => {}) };
  await using account = openTestAccount(server, romeo, { clock, kept, settings: () => settings() });
  account.connection.connect();
  const waiting = account.reached('waiting');
  await vi.waitUntil(() => clock.pending().length > 0);
  clock.pass(120_000);
  expect((await waiting).fault).toEqual({ kind: 'timeout' });
  settings = async () => ({ password: romeo.password, host: server.host, port: server.port });
  account.connection.retryNow();
  await vi.waitUntil(() => isBinding(account.connection.state()), 10_000);
  const again = account.reached('waiting');
  clock.pass(30_000);
  expect((await again).fault).toEqual({ kind: 'timeout' });
  const gone = account.connection.disconnect();
  clock.pass(2000);
  await gone;
});

test('a new link waits until the old one was taken leave of: never two at once', async () => {
  const clock = testClock();
  await using server = await startHostile(async (client) => {
    await signedIn(client);
    client.polite = false;
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { clock });
  account.connection.connect();
  await account.reached('online');
  const left = account.connection.disconnect();
  account.connection.connect();
  account.connection.retryNow();
  account.connection.networkChanged();
  // Another account goes all the way meanwhile; ours could have, too.
  const otherClock = testClock();
  await using other = openTestAccount(server, romeo, { clock: otherClock });
  other.connection.connect();
  await other.reached('online');
  expect(server.connections()).toBe(2);
  clock.pass(2000);
  await left;
  await account.reached('online');
  expect(server.connections()).toBe(3);
  const ends = [account.connection.disconnect(), other.connection.disconnect()];
  clock.pass(2000);
  otherClock.pass(2000);
  await Promise.all(ends);
});

test('without stream management a ping proves what was sent, and its answer may be an error', async () => {
  const { feature, say } = conversation();
  await using server = await startHostile(async (client) => {
    await client.welcome(BIND);
    await client.bind();
    await client.read(/<body>hello<\/body><\/message>/);
    const [, id] = await client.read(/<iq [^>]*id="([^"]*)"[^>]*><ping [^>]*><\/iq>/);
    client.write(`<iq type='error' id='${id}'><error type='cancel'/></iq>`);
    await client.ended();
  });
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await account.reached('online');
  await say('juliet@localhost', 'hello');
});

test('characters that XML can’t carry never reach the server', async () => {
  let line = '';
  await using server = await startHostile(async (client) => {
    await signedIn(client);
    [line] = await client.read(/<message.*<\/message>/);
    client.write('<message><body>seen</body></message>');
    await client.ended();
  });
  const { feature, heard } = conversation();
  await using account = openTestAccount(server, romeo, { features: [feature] });
  account.connection.connect();
  await account.reached('online');
  account.connection.current()?.send(xml('message', {}, xml('body', {}, 'a\u0000b\u001Bc\uD83Dd\uFFFFe😀')));
  await heard('seen');
  expect(line).toBe('<message><body>abc\uFFFDde😀</body></message>');
});

test('a request outlives the break of its link, however long that lasts', async () => {
  const clock = testClock();
  await using server = await startHostile(async (client, index) => {
    if (index === 0) {
      await signedIn(client);
      await client.read(/<query [^>]*>/);
      client.socket.destroy();
      return;
    }
    await client.welcome(BIND + SM);
    await client.read(/<resume [^>]*>/);
    client.write("<resumed xmlns='urn:xmpp:sm:3' previd='first' h='0'/>");
    const [, id] = await client.read(/<iq [^>]*id="([^"]*)"[^>]*><query [^>]*><\/iq>/);
    client.write(`<iq type='result' id='${id}'><query xmlns='jabber:iq:roster' ver='7'/></iq>`);
    await client.ended();
  });
  let version: string | undefined;
  const feature: Feature = {
    name: 'roster',
    async online(session) {
      const answer = await session.request(xml('iq', { type: 'get' }, xml('query', 'jabber:iq:roster')));
      version = answer.getChild('query')?.attrs.ver;
    },
  };
  await using account = openTestAccount(server, romeo, { clock, features: [feature] });
  account.connection.connect();
  await account.reached('waiting');
  // The attempts in between are not to happen, only the time.
  await server.refuse();
  clock.pass(300_000);
  await account.reached('waiting');
  await server.accept();
  account.connection.retryNow();
  await account.reached('online');
  expect(version).toBe('7');
  expect(account.states.filter(({ phase }) => phase === 'online')).toHaveLength(1);
  const left = account.connection.disconnect();
  clock.pass(2000);
  await left;
});
