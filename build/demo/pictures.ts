/** Pictures of the running demo, taken through its debugging port once the window shows what it should. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createTranslator } from '../../app/i18n/translator.ts';
import { dist } from '../bundle.ts';
import { CONVERSATIONS } from './conversations.ts';
import { ANSWERS, ANSWERS_ALWAYS, PEOPLE } from './people.ts';

/** The language in which the demo's window is asked for, wherever this runs. */
export const ENGLISH = { LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8' };

const { t } = createTranslator('en', ['en-US']);
const DEADLINE = 30_000;

const lastWords = (user: string): string => CONVERSATIONS.find((each) => each.with === user)?.lines.at(-1)?.body ?? '';
const nameOf = (user: string): string => PEOPLE.find((each) => each.user === user)?.name ?? user;

async function attach(port: number): Promise<Browser> {
  const end = Date.now() + DEADLINE;
  for (;;) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
    } catch (error) {
      // It listens a moment after its start, and doesn't say when.
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function openChat(page: Page, user: string): Promise<void> {
  const name = nameOf(user);
  const row = page.getByRole('listbox', { name: t('chat.list') }).getByRole('option');
  await row.filter({ has: page.getByText(name, { exact: true }) }).click();
  await page.getByRole('textbox', { name: t('chat.write', { name }) }).waitFor();
  await page.getByRole('main').getByText(lastWords(user)).first().waitFor();
}

async function walk(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  for (const { with: user } of CONVERSATIONS) await page.getByText(lastWords(user)).first().waitFor();
  for (const [user, name] of [
    ['chenyu', '1-chinese'],
    ['minseo', '2-korean'],
    [ANSWERS_ALWAYS, '3-english'],
  ] as const) {
    await openChat(page, user);
    await take(name);
  }
  const field = page.getByRole('main').getByRole('textbox');
  await field.fill('Shall I bring the lemon cake along?');
  await field.press('Enter');
  await page
    .getByRole('main')
    .getByText(ANSWERS[0] ?? '', { exact: true })
    .waitFor();
  await take('4-answered');
  // It can't be answered the moment it comes.
  await page.getByRole('dialog').locator('.answer-choices button:enabled').first().waitFor();
  await take('5-friend-request');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('requests.later') })
    .click();
  await page
    .getByRole('navigation')
    .getByRole('button', { name: t('frame.contacts') })
    .click();
  await page.getByText(nameOf('grace')).first().waitFor();
  await take('6-contacts');
}

/** Takes them and gives their paths; needs an English window. */
export async function takePictures(port: number): Promise<string[]> {
  const folder = join(dist, 'demo');
  await mkdir(folder, { recursive: true });
  const browser = await attach(port);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('the window has no page');
  page.setDefaultTimeout(DEADLINE);
  const taken: string[] = [];
  const take = async (name: string): Promise<void> => {
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    taken.push(path);
  };
  try {
    await walk(page, take);
  } catch (error) {
    await take('failed');
    throw new Error(`${String(error)}\n${taken.at(-1)} shows the window`);
  } finally {
    await browser.close();
  }
  return taken;
}
