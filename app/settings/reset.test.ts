import { expect, it } from 'vitest';
import { resetSettings } from './reset.ts';
import { defaultSettings } from './settings.ts';

it('takes back every choice, and asks nobody again what was told once', () => {
  const changed = { ...defaultSettings, theme: 'dark', zoom: 200, trayHintShown: true } as const;
  expect(resetSettings(changed)).toEqual({ ...defaultSettings, trayHintShown: true });
});
