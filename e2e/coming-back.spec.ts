/** What a broken link, sleep, a crash and a restart leave behind: nothing. Both sides count, and the server's log tells. */
import dbus from 'dbus-next';
import { cleanup, output } from '../main/shell/testing/surroundings.ts';
import type { App } from './app/app.ts';
import { test as base, expect, type Person, SERVERS, type ServerKind, t } from './app/fixture.ts';
import { expectState, field, message, openChat, startChat, write } from './chats.ts';
import { contactRow, goToPlace, localPart } from './contacts.ts';
import { type Peer, startPeer } from './peers/index.ts';
import { startProxy, type Proxy as TestProxy } from './server/fault-proxy.ts';
import { startEjabberd, startProsody, type TestServer } from './server/index.ts';

interface Chatting {
  readonly server: TestServer;
  readonly kith: App;
  readonly me: Person;
  /** Who is seen and sees, in a chat that is open. */
  readonly bob: Peer;
  /** What Kith's link runs through. */
  readonly proxy: TestProxy;
}

const test = base.extend<{ chatting: (server: TestServer, env?: Record<string, string>) => Promise<Chatting> }>({
  chatting: async ({ person, app }, use) => {
    const proxies: TestProxy[] = [];
    const peers: Peer[] = [];
    await use(async (server, env = {}) => {
      const [me, friend] = [await person(server, 'ann'), await person(server, 'bob')];
      await server.seedRoster(me.name, [{ jid: friend.jid }]);
      await server.seedRoster(friend.name, [{ jid: me.jid }]);
      const bob = await startPeer({ server, user: friend.name, password: friend.password });
      peers.push(bob);
      const proxy = await startProxy(server);
      proxies.push(proxy);
      const kith = await app({ ca: server.ca, env });
      await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
      await kith.signIn({ domain: server.domain, host: proxy.host, port: proxy.port }, me.name, me.password);
      await goToPlace(kith.page, 'chats');
      await startChat(kith.page, bob.jid);
      await write(kith.page, 'one');
      await bob.waitForBody('one');
      await bob.sendMessage(me.jid, 'two');
      await expect(message(kith.page, 'two')).toBeVisible();
      await expectState(kith.page, 'one', 'delivered');
      return { server, kith, me, bob, proxy };
    });
    for (const peer of peers) await peer.kill();
    for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
  },
});

const RECEIPTS = 'urn:xmpp:receipts';
const bodies = async (app: App) =>
  (await app.rows('entries'))
    .filter((row) => row.kind === 'message')
    .sort((a, b) => Number(a.order) - Number(b.order))
    .map((row) => row.body);
const heard = (peer: Peer) => peer.received.flatMap((stanza) => stanza.getChildText('body') ?? []);
const goodbyes = (peer: Peer, jid: string) =>
  peer.received.filter(({ attrs }) => attrs.type === 'unavailable' && attrs.from?.startsWith(jid) === true).length;
const sessions = (app: App) => [...app.log().matchAll(/"signed in" .*session="(\w+)"/g)].map(([, which]) => which);
/** Resumptions as the server itself tells of them. */
const resumptions = (server: TestServer) =>
  server.log().match(/mod_smacks resuming existing session|Resumed session for/g)?.length ?? 0;
const own = (kind: ServerKind) => (kind === 'prosody' ? startProsody() : startEjabberd());

for (const kind of SERVERS) {
  test(`${kind}: a Kith that was killed goes on with its session: nothing lost, nothing twice, contacts seen as before`, async ({
    servers,
    chatting,
  }) => {
    const { server, kith, me, bob, proxy } = await chatting(await servers(kind));
    const before = [goodbyes(bob, me.jid), resumptions(server)];
    proxy.deaden();
    await write(kith.page, 'unheard');
    await expectState(kith.page, 'unheard', 'waiting');
    await kith.kill();
    for (const body of ['three', 'four', 'five']) await bob.sendMessage(me.jid, body);
    expect([goodbyes(bob, me.jid), resumptions(server)]).toEqual(before);

    await kith.restart();
    await kith.online(me.jid);
    expect(sessions(kith)).toEqual(['restored']);
    expect(resumptions(server)).toBe((before[1] ?? 0) + 1);
    await openChat(kith.page, localPart(bob.jid));
    await expect(message(kith.page, 'five')).toBeVisible();
    await bob.waitForBody('unheard');
    await write(kith.page, 'six');
    await bob.waitForBody('six');
    await expectState(kith.page, 'six', 'delivered');
    // Whom the earlier run knew to be there is seen again, though to the server nothing had happened.
    await goToPlace(kith.page, 'contacts');
    const row = contactRow(kith.page, localPart(bob.jid)).first();
    await expect(row.locator('[data-presence="online"]').first()).toBeVisible();
    await bob.sendMessage(me.jid, 'seven');
    await expect.poll(() => bodies(kith)).toContain('seven');
    const all = ['one', 'two', 'unheard', 'three', 'four', 'five', 'six', 'seven'];
    expect((await bodies(kith)).sort()).toEqual(all.sort());
    expect(heard(bob)).toEqual(['one', 'unheard', 'six']);

    // Whoever goes in order leaves nothing behind to go on with.
    await kith.restart();
    await kith.online(me.jid);
    expect(sessions(kith)).toEqual(['new']);
  });

  test(`${kind}: links that are reset, refused or swallow everything: the same session, and each message once`, async ({
    servers,
    chatting,
  }) => {
    const { server, kith, me, bob, proxy } = await chatting(await servers(kind));
    const [before, left] = [resumptions(server), goodbyes(bob, me.jid)];
    const resumed = (times: number) => expect.poll(() => sessions(kith).length, { timeout: 20_000 }).toBe(1 + times);
    proxy.cut();
    await bob.sendMessage(me.jid, 'three');
    await expect(message(kith.page, 'three')).toBeVisible();
    await resumed(1);

    // The person sees that there is no link, when the next try is, and need not wait for it.
    await proxy.refuse();
    await write(kith.page, 'four');
    const chip = kith.page.getByRole('button', { name: t('account.tryNow') });
    await expect(chip).toContainText(/\d/);
    await proxy.accept();
    // A try of its own may come first.
    await expect(async () => {
      if (await chip.isVisible()) await chip.click({ timeout: 500 });
      expect(heard(bob)).toContain('four');
    }).toPass();
    await resumed(2);
    await expect(chip).toBeHidden();
    await expectState(kith.page, 'four', 'delivered');

    proxy.deaden();
    await bob.sendMessage(me.jid, 'five');
    await kith.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => kith.log(), { timeout: 10_000 }).toContain('no sign of life');
    await resumed(3);
    await expect(message(kith.page, 'five')).toBeVisible();
    await expectState(kith.page, 'four', 'delivered');

    expect(sessions(kith)).toEqual(['new', 'resumed', 'resumed', 'resumed']);
    expect(resumptions(server)).toBe(before + 3);
    expect(goodbyes(bob, me.jid)).toBe(left);
    expect(await bodies(kith)).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(heard(bob)).toEqual(['one', 'four']);
  });

  test(`${kind}: what came back, tried again without a connection, is sent, also by the next run`, async ({
    servers,
    chatting,
  }) => {
    const { server, kith, me, proxy } = await chatting(await servers(kind));
    const nobody = `nobody-${Date.now().toString(36)}`;
    await startChat(kith.page, `${nobody}@${server.domain}`);
    for (const text of ['Anybody?', 'Hello?']) {
      await write(kith.page, text);
      await expectState(kith.page, text, 'failed');
    }
    await server.addUser(nobody, 'secret');
    const retry = (text: string) =>
      message(kith.page, text)
        .getByRole('button', { name: t('chat.message.retry') })
        .click();

    await proxy.refuse();
    await expect(kith.page.getByRole('button', { name: t('account.tryNow') })).toBeVisible();
    await retry('Anybody?');
    await expectState(kith.page, 'Anybody?', 'waiting');
    await kith.kill();
    await proxy.accept();
    await kith.restart();
    await kith.online(me.jid);
    const somebody = await startPeer({ server, user: nobody, password: 'secret' });
    await somebody.waitForBody('Anybody?');
    await openChat(kith.page, nobody);
    await expectState(kith.page, 'Hello?', 'failed');
    await retry('Hello?');
    await somebody.waitForBody('Hello?');
    expect(await bodies(kith)).toEqual(['one', 'two', 'Anybody?', 'Hello?']);
    expect(heard(somebody)).toEqual(['Anybody?', 'Hello?']);
    await somebody.kill();
  });

  test(`${kind}: a server that was killed is found again by itself, and what waited is sent once`, async ({
    chatting,
  }) => {
    await using server = await own(kind);
    const { kith, me, bob } = await chatting(server);
    await server.kill();
    await expect(kith.page.getByRole('button', { name: t('account.tryNow') })).toBeVisible();
    await write(kith.page, 'three');
    await server.restart();
    const back = await startPeer({ server, user: localPart(bob.jid), password: 'secret' });
    await back.waitForBody('three', { deadline: 30_000 });
    await expectState(kith.page, 'three', 'delivered');
    await back.sendMessage(me.jid, 'four');
    await expect(message(kith.page, 'four')).toBeVisible();
    expect(await bodies(kith)).toEqual(['one', 'two', 'three', 'four']);
    expect(heard(back)).toEqual(['three']);
    expect(sessions(kith)).toEqual(['new', 'new']);
    await back.kill();
  });

  test(`${kind}: over a sleep in which the link dies the session goes on, and nobody saw it go`, async ({
    servers,
    chatting,
  }) => {
    const clean = cleanup();
    try {
      const login = await playLogind();
      clean.add(login.stop);
      const { server, kith, me, bob, proxy } = await chatting(await servers(kind), {
        DBUS_SYSTEM_BUS_ADDRESS: process.env.DBUS_SESSION_BUS_ADDRESS ?? '',
      });
      const [before, left] = [resumptions(server), goodbyes(bob, me.jid)];
      // What is safe here is said before; then the browser, which hears of it too, lets go of the test's debugger.
      login.sleep(true);
      proxy.deaden();
      const id = await bob.sendMessage(me.jid, 'three', { xml: [`<request xmlns="${RECEIPTS}"/>`] });
      login.sleep(false);
      // Stored, then confirmed: its receipt comes over the next link.
      await bob.waitFor('message', (stanza) => stanza.getChild('received', RECEIPTS)?.attrs.id === id, {
        deadline: 15_000,
      });
      expect(kith.log()).toContain('no sign of life');
      expect(sessions(kith)).toEqual(['new', 'resumed']);
      expect(resumptions(server)).toBe(before + 1);
      expect(goodbyes(bob, me.jid)).toBe(left);
    } finally {
      await clean.run();
    }
  });
}

test('a page that crashes is back in its chat with what was typed; what waited goes out once, what came is there', async ({
  servers,
  chatting,
}) => {
  const { kith, me, bob, proxy } = await chatting(await servers('prosody'));
  proxy.deaden();
  await write(kith.page, 'unheard');
  await expectState(kith.page, 'unheard', 'waiting');
  await bob.sendMessage(me.jid, 'three');
  await field(kith.page).pressSequentially('half a thought');
  await expect
    .poll(async () => (await kith.rows('conversations')).map(({ draft }) => draft))
    .toContain('half a thought');
  await kith.crashPage();
  await expect(field(kith.page)).toHaveValue('half a thought');
  await expect(message(kith.page, 'unheard')).toBeVisible();
  proxy.cut();
  await bob.waitForBody('unheard');
  await expectState(kith.page, 'unheard', 'delivered');
  await field(kith.page).press('Enter');
  await bob.waitForBody('half a thought');
  await expect(message(kith.page, 'three')).toBeVisible();
  expect((await bodies(kith)).sort()).toEqual(['half a thought', 'one', 'three', 'two', 'unheard']);
  expect(heard(bob)).toEqual(['one', 'unheard', 'half a thought']);
});

test('a server hears when nobody looks, when somebody does, and again over another link', async ({
  servers,
  chatting,
}) => {
  const { server, kith, proxy } = await chatting(await servers('prosody'));
  const began = server.log().length;
  const said = () =>
    [
      ...server
        .log()
        .slice(began)
        .matchAll(/Received\[c2s\]: <((?:in)?active)\b/g),
    ].map(([, it]) => it);
  for (const id of (await output('xdotool', ['search', '--class', 'im.kith.Kith'])).split('\n')) {
    await output('xdotool', ['windowminimize', id]);
  }
  await expect.poll(said).toEqual(['inactive']);
  proxy.cut();
  await expect.poll(said).toEqual(['inactive', 'inactive']);
  await kith.page.bringToFront();
  await expect.poll(() => said().at(-1)).toBe('active');
  await expect(field(kith.page)).toBeVisible();
});

/** The part of systemd-logind that announces sleep, on the worker's own bus. */
async function playLogind() {
  class Login extends dbus.interface.Interface {
    PrepareForSleep(going: boolean): boolean {
      return going;
    }
  }
  Login.configureMembers({ signals: { PrepareForSleep: { signature: 'b' } } });
  const bus = dbus.sessionBus({ busAddress: process.env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  await new Promise<void>((resolve) => bus.once('connect', resolve));
  const login = new Login('org.freedesktop.login1.Manager');
  bus.export('/org/freedesktop/login1', login);
  await bus.requestName('org.freedesktop.login1', 0);
  return { sleep: (going: boolean) => void login.PrepareForSleep(going), stop: () => bus.disconnect() };
}
