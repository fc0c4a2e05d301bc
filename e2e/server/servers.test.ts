/** The test bench itself: both servers start, independent clients talk over them, and nothing is left behind. */
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { endPeers, startPeer } from '../peers/index.ts';
import { startEjabberd, startProsody, type TestServer } from './index.ts';

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The code of the error that Node has with the server's certificate, trusting the test's authority only. */
function handshakeProblem(server: TestServer): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { host, directTlsPort: port, domain: servername } = server;
    const socket = connect({ host, port, servername, ca: readFileSync(server.ca) }, () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}

afterAll(endPeers);

describe.each([
  ['Prosody', startProsody],
  ['ejabberd', startEjabberd],
])('%s', (_, start) => {
  test('two people subscribe to each other and exchange a message', async () => {
    await using server = await start();
    await server.addUser('ann', 'secret');
    await server.addUser('bob', 'hidden');
    await using ann = await startPeer({ server, user: 'ann', password: 'secret' });
    await using bob = await startPeer({ server, user: 'bob', password: 'hidden' });

    await ann.setRoster({ jid: bob.jid, name: 'Bob', groups: ['Friends', 'Work'] });
    await ann.subscribe(bob.jid, 'It is me, Ann');
    await ann.waitForRoster(bob.jid, { subscription: 'none', ask: true, name: 'Bob', groups: ['Friends', 'Work'] });
    const request = await bob.waitFor('presence', (stanza) => stanza.attrs.type === 'subscribe');
    expect(request.attrs.from).toBe('ann@localhost');
    expect(bob.rosterState(ann.jid)).toBeUndefined();

    await bob.subscribed(ann.jid);
    await bob.subscribe(ann.jid);
    // ejabberd drops an answer that comes before the request.
    await ann.waitFor('presence', (stanza) => stanza.attrs.type === 'subscribe');
    await ann.subscribed(bob.jid);
    await ann.waitForRoster(bob.jid, { subscription: 'both', ask: false });
    await bob.waitForRoster(ann.jid, { subscription: 'both', ask: false });

    const receipt = '<request xmlns="urn:xmpp:receipts"/>';
    const id = await ann.sendMessage(bob.jid, 'Grüß dich, 안녕 <&>', { xml: [receipt] });
    const message = await bob.waitForBody('Grüß dich, 안녕 <&>');
    expect(message.attrs.id).toBe(id);
    const received = await ann.waitFor('message', (stanza) => stanza.getChild('received') !== undefined);
    expect(received.getChild('received')?.attrs.id).toBe(id);
    expect((await bob.archive()).map((stanza) => stanza.getChildText('body'))).toContain('Grüß dich, 안녕 <&>');

    await ann.removeRoster(bob.jid);
    await ann.waitForRoster(bob.jid, undefined);
    await bob.waitForRoster(ann.jid, { subscription: 'none' });
  });

  test('what was seeded is there at the first sign-in', async () => {
    await using server = await start();
    await server.addUser('ann', 'secret');
    const groups = ['Büro', '가족'];
    await server.seedRoster('ann', [{ jid: 'cho@localhost', name: '조', groups, subscription: 'to' }]);
    await using ann = await startPeer({ server, user: 'ann', password: 'secret' });
    expect(ann.rosterState('cho@localhost')).toEqual({ name: '조', subscription: 'to', ask: false, groups });
  });

  test('a wrong password is told apart', async () => {
    await using server = await start();
    await server.addUser('ann', 'secret');
    await expect(startPeer({ server, user: 'ann', password: 'wrong' })).rejects.toThrow('not-authorized');
  });

  test('it takes another certificate at a restart', async () => {
    await using server = await start({ certificate: 'self-signed' });
    await server.restart({ certificate: 'trusted' });
    expect(await handshakeProblem(server)).toBeUndefined();
  });

  test('ending it leaves neither process nor folder', async () => {
    const server = await start();
    const first = server.pid;
    expect(alive(first)).toBe(true);
    await server.kill();
    expect(alive(first)).toBe(false);
    await server.restart();
    const second = server.pid;
    await server.dispose();
    expect(alive(second)).toBe(false);
    expect(existsSync(server.folder)).toBe(false);
  });
});

test('Prosody takes a thousand friends and an archive with old stamps', async () => {
  await using server = await startProsody();
  await server.addUser('ann', 'secret');
  const friends = Array.from({ length: 1_000 }, (_, index) => ({
    jid: `friend${index}@localhost`,
    groups: [`G${index % 40}`],
  }));
  await server.seedFriends('ann', friends);
  const at = Date.UTC(2024, 1, 29, 12);
  await server.seedArchive('ann', [
    { with: 'friend1@localhost', from: 'friend1@localhost/phone', to: 'ann@localhost', body: 'leap "day" \\ 윤일', at },
  ]);
  await using ann = await startPeer({ server, user: 'ann', password: 'secret' });
  await using friend = await startPeer({ server, user: 'friend7', password: 'friend7' });
  await ann.waitFor('presence', (stanza) => stanza.attrs.from === friend.fullJid);
  await ann.waitForRoster('friend999@localhost', { subscription: 'both', groups: ['G39'] });
  const [old] = await ann.archive('friend1@localhost');
  expect(old?.getChildText('body')).toBe('leap "day" \\ 윤일');
  const stamp = ann.received.find((stanza) => stanza.toString().includes('2024-02-29T12:00:00Z'));
  expect(stamp).toBeDefined();
});

test.each([
  ['trusted', undefined],
  ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const)('the certificate that the servers get is %s', async (certificate, wanted) => {
  await using server = await startProsody({ certificate });
  expect(await handshakeProblem(server)).toBe(wanted);
});
