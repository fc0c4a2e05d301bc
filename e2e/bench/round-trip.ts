/** A command from the page to the main process and back: one after the other, and many at once. */
import type { Page } from '@playwright/test';
import { startApp } from '../app/app.ts';
import { openEmptyPage } from './empty-page.ts';
import { type Bench, type Figure, inTurn } from './figure.ts';
import { stagePrograms } from './stage.ts';

const CALLS = 1_000;

export const roundTrip: Bench = {
  name: 'round-trip',
  about: 'a command to the main process and back',
  async measure({ runs }) {
    const app = await startApp({ shell: 'chromium' });
    const empty = await openEmptyPage((await stagePrograms()).empty);
    try {
      await empty.page.exposeFunction('bare', () => null);
      const figures: Figure[] = [];
      for (const way of ['one by one', 'at once'] as const) {
        const times = await inTurn(runs, {
          kith: () => timeOf(app.page, 'command', way),
          wire: () => timeOf(empty.page, 'command', way),
          bare: () => timeOf(empty.page, 'bare', way),
        });
        figures.push({
          name: `a command, ${CALLS} ${way}: each`,
          unit: 'ms',
          runs: times.kith,
          beside: [
            { name: 'the same wire, nothing checked or done', runs: times.wire },
            { name: "a function exposed by Playwright's driver", runs: times.bare },
          ],
        });
      }
      return figures;
    } finally {
      await empty.close();
      await app.dispose();
    }
  },
};

/** ms a call. */
async function timeOf(page: Page, what: 'command' | 'bare', way: 'one by one' | 'at once'): Promise<number> {
  await page.bringToFront();
  return page.evaluate(
    async ({ what, way, count }) => {
      const { bare } = window as unknown as { bare: (args: unknown) => Promise<unknown> };
      const args = { conversation: null };
      const call = () => (what === 'bare' ? bare(args) : window.kithWire?.call('desktop/in-view', args));
      const began = performance.now();
      if (way === 'at once') await Promise.all(Array.from({ length: count }, call));
      else for (let n = 0; n < count; n += 1) await call();
      return (performance.now() - began) / count;
    },
    { what, way, count: CALLS },
  );
}
