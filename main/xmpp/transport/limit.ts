import type { Clock } from '../../clock.ts';

export class TimeLimitError extends Error {
  readonly code = 'ETIMEOUT';
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'TimeLimitError';
  }
}

/** The promise, or a TimeLimitError after `ms`. What the promise does later is nobody's concern any more. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new TimeLimitError(ms)));
    promise.then(resolve, reject).finally(cancel);
  });
}
