import * as v from 'valibot';
import { expect, it } from 'vitest';
import { settingsCommands } from './settings.ts';

const { args } = settingsCommands['settings/set'];

it('a change is only what it says, and nothing that makes no sense or that nobody knows', () => {
  expect(v.parse(args, { theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(v.parse(args, {})).toEqual({});
  expect(v.is(args, { theme: 'sepia' })).toBe(false);
  expect(v.is(args, { zoom: 10_000 })).toBe(false);
  expect(v.is(args, { version: 2 })).toBe(false);
});
