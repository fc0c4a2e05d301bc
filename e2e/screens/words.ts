import type { Page } from '@playwright/test';

/** Every text that a person can see or be read in the window, each once. */
export function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ATTRIBUTES = [
      'aria-label',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
      'title',
      'placeholder',
    ];
    const texts = new Set<string>([document.title]);
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    for (const element of document.body.querySelectorAll('*')) {
      if (!isShown(element)) continue;
      for (const name of ATTRIBUTES) texts.add(element.getAttribute(name) ?? '');
      for (const side of ['::before', '::after']) texts.add(getComputedStyle(element, side).content);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { nodeValue, parentElement } = walker.currentNode;
      if (parentElement !== null && isShown(parentElement)) texts.add(nodeValue ?? '');
    }
    for (const nothing of ['', 'none', 'normal', '""']) texts.delete(nothing);
    return [...texts];
  });
}
