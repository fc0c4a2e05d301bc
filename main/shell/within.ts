/** The value, or a rejection with a TimeoutError after `ms`; what was asked for may still happen later. */
export function within<T>(ms: number, what: string, wanted: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new DOMException(`${what}: no answer within ${ms} ms`, 'TimeoutError'));
    }, ms);
    wanted.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
