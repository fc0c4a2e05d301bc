import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.each([
  ['Mina Park', 'MP'],
  ['ann', 'A'],
  ['john.paul.jones', 'JJ'],
  ['李明', '李明'],
  ['김민지', '민지'],
  ['(work) Ann', 'WA'],
  ['élodie', 'É'],
  ['!!!', '?'],
  ['', '?'],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
