import type { Log } from './log.ts';

/** One line an event, in logfmt: time, level, event, fields. */
export function consoleLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const at =
    (level: string): Log['info'] =>
    (event, fields = {}) => {
      const rest = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${typeof value === 'string' ? JSON.stringify(value) : value}`],
      );
      write(`${[now().toISOString(), level, JSON.stringify(event), ...rest].join(' ')}\n`);
    };
  return { info: at('info'), warn: at('warn') };
}
