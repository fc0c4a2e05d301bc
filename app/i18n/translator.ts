/** Words, dates and lists in one language, for both processes: screens, notifications, the tray. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../settings/settings.ts';
import { dateWriter, type WritesDates } from './dates.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { mark, pseudoAst } from './pseudo.ts';
import { zh } from './zh.ts';

export type MessageKey = keyof typeof en;
export type MessageArgs = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, args?: MessageArgs) => string;

export interface Translator extends WritesDates {
  readonly language: Language;
  /** BCP 47, for `lang` attributes: it decides which form of a Han character is shown. */
  readonly tag: string;
  readonly t: Translate;
  /** "Ann, Ben and Cleo". */
  names(names: readonly string[]): string;
  number(value: number): string;
}

export const catalogues: Record<Exclude<Language, 'pseudo'>, Record<MessageKey, string>> = { en, zh, ko };

const TAGS: Record<Language, string> = { en: 'en', zh: 'zh-Hans', ko: 'ko', pseudo: 'en' };

/**
 * `systemLanguages` only refines how dates are written: with the system in British English, English dates are British.
 */
export function createTranslator(language: Language, systemLanguages: readonly string[] = []): Translator {
  const tag = TAGS[language];
  const locale = regional(tag, systemLanguages);
  const shown = language === 'pseudo' ? mark : (text: string) => text;
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const numbers = new Intl.NumberFormat(locale);

  function formatOf(key: MessageKey): IntlMessageFormat {
    let format = formats.get(key);
    if (format === undefined) {
      const message = catalogues[language === 'pseudo' ? 'en' : language][key];
      format = new IntlMessageFormat(language === 'pseudo' ? pseudoAst(message) : message, locale);
      formats.set(key, format);
    }
    return format;
  }

  return {
    ...dateWriter(locale, shown),
    language,
    tag,
    t: (key, args) => String(formatOf(key).format(args)),
    names: (names) =>
      lists
        .formatToParts(names)
        .map(({ type, value }) => (type === 'literal' ? shown(value) : value))
        .join(''),
    number: (value) => numbers.format(value),
  };
}

function regional(tag: string, systemLanguages: readonly string[]): string {
  const base = tag.split('-')[0];
  const own = systemLanguages.find((candidate) => candidate.split(/[-_]/)[0]?.toLowerCase() === base);
  const locale = own?.replaceAll('_', '-');
  return locale !== undefined && isLocale(locale) && base !== 'zh' ? locale : tag;
}

/** Systems also name "C" or "en_US.UTF-8", for which Intl throws. */
function isLocale(tag: string): boolean {
  return /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(tag);
}
