/** Which language Kith speaks, and which language a text is in. */
import type { Language, Settings } from '../settings/settings.ts';

/** The setting, or the first of the system's languages that Kith has; English where it has none of them. */
export function pickLanguage(setting: Settings['language'], systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const tag of systemLanguages) {
    const base = tag.toLowerCase().split(/[-_.]/)[0];
    if (base === 'en' || base === 'zh' || base === 'ko') return base;
  }
  return 'en';
}

/**
 * The `lang` for a text that somebody wrote, where its script tells: Han characters are drawn differently in Chinese,
 * Japanese and Korean, whatever the language of the interface is.
 */
export function scriptLanguage(text: string): 'ko' | 'ja' | 'zh-Hans' | undefined {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Han}/u.test(text)) return 'zh-Hans';
  return undefined;
}
