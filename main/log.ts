/** What a record may carry: counts, conditions, host names, ids. Never a body, a password, a token or a whole stanza. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where main writes down what a person or a developer may have to find out later. `event` is a short fixed phrase. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
}

/** What an error says for the log: its name and message, no stack of ours and nothing of the stanza. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
