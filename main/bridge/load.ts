/** How much is held for the page, and whether that is enough: what a slow or missing page can't take stays on the server. */
import type { DurableEvent } from '../../app/contract/contract.ts';
import type { Intake } from '../session/intake.ts';

/** Entries, a long text counting for several: some 20 MB, and what the page writes in a few seconds. */
export const FULL = 10_000;
/** From here on more is taken in again: by then the page has still something to write. */
export const HALF = FULL / 2;
/** UTF-16 units of text that weigh as much as an entry. */
const UNIT = 1024;

export interface Load {
  readonly intake: Intake;
  add(event: DurableEvent): void;
  remove(event: DurableEvent): void;
}

export function createLoad(): Load {
  const listeners = new Set<(full: boolean) => void>();
  let load = 0;
  let full = false;

  function change(by: number): void {
    load += by;
    const now = full ? load > HALF : load >= FULL;
    if (now === full) return;
    full = now;
    for (const listener of [...listeners]) listener(full);
  }

  return {
    intake: {
      full: () => full,
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    add: (event) => change(weightOf(event)),
    remove: (event) => change(-weightOf(event)),
  };
}

function weightOf(event: DurableEvent): number {
  if (event.type !== 'chat/entries') return 1;
  let weight = 1;
  for (const entry of event.entries) weight += 'body' in entry ? entry.body.length / UNIT : 0;
  return weight + Math.max(0, event.entries.length - 1);
}
