/** The menu bar shows the keys of the page's shortcuts; neither side may import the other, so it is said twice. */
import { expect, test } from 'vitest';
import { ACCELERATORS } from '../main/shell/electron/application-menu.ts';
import { SHORTCUTS } from '../renderer/frame/shortcuts.ts';

test.each(Object.entries(ACCELERATORS))('the menu’s key for %s is the page’s: %s', (id, accelerator) => {
  const keys = SHORTCUTS[id as keyof typeof ACCELERATORS];
  expect(accelerator).toBe(keys.replace('Mod', 'CmdOrCtrl').replace('Arrow', ''));
});
