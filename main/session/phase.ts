/** One phase of an attempt: it ends in its time, or is ended. */
import { FaultError } from '../../app/fault.ts';
import type { Clock } from '../clock.ts';

/**
 * Runs with a signal of its own, aborted with the outer one (same reason) or after `ms` (FaultError timeout). Gives or
 * throws what `run` does, or that reason: at once when the signal aborts, whatever `run` is still waiting for.
 */
export async function phase<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const onOuter = () => own.abort(outer.reason);
  if (outer.aborted) throw outer.reason;
  outer.addEventListener('abort', onOuter);
  const cancel = clock.after(ms, () => own.abort(new FaultError({ kind: 'timeout' })));
  const aborted = new Promise<never>((_, reject) => {
    own.signal.addEventListener('abort', () => reject(own.signal.reason));
  });
  try {
    return await Promise.race([aborted, run(own.signal)]);
  } finally {
    cancel();
    outer.removeEventListener('abort', onOuter);
  }
}
