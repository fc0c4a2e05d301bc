/** Pictures of the running demo, taken through its debugging port once the window shows what it should. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { dist } from '../bundle.ts';
import { CONVERSATIONS } from './conversations.ts';

const DEADLINE = 30_000;

async function firstPage(port: number): Promise<Page> {
  const end = Date.now() + DEADLINE;
  for (;;) {
    try {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
      const page = browser.contexts()[0]?.pages()[0];
      if (page !== undefined) return page;
      await browser.close();
    } catch (error) {
      // It listens a moment after its start.
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const lastWords = (user: string): string => CONVERSATIONS.find((each) => each.with === user)?.lines.at(-1)?.body ?? '';

/** Gives the paths. */
export async function takePictures(port: number): Promise<string[]> {
  const folder = join(dist, 'demo');
  await mkdir(folder, { recursive: true });
  const page = await firstPage(port);
  page.setDefaultTimeout(DEADLINE);
  const taken: string[] = [];
  const take = async (name: string): Promise<void> => {
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    taken.push(path);
  };

  try {
    for (const user of ['maya', 'chenyu', 'minseo']) await page.getByText(lastWords(user)).first().waitFor();
    await take('conversations');
  } catch (error) {
    await take('failed');
    throw error;
  }
  return taken;
}
