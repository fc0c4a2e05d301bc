import Dexie from 'dexie';
import type { Fault } from '../../app/fault.ts';

export type StorageProblem = Extract<Fault, { kind: 'storage' }>['problem'];

interface Caused {
  readonly inner?: unknown;
  readonly failures?: readonly unknown[];
}

/** What a failed opening or transaction means to the person. */
export function storageProblem(error: unknown): StorageProblem {
  let cause = error;
  for (let depth = 0; depth < 10 && isNamed(cause); depth++) {
    if (cause.name === 'QuotaExceededError') return 'full';
    if (cause.name === 'VersionError') return 'newer';
    if (cause.name === 'MissingAPIError' || cause.name === 'SecurityError') return 'blocked';
    const { inner, failures } = cause as Caused;
    cause = inner ?? failures?.[0];
  }
  return 'damaged';
}

/** What the browser says when the disk or the files are the matter, and never for a mistake in what was asked. */
const OF_STORAGE = ['QuotaExceededError', 'UnknownError', 'VersionError', 'OpenFailedError', 'TimeoutError'];

/** Whether an error that nobody caught tells of trouble with the storage. */
export function isStorageError(error: unknown): boolean {
  if (!(error instanceof Dexie.DexieError)) return false;
  let cause: unknown = error;
  for (let depth = 0; depth < 10 && isNamed(cause); depth++) {
    if (OF_STORAGE.includes(cause.name)) return true;
    const { inner, failures } = cause as Caused;
    cause = inner ?? failures?.[0];
  }
  return false;
}

function isNamed(error: unknown): error is { readonly name: string } {
  return error instanceof Error || (typeof DOMException !== 'undefined' && error instanceof DOMException);
}
