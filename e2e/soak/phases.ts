/** What the application says of its connection while it runs, with the times of its own log. */
import type { App } from '../app/app.ts';

export interface Phases {
  /** The last one told. */
  current(): string;
  /** Epoch ms of the last change to `online`. */
  onlineSince(): number;
  /** Attempts so far, by the step that begins one. */
  attempts(): number;
  stop(): void;
}

export function watchPhases(app: App): Phases {
  let current = '';
  let onlineSince = 0;
  let attempts = 0;
  const take = (line: string) => {
    const [, at = '', phase = '', rest = ''] = /^(\S+) info "connection" .*?phase="([^"]*)"(.*)$/.exec(line) ?? [];
    if (phase === '') return;
    if (phase === 'online' && current !== 'online') onlineSince = Date.parse(at);
    if (phase === 'connecting' && (current !== 'connecting' || rest.includes('resolving'))) attempts += 1;
    current = phase;
  };
  for (const line of app.log().split('\n')) take(line);
  const stop = app.onLog(take);
  return { current: () => current, onlineSince: () => onlineSince, attempts: () => attempts, stop };
}

/** Looks every few ms until it is so; false when the time (ms) is over. What several processes agree on has no event. */
export async function becomes(test: () => boolean | Promise<boolean>, limit: number, every = 20): Promise<boolean> {
  const end = performance.now() + limit;
  for (;;) {
    if (await test()) return true;
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
