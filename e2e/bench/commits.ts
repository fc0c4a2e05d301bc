/** What React renders when presence changes, with 1,000 contacts in the list. Counted, not timed. */
import { expect, type Page } from '@playwright/test';
import { type App, t } from '../app/app.ts';
import { type ScriptedClient, startScriptedServer } from '../server/scripted.ts';
import type { Bench, Figure } from './figure.ts';
import type { Commits } from './page/commits.ts';
import { pageScript } from './page-script.ts';
import { startSignedIn } from './signed-in.ts';

const CONTACTS = 1_000;
const GROUPS = 10;
const CHANGES = 50;

export const commits: Bench = {
  name: 'commits',
  about: 'components rendered when presence changes',
  async measure({ runs }) {
    const jids = Array.from({ length: CONTACTS }, (_, n) => `friend-${n}@localhost`);
    const items = jids.map(
      (jid, n) => `<item jid="${jid}" name="Friend ${n}" subscription="both"><group>Group ${n % GROUPS}</group></item>`,
    );
    await using server = await startScriptedServer({ users: { ann: 'secret' }, roster: items.join('') });
    const app = await startSignedIn({ server, user: 'ann', password: 'secret' });
    try {
      const client = await server.client();
      await watched(app);
      return await countAll(app.page, client, jids, runs);
    } finally {
      await app.dispose();
    }
  },
};

/** The page anew, with the counter before everything else, at its list of contacts. */
async function watched({ page }: App): Promise<void> {
  await page.addInitScript(await pageScript('commits.ts'));
  await page.reload();
  await page.getByRole('button', { name: t('frame.contacts'), exact: true }).click();
  await expect(page.locator('.contact-line').first()).toBeVisible();
}

async function countAll(page: Page, client: ScriptedClient, jids: readonly string[], runs: number): Promise<Figure[]> {
  const figures = new Map<string, Figure & { readonly runs: number[] }>();
  /** Adds a run to the figures of an action: what was rendered, beside the number of changes that it made. */
  async function add(what: string, changes: number, action: () => Promise<void>, names: readonly (keyof Commits)[]) {
    await settled(page);
    await takeCommits(page);
    await action();
    await settled(page);
    const counted = await takeCommits(page);
    for (const name of names) {
      const key = `${what}: ${WORDS[name]}`;
      const beside = [{ name: 'changes', runs: [changes] }];
      const figure = figures.get(key) ?? { name: key, unit: 'count', runs: [], beside };
      figure.runs.push(counted[name]);
      figures.set(key, figure);
    }
  }
  const send = (jid: string, inside: string, attributes = '') =>
    client.send(`<presence from="${jid}/phone"${attributes}>${inside}</presence>`);
  const come = (some: readonly string[]) => client.send(some.map((jid) => `<presence from="${jid}/phone"/>`).join(''));
  const go = (some: readonly string[]) =>
    client.send(some.map((jid) => `<presence from="${jid}/phone" type="unavailable"/>`).join(''));

  for (let run = 0; run < runs; run += 1) {
    await add(`${jids.length} contacts come online at once`, jids.length, async () => come(jids), [
      'commits',
      'contacts',
      'groups',
      'rendered',
      'mounted',
    ]);
    const { inView, away } = await rowsInView(page, jids);
    const oneByOne = async (some: readonly string[], inside: (n: number) => string) => {
      for (let n = 0; n < CHANGES; n += 1) {
        send(some[n % some.length] ?? '', inside(n));
        await settled(page);
      }
    };
    // Each contact in turn, and never the same twice in a row.
    const show = (n: number) => `<show>${['away', 'dnd', 'xa'][Math.floor(n / inView.length) % 3]}</show>`;
    const all = ['commits', 'contacts', 'groups', 'outside'] as const;
    await add(`${CHANGES} show changes in view`, CHANGES, () => oneByOne(inView, show), all);
    await add(
      `${CHANGES} status changes in view`,
      CHANGES,
      () => oneByOne(inView, (n) => `<status>run ${run}, ${n}</status>`),
      all,
    );
    await add(`${CHANGES} show changes out of view`, CHANGES, () => oneByOne(away, show), ['commits', 'rendered']);
    const [one = ''] = inView;
    await add('one in view goes offline', 1, async () => go([one]), ['commits', 'contacts', 'groups', 'outside']);
    go(jids);
  }
  return [...figures.values()];
}

const WORDS: Readonly<Record<keyof Commits, string>> = {
  commits: 'commits',
  rendered: 'components rendered again',
  mounted: 'components new',
  contacts: 'contact rows rendered',
  groups: 'group headers rendered',
  outside: 'components outside of rows',
};

/** The contacts that have a row at this moment, and as many that have none. */
async function rowsInView(
  page: Page,
  jids: readonly string[],
): Promise<{ readonly inView: readonly string[]; readonly away: readonly string[] }> {
  const names = await page.locator('.contact-line-name').allTextContents();
  const inView = names.map((name) => `${name.toLowerCase().replace(' ', '-')}@localhost`);
  if (inView.length < 5 || !inView.every((jid) => jids.includes(jid))) throw new Error('no contacts in view');
  const away = jids.filter((jid) => !inView.includes(jid));
  return { inView, away };
}

function takeCommits(page: Page): Promise<Commits> {
  return page.evaluate(() => (window as unknown as { takeCommits(): Commits }).takeCommits());
}

/**
 * Resolves when what the server sent before is on the screen: the main process has read it when it answers calls that
 * come later, and each answer travels behind the events before it; then two frames, as the list is in a deferred state.
 */
function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let turn = 0; turn < 10; turn += 1) await window.kithWire?.call('desktop/in-view', { conversation: null });
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
