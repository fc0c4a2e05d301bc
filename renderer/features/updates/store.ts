/** How far a newer version of Kith is, as main says it. */
import { create } from 'zustand';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { UpdateState } from '../../../app/updates/update.ts';
import { call } from '../../data/link.ts';

export const useUpdates = create<{ readonly update: UpdateState }>(() => ({
  update: { phase: 'idle', lookedAt: null },
}));

export function applyToUpdates(event: LiveEvent): void {
  if (event.type === 'updates/changed') useUpdates.setState({ update: event.state });
}

/** A page that was loaded anew asks; from then on it is told. */
export async function beginUpdates(): Promise<void> {
  const answer = await call('updates/state', {});
  if (answer.ok) useUpdates.setState({ update: answer.value });
}
