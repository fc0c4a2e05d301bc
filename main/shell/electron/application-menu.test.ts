import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { createTranslator } from '../../../app/i18n/translator.ts';
import { menuWords } from '../../words.ts';
import { applicationMenu } from './application-menu.ts';

const words = menuWords(createTranslator('en'));
const submenu = (item: MenuItemConstructorOptions | undefined) =>
  (item?.submenu ?? []) as readonly MenuItemConstructorOptions[];
const menu = (platform: NodeJS.Platform, chosen: string[] = []) =>
  applicationMenu(words, platform, (command) => chosen.push(command));

test('macOS has the application’s menu first, with the settings under the key that everybody knows', () => {
  const bar = menu('darwin');
  expect(bar.map(({ label }) => label)).toEqual(['Kith', 'File', 'Edit', 'View', 'Window', 'Help']);
  expect(submenu(bar[0]).flatMap(({ label, role }) => (label === undefined ? [] : [[label, role]]))).toEqual([
    ['About Kith', 'about'],
    ['Settings…', undefined],
    ['Services', 'services'],
    ['Hide Kith', 'hide'],
    ['Hide others', 'hideOthers'],
    ['Show all', 'unhide'],
    ['Quit Kith', 'quit'],
  ]);
  expect(submenu(bar[0]).find(({ label }) => label === 'Settings…')?.accelerator).toBe('CmdOrCtrl+,');
});

test.each(['win32', 'linux'] as const)('%s has settings and the way out under File', (platform) => {
  const bar = menu(platform);
  expect(bar.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
  expect(submenu(bar[0]).flatMap(({ label }) => label ?? [])).toEqual([
    'New chat',
    'Add a contact',
    'Close window',
    'Settings…',
    'Quit Kith',
  ]);
});

test.each(['darwin', 'win32', 'linux'] as const)('on %s each item does something, once, and has words', (platform) => {
  const chosen: string[] = [];
  const items = menu(platform, chosen).flatMap(submenu);
  for (const item of items) {
    if (item.type === 'separator') continue;
    expect(item.label).toBeTruthy();
    expect([item.role === undefined, item.click === undefined]).toEqual([
      item.role === undefined,
      item.role !== undefined,
    ]);
    item.click?.({} as never, undefined, {} as never);
  }
  expect(new Set(chosen).size).toBe(chosen.length);
  expect(chosen.sort()).toEqual(Object.keys(words.commands).sort());
});
