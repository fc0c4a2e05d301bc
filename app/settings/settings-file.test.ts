import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings, settingsEntries } from './settings.ts';
import { readSettingsFile, VERSION, writeSettingsFile } from './settings-file.ts';

const changed: Settings = { ...defaultSettings, theme: 'dark', zoom: 150, sendReceipts: false };
const read = (file: unknown) => readSettingsFile(JSON.stringify(file));

it('has every setting, and reads what it wrote', () => {
  expect(Object.keys(defaultSettings)).toEqual(Object.keys(settingsEntries));
  expect(read(writeSettingsFile(changed))).toEqual({ settings: changed, refused: [] });
});

it('reads the first files, which had no version', () => {
  expect(read({ ...changed, gone: true })).toEqual({ settings: changed, refused: [] });
});

describe('a setting', () => {
  const stored = (settings: object) => read({ version: VERSION, settings });

  it('that makes no sense is what it naturally is, and the others stay', () => {
    expect(stored({ ...changed, zoom: 'large', language: 'tlh' })).toEqual({
      settings: { ...changed, zoom: 100, language: 'system' },
      refused: ['language', 'zoom'],
    });
  });

  it('that is absent is what it naturally is, without a word', () => {
    expect(stored({ theme: 'dark' })).toEqual({ settings: { ...defaultSettings, theme: 'dark' }, refused: [] });
  });

  it('that nobody knows is left out', () => {
    const { settings } = stored({ ...changed, unheard: 1 });
    expect(Object.keys(settings)).toEqual(Object.keys(defaultSettings));
    expect(readSettingsFile(`{"version":${VERSION},"settings":{"__proto__":{"theme":"dark"}}}`).settings.theme).toBe(
      'system',
    );
  });
});

it('of a newer file takes what it understands, and says so', () => {
  const { settings, refused, problem } = read({
    version: VERSION + 1,
    settings: { ...changed, theme: 'sepia', new: 1 },
  });
  expect(problem).toBe('newer');
  expect(settings).toEqual({ ...changed, theme: 'system' });
  expect(refused).toEqual(['theme']);
});

it.each(['', '{"theme": "da', '[]', 'null', '"dark"', '{"version":"1","settings":{}}', '{"version":1}'])(
  'says of %j that it is damaged',
  (text) => expect(readSettingsFile(text)).toEqual({ settings: defaultSettings, refused: [], problem: 'damaged' }),
);
