/** The language that main speaks, and the words that it lends to the shell. */
import type { Translator } from '../app/i18n/translator.ts';
import type { MenuWords } from './shell/shell.ts';

/** What the system speaks, best first (POSIX: LANGUAGE, then LC_ALL, LC_MESSAGES, LANG; elsewhere what Intl took). */
export function languagesOf(env: NodeJS.ProcessEnv): string[] {
  const named = [...(env.LANGUAGE ?? '').split(':'), env.LC_ALL, env.LC_MESSAGES, env.LANG];
  const tags = named.flatMap((name) => name?.replace(/\..*$/, '').replaceAll('_', '-') || []);
  return [...new Set([...tags, Intl.DateTimeFormat().resolvedOptions().locale])];
}

export function menuWords({ t }: Translator): MenuWords {
  return {
    undo: t('menu.undo'),
    redo: t('menu.redo'),
    cut: t('menu.cut'),
    copy: t('menu.copy'),
    paste: t('menu.paste'),
    selectAll: t('menu.selectAll'),
    copyLink: t('menu.copyLink'),
    addToDictionary: t('menu.addToDictionary'),
    edit: t('menu.edit'),
    view: t('menu.view'),
    window: t('menu.window'),
    reload: t('menu.reload'),
    quit: t('menu.quit'),
  };
}
