import type { BrowserWindow, ContextMenuParams, Menu, MenuItemConstructorOptions, WebContents } from 'electron';
import type { MenuCommand } from '../../../app/contract/settings.ts';
import { listeners } from '../listeners.ts';
import type { MenusPort, MenuWords } from '../shell.ts';
import { applicationMenu } from './application-menu.ts';

export interface MenuParts {
  readonly window: BrowserWindow;
  readonly platform: NodeJS.Platform;
  readonly build: (items: MenuItemConstructorOptions[]) => Menu;
  readonly setApplicationMenu: (menu: Menu) => void;
  readonly copyText: (text: string) => void;
}

/** The menu bar and the context menu; there is none before their words are given. */
export function electronMenus(parts: MenuParts): MenusPort {
  const commands = listeners<MenuCommand>();
  let words: MenuWords | undefined;
  const { webContents } = parts.window;
  webContents.on('context-menu', (_event, params) => {
    const items = words === undefined ? [] : contextMenu(words, params, webContents, parts.copyText);
    if (items.length === 0) return;
    parts.build(items).popup({ window: parts.window, ...(params.frame === null ? {} : { frame: params.frame }) });
  });
  return {
    setWords(next) {
      words = next;
      parts.setApplicationMenu(parts.build(applicationMenu(words, parts.platform, commands.tell)));
      return 'done';
    },
    onCommand: commands.add,
  };
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
