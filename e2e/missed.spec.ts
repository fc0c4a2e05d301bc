/** What was missed: with links that break, and with an archive that fails in the middle (by script: no real one does). */
import { escapeXML } from '@xmpp/xml';
import { expect, SERVERS, t, test } from './app/fixture.ts';
import { chatRow, message, openChat, startChat, write } from './chats.ts';
import { startPeer } from './peers/index.ts';
import { startProxy } from './server/fault-proxy.ts';
import { startScriptedServer } from './server/index.ts';
import type { ScriptedAnswer } from './server/scripted-answers.ts';

const MAM = 'urn:xmpp:mam:2';
const RSM = 'http://jabber.org/protocol/rsm';
const began = Date.UTC(2026, 0, 1);

/** Numbered messages of ben, page by page as XEP-0059 has them; `refuses` the page after one of them. */
class Archive {
  size = 0;
  refuses: number | undefined;

  readonly answer: ScriptedAnswer = (element, client) => {
    const query = element.getChild('query', MAM);
    if (query === undefined) return undefined;
    const set = query.getChild('set', RSM);
    const after = Number(set?.getChildText('after')?.slice(1) ?? 0);
    const max = Number(set?.getChildText('max') ?? 50);
    const id = escapeXML(element.attrs.id ?? '');
    if (after !== 0 && after === this.refuses) {
      return `<iq type="error" id="${id}"><error type="wait"><internal-server-error xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>`;
    }
    const from = set?.getChild('before') === undefined ? after + 1 : Math.max(1, this.size - max + 1);
    const to = Math.min(this.size, from + max - 1);
    for (let n = from; n <= to; n++) client.send(result(n, query.attrs.queryid ?? ''));
    const complete = set?.getChild('before') === undefined ? to === this.size : from === 1;
    const ends = to < from ? '' : `<first>a${from}</first><last>a${to}</last>`;
    return `<iq type="result" id="${id}"><fin xmlns="${MAM}" complete="${complete}"><set xmlns="${RSM}">${ends}</set></fin></iq>`;
  };
}

function result(n: number, queryid: string): string {
  const stamp = new Date(began + n * 1000).toISOString();
  return `<message from="ann@localhost"><result xmlns="${MAM}" queryid="${escapeXML(queryid)}" id="a${n}"><forwarded xmlns="urn:xmpp:forward:0">
    <delay xmlns="urn:xmpp:delay" stamp="${stamp}"/><message xmlns="jabber:client" from="ben@localhost/x" to="ann@localhost" type="chat" id="m${n}"><body>Number ${n}</body></message>
  </forwarded></result></message>`;
}

test('the newest is there at once; where something is missing the thread says so, over a restart, and fetches it', async ({
  app,
}) => {
  test.setTimeout(90_000);
  await using server = await startScriptedServer({ users: { ann: 'secret' }, disco: [MAM] });
  const archive = new Archive();
  server.answer(archive.answer);
  archive.size = 5;
  const kith = await app({ ca: server.ca });
  const { page } = kith;
  await page.getByRole('checkbox', { name: t('account.keep') }).click();
  await kith.signIn(server, 'ann', 'secret');
  await expect(chatRow(page, 'ben')).toContainText('Number 5');

  const stored = async () =>
    (await kith.rows('entries')).sort((a, b) => Number(a.order) - Number(b.order)).map((row) => row.body);
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `Number ${from + n}`);

  // Away for 800 messages; of these the archive gives the first page, the newest, and then a fault.
  await kith.quit();
  archive.size = 805;
  archive.refuses = 255;
  for (const start of ['first', 'second']) {
    await kith.restart();
    await kith.online('ann@localhost');
    await expect(chatRow(kith.page, 'ben')).toContainText('Number 805');
    expect(await stored(), start).toEqual([...numbers(1, 255), ...numbers(556, 805)]);
    if (start === 'first') await kith.quit();
  }

  await openChat(kith.page, 'ben');
  await kith.page.getByRole('button', { name: t('chat.jump') }).click();
  await expect(message(kith.page, 'Number 805')).toBeVisible();
  await kith.page.locator('.thread-list').hover();
  const jump = kith.page.getByRole('button', { name: t('chat.jump') });
  /** Less than a page further up; from the first message back to the end. */
  const goUp = async () => {
    if (await message(kith.page, 'Number 1').isVisible()) await jump.click();
    else await kith.page.mouse.wheel(0, -1000);
  };
  await expect(async () => {
    await goUp();
    await expect(kith.page.getByText(t('chat.gap.open'))).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 30_000, intervals: [50] });

  archive.refuses = undefined;
  // It is asked for by whoever presses, and by itself when the line comes into view again: whichever is first.
  const press = kith.page.getByRole('button', { name: t('chat.gap.fill') });
  await expect(async () => {
    // It is gone as soon as the archive answers.
    if (await press.isVisible()) await press.dispatchEvent('click', {}, { timeout: 500 }).catch(() => undefined);
    else await goUp();
    expect(await stored()).toEqual(numbers(1, 805));
  }).toPass({ timeout: 30_000, intervals: [50] });
  await expect(kith.page.getByText(t('chat.gap.open'))).toBeHidden();
});

for (const kind of SERVERS) {
  test(`${kind}: while the link breaks again and again, each message is there once, in the order of its sender`, async ({
    servers,
    person,
    app,
  }) => {
    test.setTimeout(120_000);
    const server = await servers(kind);
    const [me, friend] = [await person(server, 'ann'), await person(server, 'ben')];
    await using ben = await startPeer({ server, user: friend.name, password: friend.password });
    await using proxy = await startProxy(server);
    const kith = await app({ ca: server.ca });
    await kith.signIn({ domain: server.domain, host: proxy.host, port: proxy.port }, me.name, me.password);
    await startChat(kith.page, ben.jid);
    await write(kith.page, 'Mine 0');
    await ben.waitForBody('Mine 0');

    const COUNT = 120;
    for (let n = 1; n <= COUNT; n++) {
      await ben.sendMessage(me.jid, `Number ${n}`);
      if (n % 3 === 0 && n < COUNT) await write(kith.page, `Mine ${n / 3}`);
      if (n % 12 === 0) proxy.cut();
    }
    const own = COUNT / 3 - 1;
    await ben.waitForBody(`Mine ${own}`, { deadline: 60_000 });
    const shown = async (mine: boolean) =>
      (await kith.rows('entries'))
        .filter((row) => row.kind === 'message' && row.own === mine)
        .sort((a, b) => Number(a.order) - Number(b.order))
        .map((row) => row.body);
    const numbered = (word: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, n) => `${word} ${from + n}`);
    await expect.poll(() => shown(false), { timeout: 30_000 }).toEqual(numbered('Number', 1, COUNT));
    expect(await shown(true)).toEqual(numbered('Mine', 0, own));
    // On the wire, too: nothing that the archive had was sent again.
    const heard = ben.received.flatMap((stanza) => stanza.getChildText('body') ?? []);
    expect(heard.filter((body) => body.startsWith('Mine'))).toEqual(numbered('Mine', 0, own));
  });
}
