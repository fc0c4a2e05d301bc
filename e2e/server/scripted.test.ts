import { afterAll, expect, test } from 'vitest';
import { endPeers, startPeer } from '../peers/index.ts';
import { startScriptedServer } from './index.ts';

afterAll(endPeers);

test('an independent client signs in, and gets what the script sends', async () => {
  await using server = await startScriptedServer({
    users: { ann: 'secret' },
    roster: '<item jid="bob@localhost" name="Bob" subscription="both"><group>Friends</group></item>',
  });
  await using ann = await startPeer({ server, user: 'ann', password: 'secret' });
  expect(ann.rosterState('bob@localhost')).toEqual({
    name: 'Bob',
    subscription: 'both',
    ask: false,
    groups: ['Friends'],
  });
  const client = await server.client();
  expect(client.jid).toBe(ann.fullJid);
  await client.expect('its presence', (stanza) => stanza.is('presence'));

  client.send('<presence from="bob@localhost" to="ann@localhost" type="unsubscribe"/>');
  await ann.waitFor('presence', (stanza) => stanza.attrs.type === 'unsubscribe');
  expect((await ann.iq('get', '<x xmlns="made:up"/>', 'localhost')).attrs.type).toBe('error');
  const undo = server.answer((stanza) =>
    stanza.getChild('x', 'made:up') ? `<iq type="result" id="${stanza.attrs.id}"/>` : undefined,
  );
  expect((await ann.iq('get', '<x xmlns="made:up"/>')).attrs.type).toBe('result');
  undo();
  expect((await ann.iq('get', '<x xmlns="made:up"/>')).attrs.type).toBe('error');

  client.drop();
  await client.closed;
});

test('a wrong password is refused, and nobody comes', async () => {
  await using server = await startScriptedServer({ users: { ann: 'secret' } });
  await expect(startPeer({ server, user: 'ann', password: 'wrong' })).rejects.toThrow('not-authorized');
  await expect(server.client(50)).rejects.toThrow('nobody signed in');
});

test('it is away while it is stopped, and back on the same ports', async () => {
  await using server = await startScriptedServer({ users: { ann: 'secret' } });
  await server.stop();
  await expect(startPeer({ server, user: 'ann', password: 'secret' })).rejects.toThrow('connection failed');
  await server.listen();
  await using ann = await startPeer({ server, user: 'ann', password: 'secret' });
  expect((await server.client()).jid).toBe(ann.fullJid);
});
