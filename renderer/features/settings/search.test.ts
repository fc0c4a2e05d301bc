import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../app/i18n/translator.ts';
import { SETTINGS, wordsOf } from './catalogue.ts';
import { findSettings } from './search.ts';

const { t } = createTranslator('en');
const ids = (text: string, translate = t) => findSettings(translate, text)?.map(({ id }) => id);

it('finds nothing to look for where nothing is typed', () => {
  expect(ids('')).toBeUndefined();
  expect(ids('  ')).toBeUndefined();
});

it.each([
  ['theme', 'theme'],
  ['DARK', 'theme'],
  ['night mode', 'theme'],
  ['font', 'fontSize'],
  ['blue ticks', 'sendMarkers'],
  ['receipt', 'sendReceipts'],
  ['autostart', 'loginItem'],
  ['backup', 'export'],
  ['new chat', 'shortcuts'],
  ['hotkey', 'shortcuts'],
])('%j leads to %s', (text, id) => {
  expect(ids(text)).toContain(id);
});

it.each([
  ['zh', '深色', 'theme'],
  ['zh', '已读', 'sendMarkers'],
  ['zh', '快捷键', 'shortcuts'],
  ['ko', '어둡게', 'theme'],
  ['ko', '다크 모드', 'theme'],
  ['ko', '단축키', 'shortcuts'],
  // By the first consonants, as Korean lists are searched.
  ['ko', 'ㅌㅁ', 'theme'],
] as const)('in %s, %j leads to %s', (language, text, id) => {
  expect(ids(text, createTranslator(language).t)).toContain(id);
});

it('wants every word, wherever each of them stands', () => {
  expect(ids('theme')).not.toContain('zoom');
  expect(ids('theme zoom')).toEqual([]);
  expect(ids('xyzzy')).toEqual([]);
});

it('gives all of a section by its name, what is called so first', () => {
  const privacy = SETTINGS.filter(({ section }) => section === 'privacy').map(({ id }) => id);
  expect(ids('privacy')).toEqual(privacy);
  expect(ids('keyboard')?.[0]).toBe('shortcuts');
});

describe.each(['en', 'zh', 'ko'] as const)('in %s', (language) => {
  const { t: translate } = createTranslator(language);
  it('every setting is found by its title, and has words that are not in it', () => {
    for (const setting of SETTINGS) {
      expect(ids(translate(setting.title), translate)).toContain(setting.id);
      expect(wordsOf(translate, setting)).not.toMatch(/[{}]/);
    }
  });
});
