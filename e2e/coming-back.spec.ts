/** What a broken link, a crash and a restart leave behind: nothing. */
import type { App } from './app/app.ts';
import { expect, SERVERS, t, test } from './app/fixture.ts';
import { expectState, message, openChat, startChat, write } from './chats.ts';
import { contactRow, goToPlace, localPart } from './contacts.ts';
import { type Peer, startPeer } from './peers/index.ts';

const bodies = async (app: App) =>
  (await app.rows('entries'))
    .filter((row) => row.kind === 'message')
    .sort((a, b) => Number(a.order) - Number(b.order))
    .map((row) => row.body);

const goodbyes = (peer: Peer, jid: string) =>
  peer.received.filter(
    (stanza) =>
      stanza.is('presence') && stanza.attrs.type === 'unavailable' && stanza.attrs.from?.startsWith(jid) === true,
  );

for (const kind of SERVERS) {
  test(`${kind}: a Kith that was killed goes on with its session: nothing lost, nothing twice, contacts seen as before`, async ({
    servers,
    person,
    app,
  }) => {
    const server = await servers(kind);
    const [me, friend] = [await person(server, 'ann'), await person(server, 'bob')];
    await server.seedRoster(me.name, [{ jid: friend.jid }]);
    await server.seedRoster(friend.name, [{ jid: me.jid }]);
    await using bob = await startPeer({ server, user: friend.name, password: friend.password });
    const kith = await app({ ca: server.ca });
    await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
    await kith.signIn(server, me.name, me.password);
    await goToPlace(kith.page, 'chats');
    await startChat(kith.page, bob.jid);
    await write(kith.page, 'one');
    await bob.waitForBody('one');
    await bob.sendMessage(me.jid, 'two');
    await expect(message(kith.page, 'two')).toBeVisible();
    await expectState(kith.page, 'one', 'delivered');

    const before = goodbyes(bob, me.jid).length;
    await kith.kill();
    for (const body of ['three', 'four', 'five']) await bob.sendMessage(me.jid, body);
    expect(goodbyes(bob, me.jid)).toHaveLength(before);

    await kith.restart();
    await kith.online(me.jid);
    expect(kith.log()).toMatch(/"signed in" .*session="restored"/);
    await openChat(kith.page, localPart(bob.jid));
    await expect(message(kith.page, 'five')).toBeVisible();
    expect(await bodies(kith)).toEqual(['one', 'two', 'three', 'four', 'five']);
    await write(kith.page, 'six');
    await bob.waitForBody('six');
    await expectState(kith.page, 'six', 'delivered');
    // Whom the earlier run knew to be there is seen again, though to the server nothing had happened.
    await goToPlace(kith.page, 'contacts');
    await expect(
      contactRow(kith.page, localPart(bob.jid)).first().locator('[data-presence="online"]').first(),
    ).toBeVisible();
    await bob.sendMessage(me.jid, 'seven');
    await expect.poll(() => bodies(kith)).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven']);
  });
}
