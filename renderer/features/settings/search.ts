/** Which settings a person means by some words. */
import type { Translate } from '../../../app/i18n/translator.ts';
import { matcherOf } from '../../../app/roster/filter.ts';
import { type CataloguedSetting, SETTINGS, wordsOf } from './catalogue.ts';

/**
 * Those that have every word in what is said of them, in the language of `t`, as they are shown; those whose title has
 * them all come first. Undefined: nothing is looked for.
 */
export function findSettings(t: Translate, text: string): readonly CataloguedSetting[] | undefined {
  if (text.trim() === '') return undefined;
  const matches = matcherOf(text);
  const found = SETTINGS.filter((setting) => matches(wordsOf(t, setting)));
  const named = found.filter(({ title }) => matches(t(title)));
  return [...named, ...found.filter((setting) => !named.includes(setting))];
}
