import { expect, test } from 'vitest';
import { createTranslator } from '../../app/i18n/translator.ts';
import { listeners } from '../shell/listeners.ts';
import type { TrayState } from '../shell/shell.ts';
import { createTrayIcon } from './tray.ts';

function desktop() {
  const icons: (TrayState | undefined)[] = [];
  const badges: number[] = [];
  const available = listeners<boolean>();
  const choices = listeners<string>();
  const wishes: string[] = [];
  const icon = createTrayIcon({
    tray: {
      available: () => true,
      onAvailable: available.add,
      set: (state) => {
        icons.push(state);
        return 'done';
      },
      onClick: () => () => undefined,
      onMenu: choices.add,
    },
    badge: {
      set: (count) => {
        badges.push(count);
        return 'done';
      },
    },
    translator: () => createTranslator('en', ['en']),
    undisturbed: () => false,
    onShow: () => wishes.push('show'),
    onDoNotDisturb: (on) => wishes.push(`dnd ${on}`),
    onQuit: () => wishes.push('quit'),
  });
  return { icon, icons, badges, available, choices, wishes };
}

test('unread messages are counted at the icon, waiting requests only marked; the badge counts both', () => {
  const { icon, icons, badges } = desktop();
  icon.update({ unread: 0, requests: 2 });
  icon.update({ unread: 3, requests: 2 });
  icon.update({ unread: 3, requests: 2 });
  icon.update({ unread: 0, requests: 0 });
  expect(icons.map((state) => [state?.unread, state?.count])).toEqual([
    ['some', 0],
    ['count', 3],
    ['none', 0],
  ]);
  expect(badges).toEqual([2, 5, 0]);
});

test('a panel that comes gets the icon; its menu does what it says', () => {
  const { icons, available, choices, wishes } = desktop();
  available.tell(true);
  for (const item of icons[0]?.menu ?? []) if (item !== 'separator') choices.tell(item.id);
  expect(wishes).toEqual(['show', 'dnd true', 'quit']);
});

test('what changes while Kith quits does not bring the icon back', () => {
  const { icon, icons, badges, available } = desktop();
  icon.update({ unread: 1, requests: 0 });
  icon.stop();
  icon.refresh();
  icon.update({ unread: 2, requests: 0 });
  available.tell(true);
  expect(icons.at(-1)).toBeUndefined();
  expect(icons).toHaveLength(2);
  expect(badges).toEqual([1, 0]);
});
