/** Messages between the window and other people's clients, on real servers. */
import type { Element } from '@xmpp/xml';
import type { App } from './app/app.ts';
import { test as base, expect, type Person, SERVERS, t } from './app/fixture.ts';
import { chatRow, expectState, field, message, openChat, startChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { startPeer } from './peers/index.ts';
import { startEjabberd, startProsody, type TestServer } from './server/index.ts';

const RECEIPT_WANTED = '<request xmlns="urn:xmpp:receipts"/>';
const MARKABLE = '<markable xmlns="urn:xmpp:chat-markers:0"/>';

const hasChild = (name: string, id?: string) => (stanza: Element) =>
  stanza.getChild(name) !== undefined && (id === undefined || stanza.getChild(name)?.attrs.id === id);

const test = base.extend<{
  /** The window signed in to an account that has these people as contacts, who see it. */
  withContacts: (server: TestServer, ...contacts: readonly { jid: string }[]) => Promise<{ app: App; me: Person }>;
}>({
  withContacts: async ({ app, person }, use) => {
    await use(async (server, ...contacts) => {
      const me = await person(server, 'ann');
      await server.seedRoster(
        me.name,
        contacts.map(({ jid }) => ({ jid })),
      );
      const started = await app({ ca: server.ca });
      await started.signIn(server, me.name, me.password);
      return { app: started, me };
    });
  },
});

for (const kind of SERVERS) {
  test.describe(kind, () => {
    test('a message is sent, delivered and read, as the other side tells', async ({
      servers,
      person,
      withContacts,
    }) => {
      const server = await servers(kind);
      const ben = await person(server, 'ben');
      const { app, me } = await withContacts(server, ben);
      const { page } = app;
      await startChat(page, ben.jid);
      await write(page, 'Are you there?\nIt is me.');
      await expectState(page, 'Are you there?\nIt is me.', 'sent');

      const device = await startPeer({ server, user: ben.name, password: ben.password });
      const received = await device.waitForBody('Are you there?\nIt is me.');
      await expectState(page, 'Are you there?\nIt is me.', 'delivered');
      expect(received.attrs.type).toBe('chat');
      expect(received.getChild('origin-id', 'urn:xmpp:sid:0')?.attrs.id).toBe(received.attrs.id);

      await device.sendMarker(me.jid, String(received.attrs.id));
      await expectState(page, 'Are you there?\nIt is me.', 'read');
      await expect(chatRow(page, ben.name)).toContainText(t('chat.you', { text: 'Are you there?' }));
      await device.kill();
    });

    test('a message that comes is confirmed when it is stored, and marked when it is seen', async ({
      servers,
      peer,
      withContacts,
    }) => {
      const server = await servers(kind);
      const [ben, cleo] = [await peer(server, 'ben'), await peer(server, 'cleo')];
      const { app, me } = await withContacts(server, ben, cleo);
      const { page } = app;
      await cleo.sendMessage(me.jid, 'Open me first');
      await openChat(page, localPart(cleo.jid));

      const id = await ben.sendMessage(me.jid, 'Lunch?', { xml: [RECEIPT_WANTED, MARKABLE] });
      await ben.waitFor('message', hasChild('received', id));
      await expect(chatRow(page, localPart(ben.jid))).toContainText(t('common.unread', { count: 1 }));
      expect(ben.received.some(hasChild('displayed'))).toBe(false);

      await openChat(page, localPart(ben.jid));
      await ben.waitFor('message', hasChild('displayed', id));
      await expect(chatRow(page, localPart(ben.jid))).not.toContainText(t('common.unread', { count: 1 }));
      await expect(page.getByText(t('chat.newMessages'), { exact: true })).toBeVisible();

      const next = await ben.sendMessage(me.jid, 'Or dinner?', { xml: [MARKABLE] });
      await ben.waitFor('message', hasChild('displayed', next));
    });

    test('who types is told on both sides', async ({ servers, peer, withContacts }) => {
      const server = await servers(kind);
      const ben = await peer(server, 'ben');
      const { app, me } = await withContacts(server, ben);
      const { page } = app;
      const name = localPart(ben.jid);
      await startChat(page, ben.jid);
      await field(page).pressSequentially('Hi');
      await ben.waitFor('message', hasChild('composing'));
      await ben.waitFor('message', hasChild('paused'));

      await ben.sendChatState(me.jid, 'composing');
      await expect(page.getByText(t('chat.typing', { name }))).toBeVisible();
      await ben.sendChatState(me.jid, 'paused');
      await expect(page.getByText(t('chat.typing', { name }))).toBeHidden();
      await ben.sendChatState(me.jid, 'composing');
      await expect(page.getByText(t('chat.typing', { name }))).toBeVisible();
      await ben.sendMessage(me.jid, 'Done', { xml: ['<active xmlns="http://jabber.org/protocol/chatstates"/>'] });
      await expect(message(page, 'Done')).toBeVisible();
      await expect(page.getByText(t('chat.typing', { name }))).toBeHidden();
    });

    test('a message to nobody comes back with the reason, and goes on another try', async ({ servers, signedIn }) => {
      const server = await servers(kind);
      const { app } = await signedIn(server);
      const { page } = app;
      const nobody = `nobody-${Date.now().toString(36)}`;
      await startChat(page, `${nobody}@${server.domain}`);
      await write(page, 'Anybody?');
      await expectState(page, 'Anybody?', 'failed');
      await expect(message(page, 'Anybody?')).toContainText(/^.*Not sent\. \S+/);
      const mark = chatRow(page, nobody).getByRole('img', { name: t('chat.unsent') });
      await expect(mark).toBeVisible();
      const [failed] = await app.rows('entries');
      expect(failed).toMatchObject({ outbox: 'failed', failure: { kind: 'refused' } });

      await server.addUser(nobody, 'secret');
      await message(page, 'Anybody?')
        .getByRole('button', { name: t('chat.message.retry') })
        .click();
      await expectState(page, 'Anybody?', 'sent');
      await expect(mark).toHaveCount(0);
      const device = await startPeer({ server, user: nobody, password: 'secret' });
      const received = await device.waitForBody('Anybody?');
      expect(received.attrs.id).not.toBe(failed?.stanzaId);
      await device.kill();
    });

    test('what another device of ours sends and gets is here too, and what it read is read', async ({
      servers,
      peer,
      withContacts,
    }) => {
      const server = await servers(kind);
      const [ben, cleo] = [await peer(server, 'ben'), await peer(server, 'cleo')];
      const { app, me } = await withContacts(server, ben, cleo);
      const { page } = app;
      const phone = await startPeer({
        server,
        user: me.name,
        password: me.password,
        resource: 'phone',
        receipts: false,
      });
      await cleo.sendMessage(me.jid, 'Open me first');
      await openChat(page, localPart(cleo.jid));
      const id = await ben.sendMessage(phone.fullJid, 'To the phone only', { xml: [MARKABLE] });
      await expect(chatRow(page, localPart(ben.jid))).toContainText(t('common.unread', { count: 1 }));
      await phone.sendMarker(ben.jid, id);
      await expect(chatRow(page, localPart(ben.jid))).not.toContainText(t('common.unread', { count: 1 }));
      await phone.sendMessage(ben.jid, 'From the phone');
      await expect(chatRow(page, localPart(ben.jid))).toContainText(t('chat.you', { text: 'From the phone' }));
      await openChat(page, localPart(ben.jid));
      await expect(message(page, 'To the phone only')).not.toHaveAttribute('data-own');
      await expect(message(page, 'From the phone')).toHaveAttribute('data-own');
      await phone.kill();
    });

    test('a stranger is shown as one, and learns nothing before we answer', async ({ servers, peer, signedIn }) => {
      const server = await servers(kind);
      const eve = await peer(server, 'eve');
      const { app, me } = await signedIn(server);
      const { page } = app;
      const name = localPart(eve.jid);
      await eve.sendMessage(me.jid, 'Hello there', { xml: [RECEIPT_WANTED, MARKABLE] });
      await openChat(page, name);
      const banner = page.getByRole('note').filter({ hasText: t('chat.stranger.title', { address: eve.jid }) });
      await expect(banner.getByRole('button')).toHaveText([t('chat.stranger.add'), t('chat.block'), t('chat.delete')]);
      await expect.poll(() => app.rows('conversations')).toMatchObject([{ unread: 0 }]);
      await field(page).pressSequentially('Who');
      await write(page, 'Who is it?');
      await eve.waitForBody('Who is it?');
      const told = eve.received.filter((stanza) => stanza.is('message'));
      expect(told).toHaveLength(1);
      await expect(banner).toBeHidden();
    });

    test('a stranger is blocked from the banner', async ({ servers, peer, signedIn }) => {
      const server = await servers(kind);
      const eve = await peer(server, 'eve');
      const { app, me } = await signedIn(server);
      const { page } = app;
      await eve.sendMessage(me.jid, 'Buy this');
      await openChat(page, localPart(eve.jid));
      await page
        .getByRole('note')
        .getByRole('button', { name: t('chat.block') })
        .click();
      await expect(page.getByText(t('chat.blocked', { name: localPart(eve.jid) }))).toBeVisible();
      await eve.sendMessage(me.jid, 'Buy it now', { id: 'second' });
      await eve.waitFor('message', (stanza) => stanza.attrs.type === 'error' && stanza.attrs.id === 'second');
      expect(await app.rows('entries')).toHaveLength(1);
    });

    test('mail-like messages, headlines, invitations and what is encrypted are shown for what they are', async ({
      servers,
      peer,
      withContacts,
    }) => {
      const server = await servers(kind);
      const ben = await peer(server, 'ben');
      const { app, me } = await withContacts(server, ben);
      const { page } = app;
      const name = localPart(ben.jid);
      await ben.sendMessage(me.jid, 'The minutes are attached.', { type: 'normal', subject: 'Meeting' });
      await ben.sendMessage(me.jid, 'Servers rest tonight.', { type: 'headline', subject: 'News' });
      const room = 'room@rooms.localhost';
      await ben.sendMessage(me.jid, 'Join us', {
        xml: [`<x xmlns="jabber:x:conference" jid="${room}" reason="Lunch"/>`],
      });
      await ben.sendMessage(me.jid, 'I sent you an OMEMO encrypted message', {
        xml: ['<encryption xmlns="urn:xmpp:eme:0" namespace="urn:xmpp:omemo:2"/>'],
      });
      await openChat(page, name);
      const main = page.getByRole('main');
      await expect(main.getByText(t('chat.encrypted', { method: 'OMEMO' }))).toBeVisible();
      await expect(message(page, 'The minutes are attached.')).toContainText('Meeting');
      await expect(message(page, 'Servers rest tonight.')).toContainText(t('chat.headline'));
      await expect(main.getByText(t('chat.invitation', { name, room }))).toBeVisible();
      await expect(main.getByText('Lunch')).toBeVisible();
      await expect(main.getByText(t('chat.invitation.later'))).toBeVisible();
      await expect(main.getByText('I sent you an OMEMO encrypted message')).toBeHidden();
    });

    test('a message written while the server is away waits, and goes once', async ({ app }) => {
      await using server = await (kind === 'prosody' ? startProsody() : startEjabberd());
      await server.addUser('ann', 'secret');
      await server.addUser('ben', 'secret');
      const kith = await app({ ca: server.ca });
      const { page } = kith;
      await kith.signIn(server, 'ann', 'secret');
      await startChat(page, `ben@${server.domain}`);
      await server.stop();
      await write(page, 'Written offline');
      await write(page, 'and one more');
      await expectState(page, 'Written offline', 'waiting');
      await server.restart();
      await using ben = await startPeer({ server, user: 'ben', password: 'secret' });
      await expectState(page, 'Written offline', 'delivered');
      await expectState(page, 'and one more', 'delivered');
      const archived = (await ben.archive()).map((stanza) => stanza.getChildText('body'));
      expect(archived.filter((body) => body !== null)).toEqual(['Written offline', 'and one more']);
    });
  });
}
