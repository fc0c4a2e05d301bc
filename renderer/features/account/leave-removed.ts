import type { LiveEvent } from '../../../app/contract/contract.ts';
import { leaveAccount } from '../../frame/navigation.ts';
import { forgetWritings } from '../chat/writing-store.ts';

/** Main removed an account from this device: nothing of it is on the screen, or waits to be saved, any more. */
export function leaveRemoved(event: LiveEvent): void {
  if (event.type !== 'account/removed') return;
  leaveAccount(event.account);
  forgetWritings(event.account);
}
