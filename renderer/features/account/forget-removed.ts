import type { LiveEvent } from '../../../app/contract/contract.ts';
import { db, storage } from '../../data/link.ts';
import { leaveAccount } from '../../frame/navigation.ts';
import { forgetWritings } from '../chat/writing-store.ts';

/** Main removed an account from this device: its history goes, and the screen shows nothing of it any more. */
export function forgetRemoved(event: LiveEvent): void {
  if (event.type !== 'account/removed') return;
  leaveAccount(event.account);
  forgetWritings(event.account);
  db.forget(event.account).catch((error: unknown) => {
    console.error('the history of a removed account could not be deleted', error);
    void storage.failed(error);
  });
}
