import type * as ElectronModule from 'electron';
import { expect, test } from 'vitest';
import { recorder } from '../testing/recorder.ts';
import { electronTray } from './tray.ts';

test('the tray is made once, marked when something is unread, and says where there is none', () => {
  const calls: string[] = [];
  let available = false;
  const { on, call } = recorder();
  let menu: ElectronModule.MenuItemConstructorOptions[] = [];
  const tray = electronTray({
    createTray: (image) => {
      calls.push(`made ${image as unknown as string}`);
      return {
        on,
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
    platform: 'linux',
    available: () => available,
    onAvailable: () => () => undefined,
  });
  const state = {
    tooltip: 'Kith',
    unread: 'none',
    count: 0,
    menu: [{ id: 'show', label: 'Show' }, 'separator'],
  } as const;
  expect(tray.set(state)).toBe('unsupported');
  expect(tray.isShown()).toBe(false);
  available = true;
  expect(tray.set(state)).toBe('done');
  expect(tray.set({ ...state, unread: 'count', count: 3, tooltip: '3 unread' })).toBe('done');
  expect(tray.set({ ...state, unread: 'some' })).toBe('done');
  expect(calls).toEqual([
    'made tray.png',
    'tip Kith',
    'menu',
    'image tray-3.png',
    'tip 3 unread',
    'menu',
    'image tray-unread.png',
    'tip Kith',
    'menu',
  ]);

  const told: string[] = [];
  tray.onClick(() => told.push('click'));
  tray.onMenu((id) => told.push(id));
  call('click');
  menu[0]?.click?.({} as never, undefined, {} as never);
  expect(told).toEqual(['click', 'show']);
  expect(menu[1]).toEqual({ type: 'separator' });
  tray.set(undefined);
  expect(calls.at(-1)).toBe('destroyed');
  expect(tray.isShown()).toBe(false);
});
