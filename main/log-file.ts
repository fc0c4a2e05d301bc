/** The log in the data folder, for who has to find out afterwards what went wrong. Two files, a megabyte each at most. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLevel } from '../app/settings/settings.ts';
import { consoleLog } from './console-log.ts';
import { type Log, reasonOf } from './log.ts';

/** Bytes. */
const LARGEST = 1_000_000;

export interface LogFile extends Log {
  setLevel(level: LogLevel): void;
}

/**
 * Writes at once: what was logged right before a crash is what is looked for. Until the setting is known it keeps problems.
 * `onFailure`: it can't be written, and is not tried again in this run.
 */
export function openLogFile(dataDir: string, onFailure: (reason: string) => void, now?: () => Date): LogFile {
  const folder = join(dataDir, 'logs');
  const path = join(folder, 'kith.log');
  let level: LogLevel = 'problems';
  let size: number | undefined;
  let failed = false;

  function write(line: string): void {
    if (failed) return;
    try {
      if (size === undefined) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      }
      if (size > 0 && size + Buffer.byteLength(line) > LARGEST) {
        renameSync(path, join(folder, 'kith.old.log'));
        size = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch (error) {
      failed = true;
      onFailure(reasonOf(error));
    }
  }

  const file = consoleLog(write, now);
  return {
    setLevel(next) {
      level = next;
    },
    info(event, fields) {
      if (level === 'everything') file.info(event, fields);
    },
    warn(event, fields) {
      if (level !== 'nothing') file.warn(event, fields);
    },
  };
}

/** Everything to the terminal, and to the file what the setting says. */
export function openLog(
  dataDir: string,
  terminal: (line: string) => void,
): { readonly log: Log; readonly file: LogFile } {
  const shown = consoleLog(terminal);
  const file = openLogFile(dataDir, (reason) => shown.warn('the log file is not written', { reason }));
  return {
    file,
    log: {
      info(event, fields) {
        shown.info(event, fields);
        file.info(event, fields);
      },
      warn(event, fields) {
        shown.warn(event, fields);
        file.warn(event, fields);
      },
    },
  };
}
