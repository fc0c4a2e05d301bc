/** The one Python process of this test worker, started when the first peer is: JSON lines both ways. */
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnTethered, type Tethered } from '../server/process.ts';

export type PeerEvent =
  | { readonly event: 'stanza'; readonly xml: string }
  | { readonly event: 'roster'; readonly jid: string; readonly item: RosterState | null }
  | { readonly event: 'fault' | 'disconnected'; readonly reason: string };

/** What slixmpp holds about a contact, as of the last push. */
export interface RosterState {
  readonly name: string;
  readonly subscription: 'none' | 'to' | 'from' | 'both';
  /** A request of this peer's is pending. */
  readonly ask: boolean;
  /** Sorted. */
  readonly groups: readonly string[];
}

type Line = { id: number; value?: unknown; error?: string } | ({ peer: string } & PeerEvent) | { event: 'ready' };

export interface PeerProcess {
  /** `do` and its arguments, see peers.py; rejects with the peer's own words or after `deadline` ms. */
  command(peer: string, command: Readonly<Record<string, unknown>>): Promise<unknown>;
  listen(peer: string, listener: (event: PeerEvent) => void): () => void;
  /** What slixmpp warned about, for error messages. */
  warnings(): string;
  end(): Promise<void>;
}

/** The system's own, for which the distribution packages slixmpp, before any other that the PATH has. */
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

function startProcess(): PeerProcess {
  const script = fileURLToPath(new URL('peers.py', import.meta.url));
  const python: Tethered = spawnTethered(PYTHON, ['-u', script], { stdin: true });
  const { stdin, stdout, stderr } = python.child;
  if (stdin === null || stdout === null) throw new Error('python3 has no pipes');
  // An idle peer process must not keep a finished test run alive; the tether ends it.
  python.child.unref();
  for (const pipe of [stdin, stdout, stderr]) if (pipe !== null && 'unref' in pipe) (pipe as { unref(): void }).unref();

  const listeners = new Map<string, (event: PeerEvent) => void>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let warnings = '';
  stderr?.on('data', (part: Buffer) => {
    warnings = (warnings + part.toString('utf8')).slice(-4_000);
  });
  createInterface({ input: stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if ('peer' in line) listeners.get(line.peer)?.(line);
    if (!('id' in line)) return;
    const asked = waiting.get(line.id);
    waiting.delete(line.id);
    if (line.error === undefined) asked?.resolve(line.value);
    else asked?.reject(new Error(line.error));
  });
  python.child.once('close', () => {
    current = undefined;
    for (const asked of waiting.values()) asked.reject(new Error(`the peer process ended:\n${warnings}`));
    waiting.clear();
  });
  // Writing to a process that just ended: its end is told above.
  stdin.on('error', () => undefined);

  return {
    command(peer, command) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`${peer}: no answer to ${JSON.stringify(command)} within 30 s\n${warnings}`));
        }, 30_000);
        const settle = (then: () => void): void => {
          clearTimeout(timer);
          then();
        };
        waiting.set(id, {
          resolve: (value) => settle(() => resolve(value)),
          reject: (error) => settle(() => reject(error)),
        });
        stdin.write(`${JSON.stringify({ ...command, id, peer })}\n`);
      });
    },
    listen(peer, listener) {
      listeners.set(peer, listener);
      return () => listeners.delete(peer);
    },
    warnings: () => warnings,
    end: () => python.end(),
  };
}

let current: PeerProcess | undefined;

export function peerProcess(): PeerProcess {
  current ??= startProcess();
  return current;
}

/** Ends every peer of this worker at once. */
export async function endPeers(): Promise<void> {
  const ending = current;
  current = undefined;
  await ending?.end();
}
