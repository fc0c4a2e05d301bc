import { expect, it } from 'vitest';
import { pickLanguage, scriptLanguage } from './language.ts';

it('takes the setting before the system', () => {
  expect(pickLanguage('ko', ['zh-CN'])).toBe('ko');
});

it.each([
  [['de-DE', 'ko-KR', 'en'], 'ko'],
  [['zh_TW.UTF-8'], 'zh'],
  [['fr-FR'], 'en'],
  [[], 'en'],
])('for %s speaks %s', (system, language) => {
  expect(pickLanguage('system', system)).toBe(language);
});

it('knows a text by its script', () => {
  expect(scriptLanguage('内일 봐')).toBe('ko');
  expect(scriptLanguage('明日は')).toBe('ja');
  expect(scriptLanguage('明天见')).toBe('zh-Hans');
  expect(scriptLanguage('see you')).toBeUndefined();
});
