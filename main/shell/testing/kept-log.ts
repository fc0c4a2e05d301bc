import type { Log, LogFields } from '../../log.ts';

export interface KeptLog extends Log {
  readonly lines: { readonly event: string; readonly fields: LogFields }[];
}

/** Keeps what it is told, for the test to read. */
export function keptLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const keep: Log['info'] = (event, fields = {}) => void lines.push({ event, fields });
  return { lines, info: keep, warn: keep };
}
