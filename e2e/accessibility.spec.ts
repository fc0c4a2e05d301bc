/** axe on every screen, in light and in dark. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './app/fixture.ts';
import { onEveryScreen, test } from './screens/fixture.ts';

type Finding = { readonly rule: string; readonly where: string; readonly why: string };

const GRAVE = ['serious', 'critical'];

/** What axe finds grave; `rules`: only these. */
async function findings(page: Page, rules?: readonly string[]): Promise<Finding[]> {
  // Legacy mode: axe opens no page of its own, which this window would not have.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => ({
        rule: id,
        where: html.slice(0, 160),
        why: any.map((each) => each.message).join(),
      })),
    );
}

async function theme(page: Page, name: 'light' | 'dark'): Promise<void> {
  // What fades in is not yet what it will be; what did so before goes on.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  }, name);
}

onEveryScreen('axe finds nothing grave', 'en', ({ page }) => {
  const found: Record<string, readonly Finding[]> = {};
  const note = (screen: string, all: readonly Finding[]): void => {
    if (all.length > 0) found[screen] = all;
  };
  return {
    async at(screen) {
      await theme(page, 'light');
      note(screen, await findings(page));
      await theme(page, 'dark');
      note(`${screen}, dark`, await findings(page, ['color-contrast']));
    },
    end: () => expect(found).toEqual({}),
  };
});

test('axe would find what is wrong', async ({ app }) => {
  const { page } = await app();
  await page.evaluate(() => {
    for (const label of document.querySelectorAll('label')) label.remove();
    const [text] = document.getElementsByTagName('p');
    if (text !== undefined) text.style.color = 'lightgrey';
  });
  expect((await findings(page)).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['label', 'color-contrast']));
});
