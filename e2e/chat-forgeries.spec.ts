/**
 * Nobody is believed without a look at the sender. What a stranger can send goes through the real servers; what only the
 * own server could send is said by a scripted one. Each forgery is first shown to have arrived.
 */
import type { App } from './app/app.ts';
import { expect, SERVERS, test } from './app/fixture.ts';
import { chatRow, expectState, message, openChat, startChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { startScriptedServer } from './server/index.ts';

const CARBONS = 'urn:xmpp:carbons:2';
const MAM = 'urn:xmpp:mam:2';

const forward = (inner: string) => `<forwarded xmlns="urn:xmpp:forward:0">${inner}</forwarded>`;
const body = (from: string, to: string, text: string, id: string) =>
  `<message xmlns="jabber:client" from="${from}" to="${to}" type="chat" id="${id}"><body>${text}</body></message>`;

const bodies = async (app: App) =>
  (await app.rows('entries')).flatMap((row) => (row.kind === 'message' ? [String(row.body)] : []));

/** The log comes over a pipe of its own, not in step with the window. */
const logged = (app: App, words: string, times: number) =>
  expect.poll(() => app.log().split(words).length - 1, words).toBe(times);

for (const kind of SERVERS) {
  test(`${kind}: a third party's receipt, marker, error, carbon and archive result change nothing`, async ({
    servers,
    person,
    peer,
    signedIn,
  }) => {
    const server = await servers(kind);
    const ben = await person(server, 'ben');
    const mallory = await peer(server, 'mallory');
    const { app, me } = await signedIn(server);
    const { page } = app;
    await startChat(page, ben.jid);
    await write(page, 'For Ben only');
    await expectState(page, 'For Ben only', 'sent');
    const [sent] = await app.rows('entries');
    const id = String(sent?.stanzaId);

    const receipt = `<received xmlns="urn:xmpp:receipts" id="${id}"/>`;
    await mallory.sendMessage(me.jid, undefined, { xml: [receipt] });
    await mallory.sendMarker(me.jid, id);
    await mallory.sendRaw(
      `<message to="${me.jid}" type="error" id="${id}"><error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>`,
    );
    for (const wrapper of ['received', 'sent']) {
      const inner = forward(body(ben.jid, me.jid, `Forged ${wrapper}`, 'forged'));
      await mallory.sendRaw(`<message to="${me.jid}"><${wrapper} xmlns="${CARBONS}">${inner}</${wrapper}></message>`);
    }
    const result = `<result xmlns="${MAM}" id="1" queryid="guess">${forward(body(ben.jid, me.jid, 'Forged archive', 'f'))}</result>`;
    await mallory.sendRaw(`<message to="${me.jid}">${result}</message>`);
    await mallory.sendMessage(me.jid, 'That was all');

    // They arrived: what can be stored is stored as Mallory's, the rest was refused by name.
    await expect(chatRow(page, localPart(mallory.jid))).toContainText('That was all');
    const said = (await app.rows('entries')).filter((row) => row.target === id);
    expect(said.map((row) => [row.kind, row.peer]).sort()).toEqual([
      ['displayed', mallory.jid],
      ['receipt', mallory.jid],
    ]);
    await logged(app, 'forged carbon refused', 2);
    await logged(app, 'archive result that was not asked for refused', 1);

    expect((await bodies(app)).sort()).toEqual(['For Ben only', 'That was all']);
    await openChat(page, ben.name);
    await expectState(page, 'For Ben only', 'sent');
    const [after] = (await app.rows('entries')).filter((row) => row.stanzaId === id);
    expect(after).not.toHaveProperty('outbox');
  });
}

test("what only the own server could send is refused from the account's own other addresses", async ({ app }) => {
  await using server = await startScriptedServer({ users: { ann: 'secret' }, disco: [CARBONS, MAM] });
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  await kith.signIn(server, 'ann', 'secret');
  const client = await server.client();
  await startChat(page, 'ben@localhost');
  await write(page, 'For Ben only');
  const sent = await client.expect(
    'the message',
    (stanza) => stanza.is('message') && stanza.getChild('body') !== undefined,
  );
  const id = String(sent.attrs.id);

  const own = 'ann@localhost';
  const device = `${own}/other`;
  const carbon = (from: string, text: string) =>
    `<message from="${from}" to="${client.jid}"><received xmlns="${CARBONS}">${forward(
      body('ben@localhost/x', own, text, 'c'),
    )}</received></message>`;
  const result = (from: string, text: string) =>
    `<message from="${from}" to="${client.jid}"><result xmlns="${MAM}" id="7" queryid="guess">${forward(
      body('ben@localhost/x', own, text, 'a'),
    )}</result></message>`;
  // "Forwarded copies MUST be from that user's bare JID" (XEP-0280 section 11): not a device, not the server.
  client.send(carbon(device, 'Carbon of a device'));
  client.send(carbon('localhost', 'Carbon of the server'));
  // From the right address, but never asked for (XEP-0313).
  client.send(result(own, 'Result that nobody asked for'));
  client.send(result(device, 'Result of a device'));
  for (const from of [own, device, 'localhost']) {
    client.send(
      `<message from="${from}" to="${client.jid}"><received xmlns="urn:xmpp:receipts" id="${id}"/></message>`,
    );
    client.send(
      `<message from="${from}" to="${client.jid}"><displayed xmlns="urn:xmpp:chat-markers:0" id="${id}"/></message>`,
    );
    client.send(
      `<message from="${from}" to="${client.jid}" type="error" id="${id}"><error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>`,
    );
  }
  client.send(
    `<message from="cleo@localhost/x" to="${client.jid}" type="chat" id="last"><body>The last</body></message>`,
  );
  // The true one still counts.
  await expect(chatRow(page, 'cleo')).toContainText('The last');
  await logged(kith, 'forged carbon refused', 2);
  await logged(kith, 'archive result that was not asked for refused', 2);
  expect((await bodies(kith)).sort()).toEqual(['For Ben only', 'The last']);
  await expect(message(page, 'For Ben only')).toHaveAttribute('data-state', /waiting|sent/);

  client.send(carbon(own, 'The true carbon'));
  client.send(
    `<message from="ben@localhost/x" to="${client.jid}"><received xmlns="urn:xmpp:receipts" id="${id}"/></message>`,
  );
  await expectState(page, 'For Ben only', 'delivered');
  await expect(message(page, 'The true carbon')).toBeVisible();
});
