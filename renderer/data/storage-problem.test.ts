import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { isStorageError, storageProblem } from './storage-problem.ts';

const quota = new Dexie.QuotaExceededError('no room');
const aborted = new Dexie.AbortError('aborted', quota);

it('is found behind what it made fail', () => {
  expect(storageProblem(quota)).toBe('full');
  expect(storageProblem(aborted)).toBe('full');
  expect(storageProblem(new Dexie.VersionError('newer'))).toBe('newer');
  expect(storageProblem(new Dexie.UnknownError('Internal error opening backing store'))).toBe('damaged');
});

it('is no trouble with the storage when the page asked wrongly, or when it is about something else', () => {
  expect([quota, aborted, new Dexie.UnknownError('checksum')].map(isStorageError)).toEqual([true, true, true]);
  const others = [new Dexie.ConstraintError('twice'), new Dexie.AbortError('by us'), new TypeError('x')];
  expect([...others, new DOMException('stopped', 'AbortError'), 'words'].map(isStorageError)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});
