/** The latest chats at the icon's own menu: the jump list on Windows, the dock's menu on macOS. */
import type { App, Dock, JumpListCategory, Menu, MenuItemConstructorOptions } from 'electron';
import type { Log } from '../../log.ts';
import { listeners } from '../listeners.ts';
import type { RecentChat, RecentsPort } from '../shell.ts';
import { noRecents } from '../unsupported.ts';

export interface RecentsParts {
  readonly app: Pick<App, 'isPackaged' | 'setJumpList' | 'getJumpListSettings'>;
  /** On macOS. */
  readonly dock: Pick<Dock, 'setMenu'> | undefined;
  readonly buildMenu: (items: MenuItemConstructorOptions[]) => Menu;
  readonly platform: NodeJS.Platform;
  /** The program itself. */
  readonly program: string;
  readonly log: Log;
}

export function electronRecents(parts: RecentsParts): RecentsPort {
  if (parts.dock !== undefined) return dockMenu(parts.dock, parts.buildMenu);
  // Run from its sources, what Windows would start is not Kith.
  if (parts.platform === 'win32' && parts.app.isPackaged) return jumpList(parts);
  return noRecents;
}

function dockMenu(dock: Pick<Dock, 'setMenu'>, build: RecentsParts['buildMenu']): RecentsPort {
  const choices = listeners<string>();
  return {
    available: () => true,
    set(chats) {
      dock.setMenu(build(chats.map(({ token, name }) => ({ label: name, click: () => choices.tell(token) }))));
      return 'done';
    },
    onChoose: choices.add,
  };
}

function jumpList({ app, program, log }: RecentsParts): RecentsPort {
  /** Taken off the list by the person: Windows shows no list that has them again. */
  const unwanted = new Set<string>();

  function categories(chats: readonly RecentChat[], title: string): JumpListCategory[] {
    for (const { args } of app.getJumpListSettings().removedItems) if (args !== undefined) unwanted.add(args);
    const items = chats.flatMap(({ token, name }) => {
      const args = `--chat=${token}`;
      if (unwanted.has(args)) return [];
      return [{ type: 'task' as const, title: name, args, program, iconPath: program, iconIndex: 0 }];
    });
    return items.length === 0 ? [] : [{ type: 'custom', name: title, items }];
  }

  return {
    available: () => true,
    set(chats, title) {
      // `null` gives Windows' own list back, which would name files.
      const answer = app.setJumpList(categories(chats, title));
      if (answer !== 'ok') log.info('recent chats not shown', { answer });
      return 'done';
    },
    // A choice starts the program, with `--chat`.
    onChoose: () => () => undefined,
  };
}
