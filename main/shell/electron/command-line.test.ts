import { expect, test } from 'vitest';
import { isElectronFlag, ownArguments } from './command-line.ts';

test('what is Electron’s on the command line is told from what is ours', () => {
  expect(ownArguments(['electron', '--no-sandbox', '/app', '--hidden'], false, '/app')).toEqual(['--hidden']);
  expect(ownArguments(['electron', '-r', '/loader.js', '/app/'], false, '/app')).toEqual([]);
  expect(ownArguments(['kith', '--no-sandbox', '--hidden'], true, '/app')).toEqual(['--no-sandbox', '--hidden']);
  expect(['--no-sandbox', '--ozone-platform=x11', '--hidden', '--no-sandboxes'].map(isElectronFlag)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
