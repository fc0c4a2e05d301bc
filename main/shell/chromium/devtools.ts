/**
 * The Chrome DevTools Protocol over the browser's pipe: JSON messages, each ended by a NUL byte, in "flat" session mode.
 * https://chromedevtools.github.io/devtools-protocol/ . A pipe, not a port: no other program can speak to our browser.
 */
import type { Readable, Writable } from 'node:stream';
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';
import type { Undo } from '../shell.ts';

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;

/** One target's (or the browser's) end of the connection. */
export interface DevtoolsSession {
  /** Rejects when the browser refuses the command, and when the connection or the target goes. */
  send<C extends keyof Commands>(command: C, ...params: Commands[C]['paramsType']): Promise<Commands[C]['returnType']>;
  on<E extends keyof Events>(event: E, listener: (params: Events[E][0]) => void): Undo;
}

export interface Devtools extends DevtoolsSession {
  session(sessionId: string): DevtoolsSession;
  /** Resolves when the browser closed the pipe. */
  readonly closed: Promise<void>;
}

interface Waiting {
  readonly sessionId: string | undefined;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

interface Incoming {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export function connectDevtools(input: Writable, output: Readable): Devtools {
  const waiting = new Map<number, Waiting>();
  const subscribers = new Map<string, Set<(params: never) => void>>();
  let lastId = 0;
  let open = true;

  function settle(which: (entry: Waiting) => boolean, why: string): void {
    for (const [id, entry] of waiting) {
      if (!which(entry)) continue;
      waiting.delete(id);
      entry.reject(new Error(why));
    }
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as Incoming;
    if (message.id !== undefined) {
      const entry = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) entry?.resolve(message.result as never);
      else entry?.reject(new Error(message.error.message));
      return;
    }
    if (message.method === 'Target.detachedFromTarget') {
      const gone = (message.params as { sessionId: string }).sessionId;
      settle((entry) => entry.sessionId === gone, 'The page is gone.');
    }
    for (const listener of [...(subscribers.get(`${message.sessionId ?? ''} ${message.method}`) ?? [])]) {
      listener(message.params as never);
    }
  }

  let pieces: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      pieces.push(chunk.subarray(start, end));
      const text = Buffer.concat(pieces).toString('utf8');
      pieces = [];
      start = end + 1;
      receive(text);
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      open = false;
      settle(() => true, 'The browser is gone.');
      resolve();
    };
    output.on('close', end);
    output.on('error', end);
    // Writing to a browser that just ended: `close` of the other pipe tells it.
    input.on('error', end);
  });

  function session(sessionId: string | undefined): DevtoolsSession {
    return {
      send(command, ...params) {
        if (!open) return Promise.reject(new Error('The browser is gone.'));
        lastId += 1;
        const id = lastId;
        const answer = new Promise<never>((resolve, reject) => {
          waiting.set(id, { sessionId, resolve, reject });
        });
        input.write(`${JSON.stringify({ id, method: command, params: params[0] ?? {}, sessionId })}\0`);
        return answer;
      },
      on(event, listener) {
        const key = `${sessionId ?? ''} ${event}`;
        const set = subscribers.get(key) ?? new Set();
        subscribers.set(key, set);
        set.add(listener as (params: never) => void);
        return () => {
          set.delete(listener as (params: never) => void);
        };
      },
    };
  }

  return { ...session(undefined), session, closed };
}
