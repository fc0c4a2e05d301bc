import type { LiveEvent } from '../../../app/contract/contract.ts';
import { leaveAccount } from '../../frame/navigation.ts';

/** Main removed an account from this device: the screen shows nothing of it any more. */
export function leaveRemoved(event: LiveEvent): void {
  if (event.type === 'account/removed') leaveAccount(event.account);
}
