/** The storage in trouble: full, damaged, of another time. Nothing is lost that somebody else still has, and it is told. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, t } from './app/app.ts';
import { expect, test } from './app/fixture.ts';
import { chatRow, expectState, field, message, openChat, startChat, write } from './chats.ts';
import { startPeer } from './peers/index.ts';
import { startProsody } from './server/index.ts';
import { removeFolder, temporaryFolder } from './server/process.ts';

const notice = (app: App, problem: 'full' | 'damaged' | 'newer') =>
  app.page.getByRole('alert').filter({ hasText: t(`faults.storage.${problem}.title`) });
const bodies = async (app: App) =>
  (await app.rows('entries')).filter((row) => row.kind === 'message').map((row) => row.body);

/**
 * Lets the origin store so many bytes more. Chromium believes for 30 s what it once found free, unless something larger is
 * to be stored: so it is made to look again.
 */
async function allowMore(app: App, bytes: number): Promise<void> {
  const devtools = await app.page.context().newCDPSession(app.page);
  // Node knows no origin of Electron's own scheme.
  const origin = await app.page.evaluate(() => location.origin);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin,
    quotaSize: bytes === 0 ? 1 : Math.ceil(usage) + bytes,
  });
  if (bytes > 0) return;
  const refused = await app.page.evaluate(
    (size) =>
      new Promise<string | undefined>((resolve) => {
        const opening = indexedDB.open('kith');
        opening.onsuccess = () => {
          const writing = opening.result.transaction('deliveries', 'readwrite');
          // Small ones: large values go into files beside the database, and count elsewhere.
          for (let n = 0; n < size / 30_000; n++) {
            writing.objectStore('deliveries').put({ run: `large-${n}`, upTo: 0, at: 0, filling: 'x'.repeat(30_000) });
          }
          writing.oncomplete = () => resolve(undefined);
          writing.onabort = () => resolve(writing.error?.name);
        };
      }),
    3 * SMALL,
  );
  expect(refused).toBe('QuotaExceededError');
}

/** Bytes; enough for some messages. */
const SMALL = 2_000_000;

async function signInForGood(app: App, server: Parameters<App['signIn']>[0], user: string): Promise<void> {
  await app.page.getByRole('checkbox', { name: t('account.keep') }).click();
  await app.signIn(server, user, 'secret');
}

test('a full disk: told, nothing confirmed, and it goes on by itself where it stood', async ({ app }) => {
  test.setTimeout(120_000);
  await using server = await startProsody();
  await server.addUser('ann', 'secret');
  await server.addUser('ben', 'secret');
  const ann = `ann@${server.domain}`;
  const ben = await startPeer({ server, user: 'ben', password: 'secret' });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  await ben.sendMessage(ann, 'before');
  await openChat(kith.page, 'ben');
  await write(kith.page, 'helo');
  await expectState(kith.page, 'helo', 'delivered');

  // Its password was not kept, so that nothing was written when the disk becomes full.
  await kith.restart();
  await allowMore(kith, 0);
  await signInAgain(kith);
  await kith.online(ann);
  await ben.sendMessage(ann, 'into the full disk');
  await expect(notice(kith, 'full')).toBeVisible();
  // What the person writes is not taken from them either.
  await openChat(kith.page, 'ben');
  await write(kith.page, 'not to be lost');
  await expect(field(kith.page)).toHaveValue('not to be lost');
  await message(kith.page, 'helo').focus();
  await kith.page.keyboard.press('e');
  await write(kith.page, 'hello');
  await expect(notice(kith, 'full')).toBeVisible();
  await expect(kith.page.getByRole('button', { name: t('chat.editing.save') })).toBeVisible();
  await expect(field(kith.page)).toHaveValue('hello');
  await notice(kith, 'full')
    .getByRole('button', { name: t('common.retry') })
    .click();
  await expect(kith.page.locator('.ui-toast').getByText(t('faults.storage.full.title'))).toBeVisible();
  expect(await bodies(kith)).toEqual(['before', 'helo']);

  await allowMore(kith, SMALL);
  await expect(message(kith.page, 'into the full disk')).toBeVisible({ timeout: 30_000 });
  await expect(notice(kith, 'full')).toHaveCount(0);
  await field(kith.page).press('Enter');
  await ben.waitForBody('hello');
  await expect(field(kith.page)).toHaveValue('not to be lost');
  await field(kith.page).press('Enter');
  await ben.waitForBody('not to be lost');

  // Ended in the middle of it: the server was never told that this one is safe, and gives it again.
  await allowMore(kith, 0);
  await ben.sendMessage(ann, 'and once more');
  await expect(notice(kith, 'full')).toBeVisible();
  await kith.kill();
  await kith.restart();
  await signInAgain(kith);
  await kith.online(ann);
  await openChat(kith.page, 'ben');
  await expect(message(kith.page, 'and once more')).toBeVisible();
  expect((await bodies(kith)).toSorted()).toEqual([
    'and once more',
    'before',
    'helo',
    'into the full disk',
    'not to be lost',
  ]);
});

async function signInAgain({ page }: App): Promise<void> {
  await page.getByRole('button', { name: t('account.connection.enterPassword') }).click();
  await page.getByLabel(t('account.signIn.password'), { exact: true }).fill('secret');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('account.signIn.submit') })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

function databaseFolder(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('.indexeddb.leveldb'),
  );
  if (found === undefined) throw new Error('there is no database in the profile');
  return join(folder, found);
}

test('damaged files: told, and everything comes again from the archive, with what only this device had', async ({
  app,
}) => {
  test.setTimeout(120_000);
  await using server = await startProsody();
  await server.addUser('ann', 'secret');
  const ann = `ann@${server.domain}`;
  const old = `cleo@${server.domain}`;
  const ben = `ben@${server.domain}`;
  const noon = Date.now() - 86_400_000;
  const said = (peer: string, body: string, n: number) =>
    ({ with: peer, from: peer, to: ann, body, at: noon + n * 1000 }) as const;
  // One of them wrote last before all that fits the first page of a new device.
  await server.seedArchive('ann', [
    said(old, 'From long ago', 0),
    ...Array.from({ length: 600 }, (_, n) => said(ben, `Number ${n + 1}`, n + 1)),
  ]);
  const complete = async (kith: App) => {
    // On the screen first: whoever looks for a database that is not there makes an empty one.
    await kith.page.getByRole('button', { name: /^Chats/ }).click();
    await expect(chatRow(kith.page, 'cleo')).toBeVisible({ timeout: 30_000 });
    await expect.poll(async () => (await bodies(kith)).length).toBe(601);
    const stored = (await kith.rows('entries')).sort((a, b) => Number(a.order) - Number(b.order));
    expect(stored.filter((row) => row.peer === ben).map((row) => row.body)).toEqual(
      Array.from({ length: 600 }, (_, n) => `Number ${n + 1}`),
    );
    await expect.poll(async () => (await kith.rows('archives'))[0]?.refill).toBeUndefined();
    expect((await kith.rows('conversations')).map((row) => row.unread)).toEqual([0, 0]);
  };
  const kith = await app({ ca: server.ca });
  await signInForGood(kith, server, 'ann');
  await expect(chatRow(kith.page, 'ben')).toBeVisible();

  // Chromium throws away what it can't read, and says nothing.
  await kith.restart(async () => writeFileSync(join(databaseFolder(kith.dataDir), 'CURRENT'), 'damaged'));
  const lost = kith.page.getByRole('alert').filter({ hasText: t('storage.lost.title') });
  await expect(lost).toBeVisible();
  await lost.getByRole('button', { name: t('common.close') }).click();
  await expect(lost).toHaveCount(0);
  await complete(kith);

  // And here it can neither open nor delete it.
  await kith.restart(async () => {
    const folder = databaseFolder(kith.dataDir);
    for (const name of readdirSync(folder)) if (name.startsWith('MANIFEST')) rmSync(join(folder, name));
  });
  await expect(notice(kith, 'damaged')).toBeVisible();
  // By the keyboard alone: past "Try again", and in the dialog past "Cancel".
  for (const key of ['Tab', 'Tab']) await kith.page.keyboard.press(key);
  await expect(notice(kith, 'damaged').getByRole('button', { name: t('storage.rebuild') })).toBeFocused();
  await kith.page.keyboard.press('Enter');
  await expect(kith.page.getByRole('dialog').getByRole('button', { name: t('common.cancel') })).toBeFocused();
  for (const key of ['Tab', 'Enter']) await kith.page.keyboard.press(key);
  await complete(kith);

  // By wish, while all is well: what no server has goes along.
  await chatRow(kith.page, 'cleo').click();
  await field(kith.page).fill('only here');
  await kith.page.keyboard.press('Control+Comma');
  await kith.page.getByRole('button', { name: t('settings.storage'), exact: true }).click();
  await kith.page.getByRole('button', { name: t('storage.rebuild') }).click();
  await kith.page
    .getByRole('dialog')
    .getByRole('button', { name: t('storage.rebuild.submit') })
    .click();
  await complete(kith);
  await chatRow(kith.page, 'cleo').click();
  await expect(field(kith.page)).toHaveValue('only here');
});

test('a database of a newer Kith is told of, and not touched', async ({ servers, signedIn }) => {
  const { app } = await signedIn(await servers('prosody'));
  /** Gives version and tables after making it a newer one, or as they are. */
  const look = (version?: number) =>
    app.page.evaluate(
      (wanted) =>
        new Promise<unknown>((resolve, reject) => {
          const opening = indexedDB.open('kith', wanted);
          opening.onupgradeneeded = () => opening.result.createObjectStore('later').put('from the future', 1);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const words = opening.result.transaction('later').objectStore('later').get(1);
            words.onsuccess = () => {
              opening.result.close();
              resolve({ version: opening.result.version, words: words.result });
            };
          };
        }),
      version,
    );
  const newer = await look(10_000);
  await expect(notice(app, 'newer')).toBeVisible();
  await app.restart();
  await expect(notice(app, 'newer')).toBeVisible();
  await expect(notice(app, 'newer').getByRole('button', { name: t('storage.rebuild') })).toHaveCount(0);
  await notice(app, 'newer')
    .getByRole('button', { name: t('common.retry') })
    .click();
  await expect(notice(app, 'newer')).toBeVisible();
  expect(await look()).toEqual(newer);
  expect(newer).toEqual({ version: 10_000, words: 'from the future' });
});

test('the history is exported into a file, with everything but secrets', async ({ app, servers, person }, testInfo) => {
  test.skip(testInfo.project.name === 'electron', 'its dialog is the system’s, which nobody can press here');
  const folder = temporaryFolder('downloads');
  try {
    mkdirSync(join(folder, 'taken'));
    writeFileSync(join(folder, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${join(folder, 'taken')}"\n`);
    const server = await servers('prosody');
    const me = await person(server, 'ann');
    const kith = await app({ ca: server.ca, env: { XDG_CONFIG_HOME: folder } });
    await kith.signIn(server, me.name, me.password);
    await startChat(kith.page, `ben@${server.domain}`);
    for (const words of ['first line\nsecond', '안녕 你好 👋', 'third']) {
      await write(kith.page, words);
      await expect(field(kith.page)).toHaveValue('');
    }
    await kith.page.keyboard.press('Control+Comma');
    const exported = async () => {
      await kith.page.getByRole('button', { name: t('storage.export') }).click();
      const done = kith.page.getByText(t('storage.export.done', { path: join(folder, 'taken') }).slice(0, -1), {
        exact: false,
      });
      await expect(done.last()).toBeVisible();
    };
    await exported();
    await expect.poll(() => readdirSync(join(folder, 'taken'))).toHaveLength(1);
    const [name = ''] = readdirSync(join(folder, 'taken'));
    expect(name).toMatch(/^Kith \d{4}-\d\d-\d\d\.jsonl$/);
    const path = join(folder, 'taken', name);
    const text = readFileSync(path, 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ record: 'header', format: 'kith-export', version: 1, accounts: [me.jid] });
    const said = lines.filter((line) => line.kind === 'message').map((line) => line.body);
    expect(said).toEqual(['first line\nsecond', '안녕 你好 👋', 'third']);
    expect(lines.at(-1)).toEqual({
      record: 'end',
      entries: lines.filter((line) => line.record === 'entry').length,
      unreadable: 0,
    });
    expect(text).not.toContain(`"${me.password}"`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    // Nothing that is there is written over.
    await exported();
    await expect.poll(() => readdirSync(join(folder, 'taken'))).toHaveLength(2);
  } finally {
    removeFolder(folder);
  }
});
