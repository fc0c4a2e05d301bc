/** What both processes hold: with a large roster, and after many messages have come in. Linux only: it reads /proc. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { t } from '../app/app.ts';
import { startBlaster } from './blaster.ts';
import { openEmptyPage } from './empty-page.ts';
import type { Baseline, Bench, Figure } from './figure.ts';
import { startSignedIn } from './signed-in.ts';
import { stagePrograms } from './stage.ts';

const CONTACTS = 10_000;
const MESSAGES = 20_000;
/** ms for garbage to be collected where nobody can ask for it. */
const SETTLE = 3_000;

interface Held {
  /** MB of resident memory. */
  readonly main: number;
  readonly page: number;
  /** MB of JavaScript objects, garbage collected. */
  readonly heap: number;
}

export const memory: Bench = {
  name: 'memory',
  about: `both processes with ${CONTACTS} contacts and after ${MESSAGES} messages`,
  async measure({ runs }) {
    if (process.platform !== 'linux') {
      console.log('bench: memory is read from /proc, which is not here');
      return [];
    }
    const { empty } = await stagePrograms();
    const held: { empty: Held[]; contacts: Held[]; messages: Held[] } = { empty: [], contacts: [], messages: [] };
    for (let run = 0; run < Math.min(runs, 3); run += 1) {
      const { page, pid, close } = await openEmptyPage(empty);
      held.empty.push(await heldBy(pid, page).finally(close));

      const blaster = await startBlaster(CONTACTS);
      const app = await startSignedIn({ server: blaster.server, user: 'ann', password: 'secret' });
      try {
        const client = await blaster.server.client();
        await app.page.getByRole('button', { name: t('frame.contacts'), exact: true }).click();
        await expect(app.page.locator('.contact-line').first()).toBeVisible();
        held.contacts.push(await heldBy(app.pid, app.page));
        await app.page.getByRole('button', { name: t('frame.chats') }).click();
        await blaster.pour(client, MESSAGES);
        held.messages.push(await heldBy(app.pid, app.page));
      } finally {
        await app.dispose();
        await blaster.server.dispose();
      }
    }
    return [
      ...figuresOf(`${CONTACTS} contacts`, held.contacts, held.empty),
      ...figuresOf(`and after ${MESSAGES} messages`, held.messages, held.empty),
    ];
  },
};

function figuresOf(what: string, held: readonly Held[], empty: readonly Held[]): Figure[] {
  const parts = { main: 'main process, resident', page: "page's process, resident", heap: "page's JavaScript heap" };
  return (Object.keys(parts) as (keyof Held)[]).map((part) => {
    const beside: Baseline = { name: 'an empty page in the same shell', runs: empty.map((each) => each[part]) };
    return { name: `${parts[part]}: ${what}`, unit: 'MB', runs: held.map((each) => each[part]), beside: [beside] };
  });
}

async function heldBy(main: number, page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  await pause(SETTLE);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { main: await resident(main), page: await resident(await rendererOf(main)), heap: usedSize / 1e6 };
}

/** MB. */
async function resident(pid: number): Promise<number> {
  const [, kilobytes] = /^VmRSS:\s*(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`the system says nothing of the memory of process ${pid}`);
  return (Number(kilobytes) * 1024) / 1e6;
}

/** The renderer below a main process that holds most: the browser keeps another one in reserve. */
async function rendererOf(main: number): Promise<number> {
  const parents = new Map<number, number>();
  const renderers: { readonly pid: number; readonly size: number }[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // A process may end while it is looked at.
    const [stat, line] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    );
    const parent = /\) \S (\d+)/.exec(stat ?? '')?.[1];
    if (parent === undefined) continue;
    parents.set(Number(name), Number(parent));
    if (line?.includes('--type=renderer') === true) {
      renderers.push({ pid: Number(name), size: await resident(Number(name)).catch(() => 0) });
    }
  }
  const isBelow = (pid: number): boolean => pid === main || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  const [largest] = renderers.filter(({ pid }) => isBelow(pid)).toSorted((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error('no page process was found');
  return largest.pid;
}
