/** The menu bar: the screen's on macOS, elsewhere the window's, which Alt shows. */
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../app/contract/settings.ts';
import type { MenuWords } from '../shell.ts';

/** The keys of the page's own shortcuts (renderer/frame/shortcuts.ts), which the page takes first where it has the focus. */
export const ACCELERATORS: Record<MenuCommand, string> = {
  newChat: 'CmdOrCtrl+N',
  addContact: 'CmdOrCtrl+Shift+A',
  switcher: 'CmdOrCtrl+K',
  settings: 'CmdOrCtrl+,',
  find: 'CmdOrCtrl+F',
  chats: 'CmdOrCtrl+1',
  contacts: 'CmdOrCtrl+2',
  requests: 'CmdOrCtrl+3',
  previousChat: 'Alt+Up',
  nextChat: 'Alt+Down',
  larger: 'CmdOrCtrl+=',
  smaller: 'CmdOrCtrl+-',
  naturalSize: 'CmdOrCtrl+0',
  sheet: 'CmdOrCtrl+/',
};

const LINE: MenuItemConstructorOptions = { type: 'separator' };

export function applicationMenu(
  words: MenuWords,
  platform: NodeJS.Platform,
  onCommand: (command: MenuCommand) => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const command = (id: MenuCommand): MenuItemConstructorOptions => ({
    label: words.commands[id],
    accelerator: ACCELERATORS[id],
    click: () => onCommand(id),
  });
  const about: MenuItemConstructorOptions = { role: 'about', label: words.about };
  const settings = command('settings');
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };
  const application: MenuItemConstructorOptions = {
    label: 'Kith',
    submenu: [
      about,
      LINE,
      settings,
      LINE,
      { role: 'services', label: words.services },
      LINE,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      LINE,
      quit,
    ],
  };
  return [
    ...(isMac ? [application] : []),
    {
      label: words.file,
      submenu: [
        command('newChat'),
        command('addContact'),
        LINE,
        { role: 'close', label: words.close },
        ...(isMac ? [] : [LINE, settings, LINE, quit]),
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        LINE,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'pasteAndMatchStyle', label: words.pasteAndMatch },
        { role: 'selectAll', label: words.selectAll },
        LINE,
        command('find'),
      ],
    },
    {
      label: words.view,
      submenu: [
        command('chats'),
        command('contacts'),
        command('requests'),
        LINE,
        command('switcher'),
        command('previousChat'),
        command('nextChat'),
        LINE,
        // Electron's own roles would zoom the page behind the setting's back.
        command('larger'),
        command('smaller'),
        command('naturalSize'),
        LINE,
        { role: 'togglefullscreen', label: words.fullScreen },
        { role: 'reload', label: words.reload },
      ],
    },
    {
      // The role lets macOS list the windows.
      role: 'window',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimise },
        ...(isMac
          ? [{ role: 'zoom' as const, label: words.zoom }, LINE, { role: 'front' as const, label: words.front }]
          : []),
      ],
    },
    {
      // The role gives it macOS's search field.
      role: 'help',
      label: words.help,
      submenu: [command('sheet'), ...(isMac ? [] : [LINE, about])],
    },
  ];
}
