import type { Fault } from '../../app/fault.ts';

type StorageProblem = Extract<Fault, { kind: 'storage' }>['problem'];

/** What a failed transaction means to the person. */
export function storageProblem(error: unknown): StorageProblem {
  for (let cause: unknown = error; cause instanceof Error; cause = (cause as { inner?: unknown }).inner) {
    if (cause.name === 'QuotaExceededError') return 'full';
    if (cause.name === 'VersionError') return 'newer';
    if (cause.name === 'MissingAPIError' || cause.name === 'SecurityError') return 'blocked';
    if ((cause as { inner?: unknown }).inner === cause) break;
  }
  return 'damaged';
}
