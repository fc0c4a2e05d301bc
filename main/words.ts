/** The language that main speaks, and the words that it lends to the shell. */
import { MENU_COMMANDS, type MenuCommand } from '../app/contract/settings.ts';
import type { MessageKey, Translator } from '../app/i18n/translator.ts';
import type { MenuWords } from './shell/shell.ts';

/** What the system speaks, best first (POSIX: LANGUAGE, then LC_ALL, LC_MESSAGES, LANG; elsewhere what Intl took). */
export function languagesOf(env: NodeJS.ProcessEnv): string[] {
  const named = [...(env.LANGUAGE ?? '').split(':'), env.LC_ALL, env.LC_MESSAGES, env.LANG];
  const tags = named.flatMap((name) => name?.replace(/\..*$/, '').replaceAll('_', '-') || []);
  return [...new Set([...tags, Intl.DateTimeFormat().resolvedOptions().locale])];
}

export function menuWords({ t }: Pick<Translator, 't'>): MenuWords {
  return {
    undo: t('menu.undo'),
    redo: t('menu.redo'),
    cut: t('menu.cut'),
    copy: t('menu.copy'),
    paste: t('menu.paste'),
    pasteAndMatch: t('menu.pasteAndMatch'),
    selectAll: t('menu.selectAll'),
    copyLink: t('menu.copyLink'),
    addToDictionary: t('menu.addToDictionary'),
    about: t('menu.about'),
    services: t('menu.services'),
    hide: t('menu.hide'),
    hideOthers: t('menu.hideOthers'),
    showAll: t('menu.showAll'),
    quit: t('menu.quit'),
    file: t('menu.file'),
    close: t('menu.close'),
    edit: t('menu.edit'),
    view: t('menu.view'),
    fullScreen: t('menu.fullScreen'),
    reload: t('menu.reload'),
    window: t('menu.window'),
    minimise: t('menu.minimise'),
    zoom: t('menu.zoomWindow'),
    front: t('menu.front'),
    help: t('menu.help'),
    commands: Object.fromEntries(
      MENU_COMMANDS.map((command) => [command, t(wordsOf(command))]),
    ) as MenuWords['commands'],
  };
}

/** Menus have words of their own for some. */
function wordsOf(command: MenuCommand): MessageKey {
  if (command === 'settings') return 'menu.settings';
  if (command === 'find') return 'menu.find';
  return command === 'sheet' ? 'frame.shortcuts' : `frame.shortcut.${command}`;
}
