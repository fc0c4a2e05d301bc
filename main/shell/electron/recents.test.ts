import type { JumpListCategory, MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { keptLog } from '../testing/kept-log.ts';
import { electronRecents, type RecentsParts } from './recents.ts';

const CHATS = [
  { token: 'a1', name: 'Ben' },
  { token: 'b2', name: 'Mina Park' },
];

function parts(more: Partial<RecentsParts>): RecentsParts {
  const app = { isPackaged: true } as RecentsParts['app'];
  return {
    app,
    dock: undefined,
    buildMenu: (items) => items as never,
    platform: 'win32',
    program: 'C:\\Kith\\Kith.exe',
    log: keptLog(),
    ...more,
  };
}

test('the dock’s menu has names, and a choice tells its token', () => {
  let menu: MenuItemConstructorOptions[] = [];
  const dock = {
    setMenu(items: unknown) {
      menu = items as MenuItemConstructorOptions[];
    },
  };
  const port = electronRecents(parts({ platform: 'darwin', dock }));
  const chosen: string[] = [];
  port.onChoose((token) => chosen.push(token));
  expect([port.available(), port.set(CHATS, 'Recent chats')]).toEqual([true, 'done']);
  expect(menu.map(({ label }) => label)).toEqual(['Ben', 'Mina Park']);
  menu[1]?.click?.({} as never, undefined, {} as never);
  expect(chosen).toEqual(['b2']);
});

test('the jump list starts the program with a token, and leaves out what the person took off', () => {
  const lists: (JumpListCategory[] | null)[] = [];
  let removed: { args: string }[] = [];
  const app = {
    isPackaged: true,
    getJumpListSettings: () => ({ minItems: 10, removedItems: removed }),
    setJumpList(list: JumpListCategory[] | null) {
      lists.push(list);
      return 'ok';
    },
  } as never;
  const port = electronRecents(parts({ app }));
  port.set(CHATS, 'Recent chats');
  const item = { type: 'task', program: 'C:\\Kith\\Kith.exe', iconPath: 'C:\\Kith\\Kith.exe', iconIndex: 0 };
  expect(lists[0]).toEqual([
    {
      type: 'custom',
      name: 'Recent chats',
      items: [
        { ...item, title: 'Ben', args: '--chat=a1' },
        { ...item, title: 'Mina Park', args: '--chat=b2' },
      ],
    },
  ]);
  removed = [{ args: '--chat=a1' }];
  port.set(CHATS, 'Recent chats');
  removed = [];
  port.set(CHATS, 'Recent chats');
  expect(lists.slice(1).map((list) => list?.[0]?.items?.map(({ title }) => title))).toEqual([
    ['Mina Park'],
    ['Mina Park'],
  ]);
  port.set([], 'Recent chats');
  expect(lists.at(-1)).toEqual([]);
});

test('a list that Windows refuses is no reason to stop; elsewhere there is none', () => {
  const log = keptLog();
  const app = {
    isPackaged: true,
    getJumpListSettings: () => ({ minItems: 0, removedItems: [] }),
    setJumpList: () => 'customCategoryAccessDeniedError',
  } as never;
  expect(electronRecents(parts({ app, log })).set(CHATS, 'Recent chats')).toBe('done');
  expect(log.lines.map(({ event }) => event)).toEqual(['recent chats not shown']);
  const unpackaged = { app: { isPackaged: false } as RecentsParts['app'] };
  for (const more of [unpackaged, { platform: 'linux' as const }]) {
    const port = electronRecents(parts(more));
    expect([port.available(), port.set(CHATS, '')]).toEqual([false, 'unsupported']);
  }
});
