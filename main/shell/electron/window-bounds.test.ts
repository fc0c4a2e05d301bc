import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cleanup, cleanup, temporaryFolder } from '../testing/surroundings.ts';
import { readBounds, writeBounds } from './window-bounds.ts';

let clean: Cleanup;
let folder: string;
beforeEach(async () => {
  clean = cleanup();
  folder = await temporaryFolder(clean, 'electron');
});
afterEach(() => clean.run());

test('the window comes back where it was, if that is on a screen', () => {
  const file = join(folder, 'window.json');
  const screens = [{ x: 0, y: 0, width: 1_920, height: 1_080 }];
  const usual = readBounds(file, screens);
  const there = { x: 100, y: 50, width: 900, height: 700, maximised: true };
  writeBounds(file, there);
  expect(readBounds(file, screens)).toEqual(there);
  writeBounds(file, { ...there, x: 2_500 });
  expect(readBounds(file, screens)).toEqual(usual);
  writeBounds(file, { ...there, y: -200 });
  expect(readBounds(file, screens)).toEqual(usual);
  writeBounds(file, { ...there, width: 5 });
  expect(readBounds(file, screens)).toEqual(usual);
});
