import type { BrowserWindow, ContextMenuParams, Menu, MenuItemConstructorOptions, WebContents } from 'electron';
import type { MenusPort, MenuWords } from '../shell.ts';

export interface MenuParts {
  readonly window: BrowserWindow;
  readonly platform: NodeJS.Platform;
  readonly build: (items: MenuItemConstructorOptions[]) => Menu;
  readonly setApplicationMenu: (menu: Menu) => void;
  readonly copyText: (text: string) => void;
}

const ENGLISH: MenuWords = {
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  copyLink: 'Copy link',
  addToDictionary: 'Add to dictionary',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  reload: 'Reload',
  quit: 'Quit',
};

/** The edit menu, whose keys work also where the bar is not shown, and the context menu. */
export function electronMenus(parts: MenuParts): MenusPort {
  let words = ENGLISH;
  const apply = () => parts.setApplicationMenu(parts.build(applicationMenu(words, parts.platform)));
  apply();
  const { webContents } = parts.window;
  webContents.on('context-menu', (_event, params) => {
    const items = contextMenu(words, params, webContents, parts.copyText);
    if (items.length === 0) return;
    parts.build(items).popup({ window: parts.window, ...(params.frame === null ? {} : { frame: params.frame }) });
  });
  return {
    setWords(next) {
      words = next;
      apply();
      return 'done';
    },
  };
}

function applicationMenu(words: MenuWords, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const application: MenuItemConstructorOptions =
    platform === 'darwin' ? { role: 'appMenu' } : { label: 'Kith', submenu: [{ role: 'quit', label: words.quit }] };
  return [
    application,
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        // No zoom here: it is a setting, and the page has its keys.
        { role: 'reload', label: words.reload },
      ],
    },
    { role: 'windowMenu', label: words.window },
  ];
}

/** What fits the place that was clicked; empty where nothing does. */
export function contextMenu(
  words: MenuWords,
  params: Pick<
    ContextMenuParams,
    'misspelledWord' | 'dictionarySuggestions' | 'linkURL' | 'selectionText' | 'isEditable' | 'editFlags'
  >,
  contents: Pick<WebContents, 'replaceMisspelling' | 'session'>,
  copyText: (text: string) => void,
): MenuItemConstructorOptions[] {
  const groups: MenuItemConstructorOptions[][] = [];
  if (params.misspelledWord !== '') {
    groups.push([
      ...params.dictionarySuggestions.map((word) => ({ label: word, click: () => contents.replaceMisspelling(word) })),
      {
        label: words.addToDictionary,
        click: () => void contents.session.addWordToSpellCheckerDictionary(params.misspelledWord),
      },
    ]);
  }
  if (params.linkURL !== '') groups.push([{ label: words.copyLink, click: () => copyText(params.linkURL) }]);
  if (params.isEditable) {
    const { canCut, canCopy, canPaste, canSelectAll } = params.editFlags;
    groups.push([
      { role: 'cut', label: words.cut, enabled: canCut },
      { role: 'copy', label: words.copy, enabled: canCopy },
      { role: 'paste', label: words.paste, enabled: canPaste },
      { role: 'selectAll', label: words.selectAll, enabled: canSelectAll },
    ]);
  } else if (params.selectionText.trim() !== '') {
    groups.push([{ role: 'copy', label: words.copy }]);
  }
  return groups.flatMap((group, index) => (index === 0 ? group : [{ type: 'separator' as const }, ...group]));
}
