/** What is later said about messages, between the window and other people's clients, on real servers. */
import type { Element } from '@xmpp/xml';
import { expect, SERVERS, t, test } from './app/fixture.ts';
import { chatRow, expectState, field, message, openChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { type Peer, startPeer } from './peers/index.ts';
import { startProsody } from './server/index.ts';

const replace = (id: string) => `<replace xmlns="urn:xmpp:message-correct:0" id="${id}"/>`;
const retract = (id: string) => `<retract xmlns="urn:xmpp:message-retract:1" id="${id}"/>`;
const fallback = (ns: string, range = '') => `<fallback xmlns="urn:xmpp:fallback:0" for="${ns}">${range}</fallback>`;
const react = (id: string, ...emoji: string[]) =>
  `<reactions xmlns="urn:xmpp:reactions:0" id="${id}">${emoji.map((each) => `<reaction>${each}</reaction>`).join('')}</reactions>`;
const STORE = '<store xmlns="urn:xmpp:hints"/>';
const MDS = 'urn:xmpp:mds:displayed:0';

/** A retraction as a client sends it. */
const takeBack = (peer: Peer, to: string, id: string) =>
  peer.sendMessage(to, '/me retracted a previous message', {
    xml: [retract(id), fallback('urn:xmpp:message-retract:1'), STORE],
  });

for (const kind of SERVERS) {
  test.describe(kind, () => {
    test('the other side edits, reacts, answers and takes back; a third party can do nothing of it', async ({
      servers,
      peer,
      signedIn,
      app: startAnother,
    }) => {
      const server = await servers(kind);
      const [ben, mallory] = [await peer(server, 'ben'), await peer(server, 'mallory')];
      const { app, me } = await signedIn(server);
      const { page } = app;
      const first = await ben.sendMessage(me.jid, 'Lunch at noon?');
      await openChat(page, localPart(ben.jid));
      await write(page, 'Gladly');
      await expectState(page, 'Gladly', 'delivered');
      const mine = String((await app.rows('entries')).find((row) => row.body === 'Gladly')?.stanzaId);

      await ben.sendMessage(me.jid, 'Lunch at one?', { xml: [replace(first)] });
      await expect(message(page, 'Lunch at one?')).toBeVisible();
      await expect(message(page, 'Lunch at noon?')).toBeHidden();

      const quote = '> Gladly \u{1F35C}\n';
      const answer = `<reply xmlns="urn:xmpp:reply:0" id="${mine}" to="${me.jid}"/>`;
      const place = `<body start="0" end="${[...quote].length}"/>`;
      const second = await ben.sendMessage(me.jid, `${quote}I pay`, {
        xml: [answer, fallback('urn:xmpp:reply:0', place)],
      });
      await expect(message(page, 'I pay')).toBeVisible();
      await ben.sendMessage(me.jid, undefined, { xml: [react(mine, '\u{1F44D}'), STORE] });

      // Each of these is stored as Mallory's, and is about nothing.
      const forged = await mallory.sendMessage(me.jid, 'Forged', { xml: [replace(first)] });
      await takeBack(mallory, me.jid, first);
      await mallory.sendMessage(me.jid, undefined, { xml: [react(mine, '\u{1F44E}'), STORE] });
      await mallory.sendMessage(me.jid, 'That was all');
      await expect(chatRow(page, localPart(mallory.jid))).toContainText('That was all');
      const said = (await app.rows('entries')).filter((row) => row.peer === mallory.jid);
      expect(said.map((row) => [row.kind, row.stanzaId === forged || undefined])).toEqual([
        ['correction', true],
        ['retraction', undefined],
        ['reactions', undefined],
        ['message', undefined],
      ]);
      await expect(message(page, 'Lunch at one?')).toBeVisible();

      await takeBack(ben, me.jid, second);
      await expect(message(page, 'I pay')).toBeHidden();
      await expect(chatRow(page, localPart(ben.jid))).toContainText(t('chat.last.retracted'));
      await expect(page.getByText('retracted a previous message')).toBeHidden();

      // Another device reads it from the archive, and has the same.
      const shown = (window: typeof page) => window.getByRole('main').getByRole('article').allTextContents();
      const other = await startAnother({ ca: server.ca });
      await other.signIn(server, me.name, me.password);
      await openChat(other.page, localPart(ben.jid));
      await expect(message(other.page, 'Lunch at one?')).toBeVisible();
      expect(await shown(other.page)).toEqual(await shown(page));
      for (const { rows } of [app, other]) expect(JSON.stringify(await rows('entries'))).not.toContain('I pay');
    });

    test('we edit, react, answer and take back, and the other side is told', async ({ servers, peer, signedIn }) => {
      const server = await servers(kind);
      const ben = await peer(server, 'ben');
      const { app, me } = await signedIn(server);
      const { page } = app;
      const theirs = await ben.sendMessage(me.jid, 'Shall we?\nTomorrow?');
      await openChat(page, localPart(ben.jid));
      await write(page, 'Yse');
      await expectState(page, 'Yse', 'delivered');
      const mine = String((await ben.waitForBody('Yse')).attrs.id);

      await field(page).press('ArrowUp');
      await write(page, 'Yes');
      const edit = await ben.waitForBody('Yes');
      expect(edit.getChild('replace', 'urn:xmpp:message-correct:0')?.attrs.id).toBe(mine);
      await expectState(page, 'Yes', 'delivered');

      const asked = message(page, 'Shall we?\nTomorrow?');
      await asked.focus();
      await asked.press(':');
      await page.getByRole('toolbar').getByRole('button', { name: '\u{1F44D}' }).click();
      const reacted = (emoji: readonly string[]) => (stanza: Element) => {
        const said = stanza.getChild('reactions', 'urn:xmpp:reactions:0');
        return (
          said?.attrs.id === theirs &&
          said
            .getChildren('reaction')
            .map((each) => each.text())
            .join() === emoji.join()
        );
      };
      const reaction = await ben.waitFor('message', reacted(['\u{1F44D}']));
      expect(reaction.getChild('store', 'urn:xmpp:hints')).toBeDefined();
      await asked
        .getByRole('group', { name: t('chat.reactions') })
        .getByRole('button')
        .click();
      await ben.waitFor('message', reacted([]));

      await asked.focus();
      await asked.press('r');
      await write(page, 'At ten');
      const quote = '> Shall we?\n> Tomorrow?\n';
      const answer = await ben.waitForBody(`${quote}At ten`);
      expect(answer.getChild('reply', 'urn:xmpp:reply:0')?.attrs).toMatchObject({ id: theirs });
      const place = answer.getChild('fallback', 'urn:xmpp:fallback:0')?.getChild('body')?.attrs;
      expect(place).toMatchObject({ start: '0', end: String([...quote].length) });

      await expectState(page, 'At ten', 'delivered');
      await message(page, 'At ten').focus();
      await message(page, 'At ten').press('Delete');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('chat.message.retract') })
        .click();
      const gone = await ben.waitFor('message', (stanza) => stanza.getChild('retract') !== undefined);
      expect(gone.getChild('retract', 'urn:xmpp:message-retract:1')?.attrs.id).toBe(answer.attrs.id);
      await expect(page.getByText(t('chat.message.retracted.own'))).toBeVisible();
      await expect.poll(async () => JSON.stringify(await app.rows('entries'))).not.toContain('At ten');
    });

    test('what was read on another device is read here, and the other way round', async ({
      servers,
      peer,
      signedIn,
    }) => {
      const server = await servers(kind);
      const [ben, mallory] = [await peer(server, 'ben'), await peer(server, 'mallory')];
      const { app, me } = await signedIn(server);
      const { page } = app;
      const phone = await startPeer({ server, user: me.name, password: me.password, resource: 'phone' });
      const row = chatRow(page, localPart(ben.jid));
      for (const body of ['one', 'two', 'three']) await ben.sendMessage(me.jid, body);
      await expect(row).toContainText(t('common.unread', { count: 3 }));

      const archived = async (body: string) =>
        String((await app.rows('entries')).find((each) => each.body === body)?.archiveId);
      const displayed = async (body: string) =>
        `<item id="${ben.jid}"><displayed xmlns="${MDS}"><stanza-id xmlns="urn:xmpp:sid:0" by="${me.jid}" id="${await archived(body)}"/></displayed></item>`;
      // Somebody else can't say it.
      await mallory.sendRaw(
        `<message to="${me.jid}" type="headline"><event xmlns="http://jabber.org/protocol/pubsub#event"><items node="${MDS}">${await displayed('three')}</items></event></message>`,
      );
      await mallory.sendMessage(me.jid, 'That was all');
      await expect(chatRow(page, localPart(mallory.jid))).toContainText('That was all');
      expect(app.log()).toContain('forged read state refused');
      await expect(row).toContainText(t('common.unread', { count: 3 }));

      // Our own other device can, for everybody but the account kept secret.
      await phone.iq(
        'set',
        `<pubsub xmlns="http://jabber.org/protocol/pubsub"><publish node="${MDS}">${await displayed('two')}</publish></pubsub>`,
      );
      await expect(row).toContainText(t('common.unread', { count: 1 }));

      // It made the node for all to see; ours makes it private and says how far was read here.
      await openChat(page, localPart(ben.jid));
      const wanted = await archived('three');
      await expect
        .poll(async () => {
          const answer = await phone.iq(
            'get',
            `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${MDS}"/></pubsub>`,
          );
          return answer.toString().includes(`id="${wanted}"`);
        })
        .toBe(true);
      const seen = await ben.iq(
        'get',
        `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${MDS}"/></pubsub>`,
        me.jid,
      );
      expect(seen.attrs.type, seen.toString()).toBe('error');
      await phone.kill();
    });
  });
}

test('what was read without a connection is told after a restart: to the own devices, and to the author', async ({
  app,
}) => {
  await using server = await startProsody();
  const [ann, ben] = [`ann@${server.domain}`, `ben@${server.domain}`];
  for (const user of ['ann', 'ben']) await server.addUser(user, 'secret');
  await server.seedRoster('ann', [{ jid: ben }]);
  const kith = await app({ ca: server.ca });
  await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.signIn(server, 'ann', 'secret');
  const sender = await startPeer({ server, user: 'ben', password: 'secret' });
  await sender.sendMessage(ann, 'Between us', { xml: ['<no-permanent-store xmlns="urn:xmpp:hints"/>'] });
  const id = await sender.sendMessage(ann, 'Read me', { xml: ['<markable xmlns="urn:xmpp:chat-markers:0"/>'] });
  await expect(chatRow(kith.page, 'ben')).toContainText(t('common.unread', { count: 2 }));
  await sender.kill();
  await server.stop();
  await openChat(kith.page, 'ben');
  await expect.poll(() => kith.rows('conversations')).toMatchObject([{ unread: 0 }]);
  await expect(message(kith.page, 'Between us').getByLabel(t('chat.message.noStore')).last()).toBeVisible();
  const [read] = (await kith.rows('entries')).filter((row) => row.stanzaId === id);
  await kith.quit();
  await server.restart();
  await using author = await startPeer({ server, user: 'ben', password: 'secret' });
  await kith.restart();
  await kith.online(ann);

  await author.waitFor('message', (stanza) => {
    return stanza.getChild('displayed', 'urn:xmpp:chat-markers:0')?.attrs.id === id;
  });
  await using phone = await startPeer({ server, user: 'ann', password: 'secret', resource: 'phone' });
  const items = `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${MDS}"/></pubsub>`;
  await expect.poll(async () => String(await phone.iq('get', items))).toContain(`id="${read?.archiveId}"`);
  await expect
    .poll(() => kith.rows('conversations'))
    .toEqual([expect.not.objectContaining({ untold: expect.anything() })]);
  // What is not to be kept is gone with the start after it was read.
  expect((await kith.rows('entries')).flatMap(({ body }) => body || [])).toEqual(['Read me']);
});
