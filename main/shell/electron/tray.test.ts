import type * as ElectronModule from 'electron';
import { beforeEach, expect, test } from 'vitest';
import { listeners } from '../listeners.ts';
import type { TrayState } from '../shell.ts';
import { recorder } from '../testing/recorder.ts';
import { electronTray } from './tray.ts';

let calls: string[];
let available: boolean;
let panel: ReturnType<typeof listeners<boolean>>;
let menu: ElectronModule.MenuItemConstructorOptions[];
let events: ReturnType<typeof recorder>;

beforeEach(() => {
  calls = [];
  available = true;
  panel = listeners();
  menu = [];
  events = recorder();
});

function made(platform: NodeJS.Platform) {
  return electronTray({
    createTray: (image) => {
      calls.push(`made ${image as unknown as string}`);
      return {
        on: events.on,
        setImage: (next: string) => calls.push(`image ${next}`),
        setToolTip: (text: string) => calls.push(`tip ${text}`),
        setTitle: (text: string) => calls.push(`title ${text}`),
        setContextMenu: () => calls.push('menu'),
        destroy: () => calls.push('destroyed'),
      } as never;
    },
    buildMenu: (items) => {
      menu = items;
      return {} as never;
    },
    image: (file) => file as never,
    platform,
    available: () => available,
    onAvailable: panel.add,
    absence: () => (available ? undefined : 'panel'),
  });
}

const calm: TrayState = { tooltip: 'Kith', unread: 'none', count: 0, offline: false, menu: [] };

test('the tray is made once, marked when something is unread, and says where there is none', () => {
  const tray = made('linux');
  available = false;
  expect(tray.set(calm)).toBe('unsupported');
  expect(tray.isShown()).toBe(false);
  available = true;
  expect(tray.set(calm)).toBe('done');
  expect(tray.set({ ...calm, unread: 'count', count: 3, tooltip: '3 unread' })).toBe('done');
  expect(tray.set({ ...calm, unread: 'some' })).toBe('done');
  expect(tray.set({ ...calm, offline: true })).toBe('done');
  expect(calls.filter((call) => call !== 'menu')).toEqual([
    'made tray.png',
    'tip Kith',
    'image tray-3.png',
    'tip 3 unread',
    'image tray-unread.png',
    'tip Kith',
    'image tray-offline.png',
    'tip Kith',
  ]);
  // On Linux each change wants the menu anew.
  expect(calls.filter((call) => call === 'menu')).toHaveLength(4);
  tray.set(undefined);
  expect(calls.at(-1)).toBe('destroyed');
  expect(tray.isShown()).toBe(false);
});

test('the menu bar of macOS shows the number as text beside a template', () => {
  const tray = made('darwin');
  tray.onClick(() => calls.push('clicked'));
  tray.set({ ...calm, unread: 'count', count: 12 });
  tray.set({ ...calm, unread: 'some' });
  expect(calls).toContain('made trayUnreadTemplate.png');
  expect(calls.filter((call) => call.startsWith('title'))).toEqual(['title 12', 'title ']);
  // There a click opens the menu, and does nothing besides.
  events.call('click');
  expect(calls).not.toContain('clicked');
});

test('a click is told; the menu does what it says, and marks what is on', () => {
  const tray = made('win32');
  const told: string[] = [];
  tray.onClick(() => told.push('click'));
  const say = (text: string) => () => void told.push(text);
  tray.set({
    ...calm,
    menu: [
      { label: 'Show', choose: say('show') },
      'separator',
      {
        label: 'Status',
        items: [
          { label: 'Away', mark: { kind: 'radio', on: true }, choose: say('away') },
          { label: 'Pause', mark: { kind: 'check', on: false }, choose: say('pause') },
        ],
      },
    ],
  });
  events.call('click');
  const submenu = menu[2]?.submenu as ElectronModule.MenuItemConstructorOptions[];
  for (const item of [menu[0], ...submenu]) item?.click?.({} as never, undefined, {} as never);
  expect(told).toEqual(['click', 'show', 'away', 'pause']);
  expect(menu[1]).toEqual({ type: 'separator' });
  expect(submenu).toMatchObject([
    { label: 'Away', type: 'radio', checked: true },
    { label: 'Pause', type: 'checkbox', checked: false },
  ]);
});

test('a panel that went takes the icon with it; the next one gets a new icon', () => {
  const tray = made('linux');
  tray.set(calm);
  available = false;
  panel.tell(false);
  expect([calls.at(-1), tray.isShown()]).toEqual(['destroyed', false]);
  available = true;
  panel.tell(true);
  tray.set(calm);
  expect(calls.filter((call) => call.startsWith('made'))).toHaveLength(2);
});
