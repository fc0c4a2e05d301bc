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

/** Whether it comes from the database at all. */
export function isStorageError(error: unknown): boolean {
  return error instanceof Dexie.DexieError || (typeof DOMException !== 'undefined' && error instanceof DOMException);
}

function isNamed(error: unknown): error is { readonly name: string } {
  return error instanceof Error || (typeof DOMException !== 'undefined' && error instanceof DOMException);
}
