import * as v from 'valibot';
import { expect, it } from 'vitest';
import { settingsCommands } from '../contract/settings.ts';
import { choicesOf, firstChoices } from './reset.ts';
import { defaultSettings } from './settings.ts';

it('takes back every choice, and asks nobody again what was told once', () => {
  const changed = { ...defaultSettings, theme: 'dark', zoom: 200, trayHintShown: true } as const;
  expect({ ...changed, ...firstChoices }).toEqual({ ...defaultSettings, trayHintShown: true });
  expect({ ...defaultSettings, ...choicesOf(changed) }).toEqual({ ...changed, trayHintShown: false });
});

it('main takes it', () => {
  expect(v.is(settingsCommands['settings/set'].args, firstChoices)).toBe(true);
});
