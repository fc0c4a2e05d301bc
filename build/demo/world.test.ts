/** The demo's world, looked at through a client that nobody here wrote. */
import { afterAll, expect, test } from 'vitest';
import { endPeers, startPeer } from '../../e2e/peers/index.ts';
import { CONVERSATIONS, stamp } from './conversations.ts';
import { ANSWERS, ANSWERS_ALWAYS, DOMAIN, OWNER, PEOPLE, STRANGER } from './people.ts';
import { startWorld } from './world.ts';

afterAll(endPeers);

test('four groups, one person in two of them and one in none', () => {
  expect(new Set(PEOPLE.flatMap((person) => person.groups)).size).toBe(4);
  expect(PEOPLE.filter((person) => person.groups.length === 2)).toHaveLength(1);
  expect(PEOPLE.filter((person) => person.groups.length === 0)).toHaveLength(1);
});

test('every conversation goes forward in time and ends before now', () => {
  for (const now of [new Date(2026, 2, 29, 0, 1), new Date(2026, 5, 15, 23, 59)]) {
    for (const { lines } of CONVERSATIONS) {
      const stamps = lines.map((line) => stamp(line, now));
      expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
      expect(stamps.at(-1)).toBeLessThan(now.getTime());
    }
  }
});

test('the owner meets everybody, finds the archive, is answered, and is asked by a stranger', async () => {
  const world = await startWorld(new Date(), 100);
  try {
    const owner = await startPeer({ server: world.server, user: OWNER, password: world.owner.password });
    for (const { user, name, groups, online } of PEOPLE) {
      const jid = `${user}@${DOMAIN}`;
      expect(owner.rosterState(jid)).toEqual({ name, subscription: 'both', ask: false, groups: groups.toSorted() });
      if (online === undefined) continue;
      const presence = await owner.waitFor('presence', ({ attrs }) => attrs.from === `${jid}/${online.resource}`);
      expect(presence.getChildText('show') ?? undefined).toBe(online.show);
      expect(presence.getChildText('status') ?? undefined).toBe(online.status);
    }
    for (const { with: user, lines } of CONVERSATIONS) {
      const archived = await owner.archive(`${user}@${DOMAIN}`);
      expect(archived.map((message) => message.getChildText('body'))).toEqual(lines.map((line) => line.body));
    }
    const request = await owner.waitFor('presence', ({ attrs }) => attrs.type === 'subscribe');
    expect(request.attrs.from).toBe(`${STRANGER.user}@${DOMAIN}`);
    expect(request.getChildText('status')).toBe(STRANGER.words);

    const markable = '<markable xmlns="urn:xmpp:chat-markers:0"/>';
    const id = await owner.sendMessage(`${ANSWERS_ALWAYS}@${DOMAIN}`, 'Are you there?', { xml: [markable] });
    await owner.waitFor('message', (stanza) => stanza.getChild('displayed')?.attrs.id === id);
    await owner.waitFor('message', (stanza) => stanza.getChild('composing') !== undefined);
    await owner.waitForBody(ANSWERS[0] ?? '');
  } finally {
    await world.end();
  }
});
