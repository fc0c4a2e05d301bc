/** What was said stays: in the archive, on this device, and after everything was shut. */
import { expect, SERVERS, t, test } from './app/fixture.ts';
import { chatRow, message, openChat, write } from './chats.ts';
import { localPart } from './contacts.ts';
import { startPeer } from './peers/index.ts';
import { startEjabberd, startProsody } from './server/index.ts';

/** More than the page that the first sign-in fetches. */
const ALL = 330;

for (const kind of SERVERS) {
  test(`${kind}: the newest page at first, the rest on scrolling up, what was missed later, all of it without the server`, async ({
    app,
  }) => {
    test.setTimeout(120_000);
    await using server = await (kind === 'prosody' ? startProsody() : startEjabberd());
    await server.addUser('ann', 'secret');
    await server.addUser('ben', 'secret');
    const ann = `ann@${server.domain}`;
    // Another device of hers is there, so that the server keeps them in the archive only.
    const phone = await startPeer({ server, user: 'ann', password: 'secret', resource: 'phone', receipts: false });
    const ben = await startPeer({ server, user: 'ben', password: 'secret', receipts: false });
    for (let number = 1; number <= ALL; number++) await ben.sendMessage(ann, `Number ${number}`);
    await phone.waitForBody(`Number ${ALL}`, { deadline: 60_000 });
    await phone.kill();

    const kith = await app({ ca: server.ca });
    await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
    await kith.signIn(server, 'ann', 'secret');
    await openChat(kith.page, 'ben');
    await expect(message(kith.page, `Number ${ALL}`)).toBeVisible();
    await expect(chatRow(kith.page, 'ben')).not.toContainText(t('common.unread', { count: 1 }));
    const stored = (await kith.rows('entries')).length;
    expect(stored).toBeLessThan(ALL);

    await kith.page.locator('.thread-list').hover();
    await expect(async () => {
      await kith.page.mouse.wheel(0, -4000);
      await expect(message(kith.page, 'Number 1')).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 60_000 });
    await expect(kith.page.getByText(t('chat.beginning', { name: 'ben' }))).toBeVisible();
    const bodies = (await kith.rows('entries')).filter((row) => row.kind === 'message').sort(byOrder);
    expect(bodies.map((row) => row.body)).toEqual(Array.from({ length: ALL }, (_, index) => `Number ${index + 1}`));

    // Away: what is written meanwhile is caught up with, stands behind what was there, and is unread.
    await kith.quit();
    const before = Date.now();
    await ben.sendMessage(ann, 'While you were away');
    await ben.sendMessage(ann, 'and this');
    await kith.restart();
    await kith.online(ann);
    await expect(chatRow(kith.page, 'ben')).toContainText(t('common.unread', { count: 2 }));
    const missed = (await kith.rows('entries'))
      .filter((row) => row.kind === 'message')
      .sort(byOrder)
      .slice(-2);
    expect(missed.map((row) => row.body)).toEqual(['While you were away', 'and this']);
    // The time is the one of writing (XEP-0203), in whole seconds on some servers.
    expect(Number(missed[0]?.at)).toBeGreaterThan(before - 2000);
    expect(Number(missed[0]?.at)).toBeLessThan(Date.now());
    await openChat(kith.page, 'ben');
    await expect(kith.page.getByText(t('chat.newMessages'), { exact: true })).toBeVisible();

    await ben.kill();
    await server.stop();
    await kith.restart();
    await openChat(kith.page, 'ben');
    await expect(message(kith.page, 'and this')).toBeVisible();
    expect((await kith.rows('entries')).filter((row) => row.kind === 'message')).toHaveLength(ALL + 2);
    await kith.page.locator('.thread-list').hover();
    await expect(async () => {
      await kith.page.mouse.wheel(0, -4000);
      await expect(message(kith.page, 'Number 1')).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 30_000 });
  });

  test(`${kind}: own messages are not doubled by the archive, and what came offline is there once`, async ({
    servers,
    peer,
    app,
    person,
  }) => {
    const server = await servers(kind);
    const ben = await peer(server, 'ben');
    const me = await person(server, 'ann');
    const kith = await app({ ca: server.ca });
    await kith.page.getByRole('checkbox', { name: t('account.keep') }).click();
    await kith.signIn(server, me.name, me.password);
    await ben.sendMessage(me.jid, 'first');
    await openChat(kith.page, localPart(ben.jid));
    await write(kith.page, 'second');
    await ben.waitForBody('second');
    await kith.quit();
    // No device is there: the server keeps it for the next one, and in the archive too.
    await ben.sendMessage(me.jid, 'third');
    await kith.restart();
    await kith.online(me.jid);
    await openChat(kith.page, localPart(ben.jid));
    await expect(message(kith.page, 'third')).toBeVisible();
    const rows = (await kith.rows('entries')).filter((row) => row.kind === 'message').sort(byOrder);
    expect(rows.map((row) => row.body)).toEqual(['first', 'second', 'third']);
  });
}

function byOrder(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return Number(a.order) - Number(b.order);
}
